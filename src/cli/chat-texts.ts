import { renderCard as renderOnDiscord } from "../adapters/discord/render.ts";
import { renderMessage } from "../adapters/slack/render-card.ts";
import { renderCard as renderInTerminal } from "../adapters/terminal/render.ts";
import { renderCard as renderInRoom } from "../adapters/web/render-card.ts";
import type { Card } from "../cards/card.ts";
import type { Words } from "../cards/words/words.ts";
import type { Bank } from "../engine/bank/bank.ts";
import type { Question } from "../engine/question/question.ts";
import { type Diagnose, type Diagnostic, sourceSubject } from "../engine/review/diagnostic.ts";
import { type ChatName, chatNames } from "./config.ts";
import { cardsOfQuestion, longestOf } from "./question-cards.ts";

const names = { command: null, server: () => null };
const screenOptions = { columns: 100, colours: false };

/** The texts that a chat shows for a card. */
export const chatTexts: Readonly<Record<ChatName, (words: Words, card: Card) => string>> = {
  discord: (words, card) => textsIn(renderOnDiscord({ words, names }, card), ["content", "label"]).join("\n"),
  slack: (_, card) => textsIn(renderMessage(card), ["text"]).join("\n"),
  terminal: (_, card) => renderInTerminal(card, screenOptions),
  web: (_, card) => withoutTags(String(renderInRoom(card))),
};

/** The texts below these keys, in order. */
function textsIn(value: unknown, keys: readonly string[], key = ""): readonly string[] {
  if (typeof value === "string") return keys.includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, keys, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([inner, item]) => textsIn(item, keys, inner));
}

function withoutTags(page: string): string {
  return page.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

/** Cards that a chat cannot show in full. */
export function chatLimitDiagnostics(
  words: Words,
  bank: Bank,
  questions: readonly Question[],
  diagnose: Diagnose,
): readonly Diagnostic[] {
  const longest = longestOf(bank.questions);
  if (longest === null) return [];
  return questions.flatMap((question) => {
    for (const { name, card } of cardsOfQuestion(words, bank, question, longest)) {
      const chat = chatNames.find((one) => missingText(card, chatTexts[one](words, card)) !== null);
      if (chat === undefined) continue;
      const message = `has a card that ${chat} cannot show in full ("${name}"); shorten the texts`;
      return [diagnose("chat-limits", sourceSubject(question), message)];
    }
    return [];
  });
}

/** The first text of a card that a chat does not show in full; null if it shows all of them. */
function missingText(card: Card, shown: string): string | null {
  const visible = lettersIn(shown);
  const texts = card.blocks.flatMap((block) => {
    if (block.type === "code") return [block.text];
    if (block.type === "choices") return block.choices.map(({ text }) => text.map((span) => span.text).join(""));
    return "text" in block ? [block.text.map((span) => span.text).join("")] : [];
  });
  return texts.find((text) => !visible.includes(lettersIn(text))) ?? null;
}

/** Only letters and digits, since each chat escapes and wraps the rest in its own way. */
function lettersIn(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, "").replaceAll(/[^\p{L}\p{N}]/gu, "");
}
