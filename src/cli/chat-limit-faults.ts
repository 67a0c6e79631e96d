import { chatNames } from "../bot/command.ts";
import type { Card } from "../cards/card.ts";
import type { Bank } from "../engine/bank.ts";
import type { Question } from "../engine/question.ts";
import type { Finding } from "../engine/review/finding.ts";
import { chatTexts } from "./chat-texts.ts";
import { cardsOfQuestion, longestOf } from "./question-cards.ts";

/** Cards of which a chat would have to leave something out. */
export function chatLimitFaults(bank: Bank, questions: readonly Question[]): readonly Finding[] {
  const longest = longestOf(bank.questions);
  if (longest === null) return [];
  return questions.flatMap((question) => {
    for (const { name, card } of cardsOfQuestion(bank, question, longest)) {
      const chat = chatNames.find((one) => lost(card, chatTexts[one](card)) !== null);
      if (chat === undefined) continue;
      const message = `${chat} has no room for the whole card of "${name}"; shorten the texts`;
      return [{ rule: "chat-limits", ...ownerOf(question), path: [], message }];
    }
    return [];
  });
}

function ownerOf({ id, family }: Question): Pick<Finding, "of" | "id"> {
  return id.startsWith(`${family}.`) ? { of: "family", id: family } : { of: "question", id };
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
