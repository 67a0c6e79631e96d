import { expect, test } from "vitest";
import { isRight, pointsFor, shownBy } from "../../../src/engine/question/answer.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { digestOf, type OutputQuestion } from "../../../src/engine/question/question.ts";
import { diagnosed, sampleProgram, sampleQuestion } from "../samples.ts";

const question = sampleQuestion("q", ["speed", "parallel"]);

test.each([
  [0, true],
  [1, false],
  [2, false],
  ["unknown", false],
] as const)("choice %s is right: %s", (choice, right) => {
  expect(isRight(question, choice)).toBe(right);
});

test.each([3, -1, 0.5, Number.NaN])("there is no choice %s", (choice) => {
  expect(() => isRight(question, choice)).toThrow(RangeError);
});

test.each([
  [true, 1, false, 1],
  [true, 3, false, 3],
  [true, 3, true, 0],
  [false, 3, false, 0],
  [false, 3, true, 0],
])("right %s, difficulty %i, answered before %s: %i points", (right, difficulty, before, points) => {
  expect(pointsFor(right, difficulty, before)).toBe(points);
});

test("a digest covers what was asked, and not how it is explained", () => {
  const digest = digestOf(question);
  expect(digestOf({ ...question, explanation: "Better said.", difficulty: 3 })).toBe(digest);
  const changed = [
    { ...question, prompt: "Another?" },
    { ...question, right: { text: "another" } },
    { ...question, wrong: [...question.wrong].reverse() },
    { ...question, code: { language: "javascript", text: "await 1;" } },
  ];
  expect(new Set([digest, ...changed.map(digestOf)]).size).toBe(5);
});

test("the digest of a question in words never changes, since stored digests depend on it", () => {
  expect(digestOf(question)).toBe("by1czlrv5a");
});

test("a digest of a program question covers its program, its module kind and its choices", () => {
  const program = sampleProgram([["A", "B"], ["B", "A"], null]);
  const digest = digestOf(program);
  expect(digestOf({ ...program, explanation: "Better said.", difficulty: 3 })).toBe(digest);
  const changed: readonly OutputQuestion[] = [
    { ...program, module: "module" },
    { ...program, program: "another();" },
    { ...program, right: { output: ["A"] } },
    { ...program, wrong: [...program.wrong].reverse() },
  ];
  expect(new Set([digest, ...changed.map(digestOf)]).size).toBe(5);
});

test.each([
  ["one that the verdict names", diagnosed("speed"), null, "speed"],
  ["none before a reply", diagnosed(null, ["speed", "parallel"]), null, null],
  [
    "the one in the reply",
    diagnosed(null, ["speed", "parallel"]),
    { thought: misconceptionId("parallel") },
    "parallel",
  ],
  ["none after the reply “none of these”", diagnosed(null, ["speed"]), { thought: null }, null],
  ["none if no misconception fits", diagnosed(), null, null],
])("an answer shows %s", (_, diagnosis, reply, shown) => {
  expect(shownBy({ diagnosis, reply })).toBe(shown);
});
