import { renderCard as renderOnDiscord } from "../adapters/discord/render.ts";
import { renderMessage } from "../adapters/slack/render-card.ts";
import { renderCard as renderInTerminal } from "../adapters/terminal/render.ts";
import { renderCard as renderInRoom } from "../adapters/web/render-card.ts";
import type { ChatName } from "../bot/command.ts";
import type { Card } from "../cards/card.ts";
import { wordsEn } from "../cards/words-en.ts";

const discordLook = { words: wordsEn, names: { command: null, server: () => null } };
const terminalLook = { columns: 100, colours: false };

/** What a chat is told to show for a card, as the texts in it. */
export const chatTexts: Readonly<Record<ChatName, (card: Card) => string>> = {
  discord: (card) => textsIn(renderOnDiscord(discordLook, card), ["content", "label"]).join("\n"),
  slack: (card) => textsIn(renderMessage(card), ["text"]).join("\n"),
  terminal: (card) => renderInTerminal(card, terminalLook),
  web: (card) => unmarked(renderInRoom(card).markup),
};

/** The texts that stand below these keys, in order. */
function textsIn(value: unknown, keys: readonly string[], key = ""): readonly string[] {
  if (typeof value === "string") return keys.includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, keys, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([inner, item]) => textsIn(item, keys, inner));
}

function unmarked(page: string): string {
  return page.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}
