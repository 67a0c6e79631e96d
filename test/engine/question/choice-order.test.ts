import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountOf, shownOrder } from "../../../src/engine/question/choice-order.ts";
import type { PresentationId } from "../../../src/engine/question/ids.ts";
import { choicesOf } from "../../../src/engine/question/question.ts";
import { sampleProgram, sampleQuestion } from "../samples.ts";

function withChoices(...texts: readonly string[]) {
  const [right = "", ...wrong] = texts;
  return sampleQuestion("q", undefined, {
    right: { text: right },
    wrong: wrong.map((text) => ({ text, misconceptions: [], refutation: "No." })),
  });
}

const presentation = (id: string) => id as PresentationId;

test.each([
  ["300", 300],
  ["300 ms", 300],
  ["About 300 ms.", 300],
  ["1.2 s", 1200],
  ["1,2 s", 1200],
  ["1,200 ms", 1200],
  ["1 second", 1000],
  ["2 seconds", 2000],
  ["1 minute", 60_000],
  ["2 minutes", 120_000],
  ["after 0 ms", 0],
  ["50 %", 50],
  ["300 ms, then 200 ms", null],
  ["it takes 300 ms", null],
  ["ms", null],
  ["", null],
  ["-5", null],
])("the amount of %j is %j", (text, amount) => {
  expect(amountOf(text)).toBe(amount);
});

describe("shownOrder", () => {
  test.each([
    [
      ["300 ms", "100 ms", "1.2 s", "200 ms"],
      ["100 ms", "200 ms", "300 ms", "1.2 s"],
    ],
    [
      ["10", "9", "100"],
      ["9", "10", "100"],
    ],
    [
      ["90 seconds", "1 minute", "2 minutes"],
      ["1 minute", "90 seconds", "2 minutes"],
    ],
  ])("numbers and times ascend: %j", (texts, shown) => {
    const question = withChoices(...texts);
    const order = shownOrder(question, presentation("any"));
    expect(order.map((choice) => choicesOf(question)[choice]?.text)).toEqual(shown);
  });

  test("it is a permutation, the same each time for the same id", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 3, maxLength: 5 }), fc.string(), (texts, id) => {
        const question = withChoices(...texts);
        const order = shownOrder(question, presentation(id));
        expect([...order].sort()).toEqual(texts.map((_, index) => index));
        expect(shownOrder(question, presentation(id))).toEqual(order);
      }),
    );
  });

  test("outputs are shuffled, and the choice of no guaranteed order comes last, right or wrong", () => {
    const orders = (outputs: readonly (readonly string[] | null)[]) =>
      new Set(
        Array.from({ length: 200 }, (_, index) =>
          shownOrder(sampleProgram(outputs), presentation(`id${index}`)).join(""),
        ),
      );
    expect([...orders([["1"], ["2"], ["3"], null])].sort()).toEqual(["0123", "0213", "1023", "1203", "2013", "2103"]);
    expect([...orders([null, ["1"], ["2"]])].sort()).toEqual(["120", "210"]);
  });

  test("over many ids every order of four words comes about as often", () => {
    const question = withChoices("yes", "no", "perhaps", "never");
    const ids = 24_000;
    const counts = new Map<string, number>();
    for (let index = 0; index < ids; index++) {
      const key = shownOrder(question, presentation(`id${index}`)).join("");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const expected = ids / 24;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(24);
    // 23 degrees of freedom: a fair shuffle stays below this in all but one of 10,000 runs, and this run is fixed.
    expect(chiSquare).toBeLessThan(56);
  });
});
