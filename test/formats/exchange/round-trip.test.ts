import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words-en.ts";
import type { Question } from "../../../src/engine/question.ts";
import type { BankFolder } from "../../../src/formats/bank-files.ts";
import { csvOf } from "../../../src/formats/exchange/csv-write.ts";
import { readCsv } from "../../../src/formats/exchange/csv-read.ts";
import { exchangeText } from "../../../src/formats/exchange/exchange-text.ts";
import { readGift } from "../../../src/formats/exchange/gift-read.ts";
import { giftOf } from "../../../src/formats/exchange/gift-write.ts";
import { toldQuestion } from "../../../src/formats/exchange/told-question.ts";
import { readBank, type ReadBank } from "../../../src/formats/read-bank.ts";
import { anyQuestionInChoices, anyQuestionInWords } from "./any-question.ts";
import { takenOver } from "./taken-over.ts";

let root: string;
let catalogue: BankFolder[];
let shipped: Extract<ReadBank, { readonly bank: unknown }>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "round-trip-"));
  for (const folder of ["misconceptions", "families"]) {
    await cp(resolve("quizzes", folder), join(root, folder), { recursive: true }).catch(() => {});
  }
  catalogue = [{ path: root, level: "built-in" }];
  const read = await readBank([{ path: resolve("quizzes"), level: "built-in" }]);
  if ("faults" in read) throw new Error("the bank has faults");
  shipped = read;
});
afterAll(() => rm(root, { recursive: true, force: true }));

function textIn(exported: string): string {
  const read = exchangeText(Buffer.from(exported));
  if ("fault" in read) throw new Error(read.fault.message);
  return read.text;
}

/** What GIFT holds of a question: no ties of choices to beliefs, and the wrong ones in any order. */
function asGiftHolds(question: Question): unknown {
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

describe("whatever a question says comes back", () => {
  test("from CSV, all of it", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestionInWords, async ({ question, statements }) => {
        const read = readCsv(textIn(csvOf([toldQuestion(wordsEn, question, statements)])));
        const { bank, statements: served } = await takenOver(read, catalogue);
        expect(bank.questions).toEqual([question]);
        expect(served.get(question.id)).toEqual(statements);
      }),
      { numRuns: 100 },
    );
  });

  test("from GIFT, but for which choice shows which belief", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestionInChoices, async ({ question, statements }) => {
        const read = readGift(textIn(giftOf([toldQuestion(wordsEn, question, statements)])));
        const { bank, statements: served } = await takenOver(read, catalogue);
        expect(bank.questions.map(asGiftHolds)).toEqual([asGiftHolds(question)]);
        expect(served.get(question.id)).toEqual(statements);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the bank that ships", () => {
  const told = () => shipped.bank.questions.map((one) => toldQuestion(wordsEn, one, shipped.statements.get(one.id) ?? []));

  test("comes back from CSV as it was", async () => {
    const read = readCsv(textIn(csvOf(told())));
    expect(read.leftOut).toEqual([]);
    const { bank, statements } = await takenOver(read, catalogue);
    expect(bank.questions).toEqual(shipped.bank.questions);
    for (const { id } of bank.questions) expect(statements.get(id)).toEqual(shipped.statements.get(id));
  });

  test("comes back from GIFT, but for the ties to beliefs and for orders of steps in words", async () => {
    const read = readGift(textIn(giftOf(told())));
    const isSteps = (one: Question) => one.kind === "ordering" && one.program === null;
    expect(read.leftOut.length).toBe(shipped.bank.questions.filter(isSteps).length);
    const { bank } = await takenOver(read, catalogue);
    const expected = shipped.bank.questions.filter((one) => !isSteps(one));
    expect(bank.questions.map(asGiftHolds)).toEqual(expected.map(asGiftHolds));
  });
});
