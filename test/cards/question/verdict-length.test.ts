import { beforeAll, describe, expect, test } from "vitest";
import type { Block, Card } from "../../../src/cards/card.ts";
import { wordsOf } from "../../../src/cards/prose.ts";
import { refutationOf } from "../../../src/cards/question/question-words.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { cardsOfQuestion, type NamedCard } from "../../../src/cli/question-cards.ts";
import { isComposed, programOf, type Question } from "../../../src/engine/question/question.ts";
import { shippedBank } from "../../shipped-bank.ts";

function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Code and choices are looked at, not read. */
function textsOf(block: Block): readonly string[] {
  switch (block.type) {
    case "code":
    case "choices":
    case "picture":
      return [];
    case "link":
      return [`${block.before} ${block.label}`];
    case "rows":
      return block.rows.map(({ text }) => wordsOf(text));
    case "list":
      return block.items.map(wordsOf);
    default:
      return [wordsOf(block.text)];
  }
}

/** The words that people read before the buttons. */
function wordsBeforeButtons({ title, blocks }: Card): number {
  return wordCount([title, ...blocks.flatMap(textsOf)].join(" "));
}

function longerThan(most: number, named: readonly NamedCard[]): readonly string[] {
  return named.flatMap(({ name, card }) => {
    const words = wordsBeforeButtons(card);
    return words > most ? [`${name}: ${words} words`] : [];
  });
}

/** Every question, and every variant of each template that people are asked. */
let questions: readonly Question[] = [];
let wrong: readonly NamedCard[] = [];
let right: readonly NamedCard[] = [];

beforeAll(async () => {
  const bank = await shippedBank();
  questions = bank.curriculum.flatMap((item) => (item.type === "question" ? [item.question] : item.variants));
  const verdicts = questions
    .flatMap((question) => cardsOfQuestion(wordsEn, bank, question, question))
    .filter(({ moment }) => moment === "answered");
  wrong = verdicts.filter(({ card }) => card.tone === "wrong");
  right = verdicts.filter(({ card }) => card.tone === "right");
}, 600_000);

describe("of all verdicts on the built-in bank", () => {
  test("a wrong one has at most 120 words before its buttons, and at most 90 at the median", () => {
    expect(longerThan(120, wrong)).toEqual([]);
    const lengths = wrong.map(({ card }) => wordsBeforeButtons(card)).sort((one, other) => one - other);
    expect(lengths.length).toBeGreaterThan(3_000);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(90);
  });

  test("a right one has one sentence", () => {
    expect(longerThan(50, right)).toEqual([]);
  });

  test("none says a line twice, or has more than three buttons besides the replies to its question", () => {
    for (const { name, card } of [...wrong, ...right]) {
      const texts = card.blocks.flatMap(textsOf);
      expect(new Set(texts).size, name).toBe(texts.length);
      expect(card.buttons.flat().filter(({ id }) => !id.startsWith("thought:")).length, name).toBeLessThanOrEqual(3);
    }
  });
});

test("why a choice is wrong takes at most 25 words where it is computed, and 45 where it is written", () => {
  const tooLong = questions.flatMap((question) => {
    if (isComposed(question)) return [];
    const most = programOf(question) === null ? 45 : 25;
    return question.wrong.flatMap(({ misconceptions }, index) => {
      const pair = "pair" in (question.wrong[index] ?? {}) ? question.wrong[index] : null;
      const behind = [...misconceptions, ...(pair && "pair" in pair && pair.pair ? pair.pair : []), null];
      return behind
        .map((misconception) => refutationOf(wordsEn, question, index + 1, misconception) ?? "")
        .filter((sentence) => sentence === "" || wordCount(sentence) > most)
        .map((sentence) => `${question.id} ${index + 1}: ${sentence}`);
    });
  });
  expect(tooLong).toEqual([]);
});
