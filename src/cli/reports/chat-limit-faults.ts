import { renderCard as renderOnDiscord } from "../../adapters/discord/render.ts";
import { renderMessage } from "../../adapters/slack/render-card.ts";
import { renderCard as renderInTerminal } from "../../adapters/terminal/render.ts";
import { renderCard as renderInRoom } from "../../adapters/web/render-card.ts";
import type { Card } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import type { Bank } from "../../engine/bank/bank.ts";
import type { Question } from "../../engine/question/question.ts";
import type { Finding } from "../../engine/review/finding.ts";
import { type ChatName, chatNames } from "../config.ts";
import { cardsOfQuestion, longestOf } from "./question-cards.ts";

const names = { command: null, server: () => null };
const terminalLook = { columns: 100, colours: false };

/** What a chat is told to show for a card, as the texts in it. */
export const chatTexts: Readonly<Record<ChatName, (words: Words, card: Card) => string>> = {
  discord: (words, card) => textsIn(renderOnDiscord({ words, names }, card), ["content", "label"]).join("\n"),
  slack: (_, card) => textsIn(renderMessage(card), ["text"]).join("\n"),
  terminal: (_, card) => renderInTerminal(card, terminalLook),
  web: (_, card) => unmarked(String(renderInRoom(card))),
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

/** Cards of which a chat would have to leave something out. */
export function chatLimitFaults(words: Words, bank: Bank, questions: readonly Question[]): readonly Finding[] {
  const longest = longestOf(bank.questions);
  if (longest === null) return [];
  return questions.flatMap((question) => {
    for (const { name, card } of cardsOfQuestion(words, bank, question, longest)) {
      const chat = chatNames.find((one) => lost(card, chatTexts[one](words, card)) !== null);
      if (chat === undefined) continue;
      const message = `${chat} has no room for the whole card of "${name}"; shorten the texts`;
      return [{ rule: "chat-limits", ...ownerOf(question), path: [], message }];
    }
    return [];
  });
}

function ownerOf({ id, idea: template }: Question): Pick<Finding, "of" | "id"> {
  return id.startsWith(`${template}.`) ? { of: "template", id: template } : { of: "question", id };
}

/** The first text of a card that a chat does not show to its end; null where it shows all. */
function lost(card: Card, shown: string): string | null {
  const seen = bare(shown);
  const texts = card.blocks.flatMap((block) => {
    if (block.type === "code") return [block.text];
    if (block.type === "choices") return block.choices.map(({ text }) => text.map((span) => span.text).join(""));
    return "text" in block ? [block.text.map((span) => span.text).join("")] : [];
  });
  return texts.find((text) => !seen.includes(bare(text))) ?? null;
}

/** Letters and digits alone: each chat escapes and breaks the rest in its own way. */
function bare(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, "").replaceAll(/[^\p{L}\p{N}]/gu, "");
}
