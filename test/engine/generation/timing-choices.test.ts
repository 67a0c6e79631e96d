import { describe, expect, test } from "vitest";
import { timeSumsIn } from "../../../src/engine/generation/time-sum.ts";
import { timingChoices } from "../../../src/engine/generation/timing-choices.ts";
import { misconceptionId, questionId } from "../../../src/engine/question/ids.ts";
import type { TimePart, TimeSum } from "../../../src/engine/question/question.ts";
import { parseProgram } from "../../../src/interpreter/compile/parse.ts";
import { misconceptionRules } from "../../../src/interpreter/rules/misconceptions.ts";

const known = new Map(misconceptionRules.map(({ id }) => [misconceptionId(id), null]));

function wrongTimesOf(program: string, id = "q") {
  const input = { id: questionId(id), program, module: "commonjs" as const, topic: "blocking" as const };
  const choices = timingChoices({ ...input, known, about: [] });
  if ("type" in choices) throw new Error(`makes no question: ${choices.type}`);
  return choices.wrong;
}

/** What a person with this misconception adds up. */
function sumOf(program: string, misconception: string): TimeSum | null | undefined {
  const { sumsOf } = timeSumsIn(parseProgram(program, "module"));
  return sumsOf({ misconceptions: [misconceptionId(misconception)], pair: null })[0];
}

function totalOf(parts: readonly TimePart[]): number {
  return parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

const wait = (line: number, milliseconds: number) => ({ what: "wait", line, milliseconds });
const calculation = (line: number, milliseconds: number) => ({ what: "calculation", line, milliseconds });

const waits = `async function main() {
  console.log("start");
  const one = network(200, "one");
  const two = network(300, "two");
  console.log(await one);
  console.log(await two);
  cpu(100);
  await Promise.all([worker(200), disk(100)]);
}
main();`;

describe("what a person with a misconception adds up", () => {
  test("there is a sum for each misconception, and its parts make the wrong time", () => {
    for (const { misconceptions, pair, milliseconds, sums } of wrongTimesOf(waits)) {
      expect(sums).toHaveLength(pair === null ? misconceptions.length : 1);
      for (const sum of sums) expect(sum === null ? milliseconds : totalOf(sum.counted)).toBe(milliseconds);
    }
  });

  test("waits that were counted one after the other overlap", () => {
    expect(sumOf(`const a = network(300);\nconst b = disk(200);\nawait a;\nawait b;`, "waits-always-add")).toEqual({
      counted: [wait(1, 300), wait(2, 200)],
      reason: { kind: "overlap", parts: [wait(1, 300), wait(2, 200)], together: true, areAllWaits: true },
    });
  });

  test("a calculation that was left out starts only after a wait", () => {
    const program = `async function work() {\n  cpu(200);\n}\nawait network(300);\nwork();\ncpu(100);`;
    expect(sumOf(program, "async-speeds-up-cpu")).toEqual({
      counted: [wait(4, 300), { what: "worker", line: 2, milliseconds: 200 }],
      reason: { kind: "after", part: calculation(6, 100), after: calculation(2, 200) },
    });
  });

  test("a calculation starts after the one before it, not after a wait that happens to end at that moment", () => {
    const program = `network(600);\nasync function draw(ms) {\n  cpu(ms);\n}\ndraw(600);\ndraw(700);\ncpu(100);`;
    expect(sumOf(program, "async-speeds-up-cpu")?.reason).toEqual({
      kind: "after",
      part: calculation(3, 700),
      after: calculation(3, 600),
    });
  });

  test("a program runs until its last wait is over", () => {
    expect(sumOf("network(600);\ncpu(400);", "program-ends-with-last-line")).toEqual({
      counted: [calculation(2, 400)],
      reason: { kind: "ends-with", part: wait(1, 600) },
    });
  });

  test("everything else may happen during one wait", () => {
    expect(sumOf("network(600);\ncpu(200);\ncpu(100);", "everything-in-code-order")).toEqual({
      counted: [wait(1, 600), calculation(2, 200), calculation(3, 100)],
      reason: { kind: "during", part: wait(1, 600) },
    });
  });
});
