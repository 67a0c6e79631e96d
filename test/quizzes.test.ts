import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { AskedId } from "../src/engine/ids.ts";
import { shownOrder } from "../src/engine/order.ts";
import { wrongMinds } from "../src/engine/program/wrong-minds.ts";
import {
  choicesOf,
  type OutputQuestion,
  probedBy,
  type Question,
  type WrittenQuestion,
} from "../src/engine/question.ts";
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
  const written = questions.filter(
    (question): question is WrittenQuestion => question.kind === "scenario" || question.kind === "misconception",
  );
  const programs = questions.filter((question): question is OutputQuestion => question.kind === "output");

  test("has questions of every kind, on every topic, of every difficulty", () => {
    expect(written.length).toBeGreaterThanOrEqual(36);
    for (const kind of ["misconception", "scenario", "output"] as const) {
      expect(questions.filter((question) => question.kind === kind).length, kind).toBeGreaterThanOrEqual(10);
    }
    const cells = new Set(questions.map((question) => `${question.topic} ${question.difficulty}`));
    expect(cells.size).toBe(5 * 3);
    const ofPrograms = new Set(programs.map((question) => `${question.topic} ${question.difficulty}`));
    expect(ofPrograms.size).toBe(4 * 3);
  });

  test("serves every statement from A1 to A21", () => {
    const served = new Set([...statements.values()].flat());
    const all = Array.from({ length: 21 }, (_, index) => `A${index + 1}`);
    expect(all.filter((statement) => !served.has(statement))).toEqual([]);
  });

  test("uses each misconception that questions in words ask about in at least two of their wrong choices", () => {
    const used = written.flatMap((question) => question.wrong.flatMap((choice) => choice.misconceptions));
    const rare = [...new Set(used)].filter((id) => used.filter((each) => each === id).length < 2);
    expect(rare).toEqual([]);
    expect(new Set(used).size).toBeGreaterThanOrEqual(41);
  });

  test("has a misconception for every wrong mind, and no misconception that no question asks about", () => {
    expect(wrongMinds.map(({ id }) => id).filter((id) => !bank.misconceptions.some((one) => one.id === id))).toEqual(
      [],
    );
    const used = new Set(questions.flatMap(probedBy));
    const unused = bank.misconceptions.map(({ id }) => id).filter((id) => !used.has(id));
    expect(unused).toEqual([]);
  });

  test("refutes each wrong choice in its own words", () => {
    const refutations = written.flatMap((question) => question.wrong.map((choice) => choice.refutation));
    expect(new Set(refutations).size).toBe(refutations.length);
  });

  test("does not give the right choice away by its length", () => {
    const lengths = (question: WrittenQuestion) => question.wrong.map((choice) => choice.text.length);
    const longest = written.filter((question) => question.right.text.length > Math.max(...lengths(question)));
    const shortest = written.filter((question) => question.right.text.length < Math.min(...lengths(question)));
    expect(longest.length / written.length).toBeLessThan(0.4);
    expect(shortest.length / written.length).toBeLessThan(0.4);
  });

  test("uses absolute words as often in right choices as in wrong ones", () => {
    const absolute = /\b(?:always|never|only|all|must|every|none|impossible)\b/i;
    const wordy = (texts: readonly string[]) =>
      texts.filter((text) => absolute.test(text.replaceAll(/`[^`]*`/g, ""))).length;
    const right = written.map((question) => question.right.text);
    const wrong = written.flatMap((question) => question.wrong.map((choice) => choice.text));
    expect(Math.abs(wordy(wrong) / wrong.length - wordy(right) / right.length)).toBeLessThanOrEqual(0.05);
  });

  test("shows the right choice at each letter about as often (chi-square, 0.1 %)", () => {
    const worded = written.filter((question) => !isOrdered(question));
    for (const count of new Set(worded.map((question) => choicesOf(question).length))) {
      const seen = new Array<number>(count).fill(0);
      for (const question of worded.filter((one) => choicesOf(one).length === count)) showOften(question, seen);
      expect(chiSquareOf(seen), `${seen}`).toBeLessThan(criticalValues[count] ?? 0);
    }
  });

  test("shows the right output at each of its letters about as often, and that there is none at the last", () => {
    const seen = [0, 0, 0];
    for (const question of programs.filter((one) => one.race === null)) showOften(question, seen);
    expect(chiSquareOf(seen), `${seen}`).toBeLessThan(criticalValues[3] as number);
    for (const question of programs) {
      const last = shownOrder(question, "any" as AskedId).at(-1) as number;
      expect(choicesOf(question)[last], question.id).toMatchObject({ output: null });
    }
  });

  test("has about one program in eight whose order is not guaranteed", () => {
    const races = programs.filter((question) => question.race !== null);
    expect(races.length).toBeGreaterThanOrEqual(3);
    expect(races.length / programs.length).toBeGreaterThan(1 / 12);
    expect(races.length / programs.length).toBeLessThan(1 / 5);
  });

  test("shows at least 25 misconceptions as wrong outputs, nearly always one a choice", () => {
    const outputs = programs.flatMap((question) => question.wrong.filter((choice) => choice.output !== null));
    expect(new Set(outputs.flatMap((choice) => choice.misconceptions)).size).toBeGreaterThanOrEqual(25);
    for (const choice of outputs) expect(choice.misconceptions.length).toBeLessThanOrEqual(2);
    const alone = outputs.filter((choice) => choice.misconceptions.length === 1);
    expect(alone.length / outputs.length).toBeGreaterThan(0.9);
  });

  test("does not give the right output away by its number of lines", () => {
    const linesOf = (question: OutputQuestion) =>
      choicesOf(question).flatMap((choice) => (choice.output === null ? [] : [choice.output.length]));
    const odd = programs.filter((question) => {
      const [right, ...wrong] = linesOf(question);
      return question.race === null && wrong.every((lines) => lines !== right);
    });
    expect(odd.length / programs.length).toBeLessThan(0.1);
  });

  test("has programs of 4 to 7 printed lines, 5 to 15 lines of code, under an explanation of their own", () => {
    for (const { id, program, right, wrong } of programs) {
      const printed = (right.output ?? wrong[0]?.output ?? []).length;
      expect(printed >= 4 && printed <= 7, `${id} prints ${printed} lines`).toBe(true);
      const lines = program.split("\n").length;
      expect(lines >= 5 && lines <= 15, `${id} has ${lines} lines`).toBe(true);
    }
    expect(new Set(programs.map(({ explanation }) => explanation)).size).toBe(programs.length);
  });

  test("does not show the right amount at one letter where amounts ascend", () => {
    const ordered = written.filter(isOrdered);
    const places = ordered.map((question) => shownOrder(question, "any" as AskedId).indexOf(0));
    const most = Math.max(...places.map((place) => places.filter((each) => each === place).length));
    expect(most / ordered.length, `${places}`).toBeLessThanOrEqual(0.6);
  });
});

/** Counts at which place the right choice stands when a question is put two hundred times. */
function showOften(question: Question, seen: number[]): void {
  for (let asking = 0; asking < 200; asking++) {
    const place = shownOrder(question, `asked-${question.id}-${asking}` as AskedId).indexOf(0);
    seen[place] = (seen[place] as number) + 1;
  }
}

function chiSquareOf(seen: readonly number[]): number {
  const expected = seen.reduce((sum, times) => sum + times, 0) / seen.length;
  return seen.reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
}

/** Of chi-square at 0.1 %, by the number of choices: one degree of freedom fewer. */
const criticalValues: Readonly<Record<number, number>> = { 3: 13.82, 4: 16.27, 5: 18.47 };

/** Amounts stand in ascending order, whatever the id. */
function isOrdered(question: Question): boolean {
  const orders = Array.from({ length: 8 }, (_, asking) => shownOrder(question, `look-${asking}` as AskedId).join());
  return new Set(orders).size === 1;
}
