import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { AskedId } from "../src/engine/ids.ts";
import { shownOrder } from "../src/engine/order.ts";
import { choicesOf, type Question } from "../src/engine/question.ts";
import { faultText } from "../src/formats/fault.ts";
import { readBank } from "../src/formats/read-bank.ts";

const read = await readBank([{ path: resolve("quizzes"), level: "built-in" }]);

test("the bank that ships has no fault", () => {
  expect("faults" in read ? read.faults.map(faultText) : []).toEqual([]);
});

describe.skipIf("faults" in read)("the bank that ships", () => {
  if ("faults" in read) return;
  const { bank, statements } = read;
  const { questions } = bank;

  test("has questions of both kinds, on every topic, of every difficulty", () => {
    expect(questions.length).toBeGreaterThanOrEqual(36);
    for (const kind of ["misconception", "scenario"] as const) {
      expect(questions.filter((question) => question.kind === kind).length, kind).toBeGreaterThanOrEqual(10);
    }
    const cells = new Set(questions.map((question) => `${question.topic} ${question.difficulty}`));
    expect(cells.size).toBe(5 * 3);
  });

  test("serves every statement from A1 to A21", () => {
    const served = new Set([...statements.values()].flat());
    const all = Array.from({ length: 21 }, (_, index) => `A${index + 1}`);
    expect(all.filter((statement) => !served.has(statement))).toEqual([]);
  });

  test("uses each misconception in at least two wrong choices", () => {
    const used = questions.flatMap((question) => question.wrong.flatMap((choice) => choice.misconceptions));
    const rare = bank.misconceptions.filter(({ id }) => used.filter((each) => each === id).length < 2);
    expect(rare.map(({ id }) => id)).toEqual([]);
  });

  test("refutes each wrong choice in its own words", () => {
    const refutations = questions.flatMap((question) => question.wrong.map((choice) => choice.refutation));
    expect(new Set(refutations).size).toBe(refutations.length);
  });

  test("does not give the right choice away by its length", () => {
    const lengths = (question: Question) => question.wrong.map((choice) => choice.text.length);
    const longest = questions.filter((question) => question.right.text.length > Math.max(...lengths(question)));
    const shortest = questions.filter((question) => question.right.text.length < Math.min(...lengths(question)));
    expect(longest.length / questions.length).toBeLessThan(0.4);
    expect(shortest.length / questions.length).toBeLessThan(0.4);
  });

  test("uses absolute words as often in right choices as in wrong ones", () => {
    const absolute = /\b(?:always|never|only|all|must|every|none|impossible)\b/i;
    const wordy = (texts: readonly string[]) =>
      texts.filter((text) => absolute.test(text.replaceAll(/`[^`]*`/g, ""))).length;
    const right = questions.map((question) => question.right.text);
    const wrong = questions.flatMap((question) => question.wrong.map((choice) => choice.text));
    expect(Math.abs(wordy(wrong) / wrong.length - wordy(right) / right.length)).toBeLessThanOrEqual(0.05);
  });

  test("shows the right choice at each letter about as often (chi-square, 0.1 %)", () => {
    const worded = questions.filter((question) => !isOrdered(question));
    for (const count of new Set(worded.map((question) => choicesOf(question).length))) {
      const seen = new Array<number>(count).fill(0);
      for (const question of worded.filter((one) => choicesOf(one).length === count)) {
        for (let asking = 0; asking < 200; asking++) {
          const place = shownOrder(question, `asked-${question.id}-${asking}` as AskedId).indexOf(0);
          seen[place] = (seen[place] as number) + 1;
        }
      }
      const expected = seen.reduce((sum, times) => sum + times, 0) / count;
      const chiSquare = seen.reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
      expect(chiSquare, `${seen}`).toBeLessThan(criticalValues[count] ?? 0);
    }
  });

  test("does not show the right amount at one letter where amounts ascend", () => {
    const ordered = questions.filter(isOrdered);
    const places = ordered.map((question) => shownOrder(question, "any" as AskedId).indexOf(0));
    const most = Math.max(...places.map((place) => places.filter((each) => each === place).length));
    expect(most / ordered.length, `${places}`).toBeLessThanOrEqual(0.6);
  });
});

/** Of chi-square at 0.1 %, by the number of choices: one degree of freedom fewer. */
const criticalValues: Readonly<Record<number, number>> = { 3: 13.82, 4: 16.27, 5: 18.47 };

/** Amounts stand in ascending order, whatever the id. */
function isOrdered(question: Question): boolean {
  const orders = Array.from({ length: 8 }, (_, asking) => shownOrder(question, `look-${asking}` as AskedId).join());
  return new Set(orders).size === 1;
}
