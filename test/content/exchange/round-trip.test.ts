import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { readCsv } from "../../../src/content/exchange/csv-read.ts";
import { csvOf } from "../../../src/content/exchange/csv-write.ts";
import { exportQuestion } from "../../../src/content/exchange/export-question.ts";
import { readGift } from "../../../src/content/exchange/gift-read.ts";
import { giftOf } from "../../../src/content/exchange/gift-write.ts";
import { textOfImport } from "../../../src/content/exchange/question-draft.ts";
import type { LoadedBank } from "../../../src/content/read-bank.ts";
import type { Topic } from "../../../src/engine/question/curriculum.ts";
import type { Question } from "../../../src/engine/question/question.ts";
import { propertyRuns } from "../../property-runs.ts";
import { readShippedFiles } from "../../shipped-bank.ts";
import { anyQuestionInChoices, anyQuestionInWords, knownMisconceptions } from "./any-question.ts";
import { importedQuestions } from "./imported-questions.ts";

function textIn(exported: string): string {
  const read = textOfImport(Buffer.from(exported), "x");
  if ("diagnostic" in read) throw new Error(read.diagnostic.message);
  return read.text;
}

/**
 * What GIFT preserves of a question: no links from choices to misconceptions, so no idea that follows from them, and
 * wrong choices in any order.
 */
function asGiftPreserves(read: Question): unknown {
  const question = { ...read, idea: read.about.join() };
  if (question.kind === "choose-all") {
    const options = question.options.map((option) => ({ ...option, misconceptions: [] }));
    return { ...question, options: byText(options) };
  }
  if (question.kind !== "scenario" && question.kind !== "misconception") return question;
  const wrong = question.wrong.map((choice) => ({ ...choice, misconceptions: [] }));
  return { ...question, wrong: byText(wrong) };
}

function byText<Choice extends { readonly text: string }>(choices: readonly Choice[]): Choice[] {
  return [...choices].sort((a, b) => (a.text < b.text ? -1 : 1));
}

describe("everything in a question survives a round trip", () => {
  const named = new Map<string, Topic>(knownMisconceptions.map((id) => [id, "blocking"]));

  test("from CSV, all of it", () => {
    fc.assert(
      fc.property(anyQuestionInWords, ({ question, objectives }) => {
        const read = readCsv(textIn(csvOf([exportQuestion(wordsEn, question, objectives)])), "x.csv");
        expect(importedQuestions(read, named)).toEqual([{ question, objectives }]);
      }),
      { numRuns: propertyRuns(50) },
    );
  });

  test("from GIFT, except for the misconceptions of each choice", () => {
    fc.assert(
      fc.property(anyQuestionInChoices, ({ question, objectives }) => {
        const read = readGift(textIn(giftOf([exportQuestion(wordsEn, question, objectives)])), "x.gift");
        const [imported] = importedQuestions(read, named);
        expect(imported?.objectives).toEqual(objectives);
        expect(imported && asGiftPreserves(imported.question)).toEqual(asGiftPreserves(question));
      }),
      { numRuns: propertyRuns(50) },
    );
  });
});

describe("the built-in bank", () => {
  let shipped: LoadedBank;

  beforeAll(async () => {
    shipped = await readShippedFiles();
  });

  const objectivesOf = ({ id }: Question) => shipped.objectives.get(id) ?? [];
  const exported = () => shipped.bank.questions.map((one) => exportQuestion(wordsEn, one, objectivesOf(one)));
  const back = (read: ReturnType<typeof readCsv>) => {
    const topics = new Map(shipped.bank.misconceptions.map(({ id, topic }) => [id as string, topic]));
    const templates = shipped.bank.templates.map(({ id }) => id);
    return importedQuestions(read, topics, templates);
  };

  test("survives CSV unchanged", () => {
    const read = readCsv(textIn(csvOf(exported())), "x.csv");
    expect(read.skipped).toEqual([]);
    expect(back(read)).toEqual(
      shipped.bank.questions.map((question) => ({ question, objectives: objectivesOf(question) })),
    );
  });

  test("survives GIFT, except for misconceptions of choices and orderings in words", () => {
    const read = readGift(textIn(giftOf(exported())), "x.gift");
    const isSteps = (one: Question) => one.kind === "ordering" && one.program === null;
    expect(read.skipped.length).toBe(shipped.bank.questions.filter(isSteps).length);
    const expected = shipped.bank.questions.filter((one) => !isSteps(one));
    expect(back(read).map(({ question }) => asGiftPreserves(question))).toEqual(expected.map(asGiftPreserves));
  });
});
