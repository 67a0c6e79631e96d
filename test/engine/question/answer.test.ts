import { expect, test } from "vitest";
import { grade, pointsFor } from "../../../src/engine/question/answer.ts";
import { digestOf, type OutputQuestion } from "../../../src/engine/question/question.ts";
import { sampleProgram, sampleQuestion } from "../samples.ts";

const question = sampleQuestion("q", ["speed", "parallel"]);

test.each([
  [0, { right: true, misconceptions: [] }],
  [1, { right: false, misconceptions: ["speed"] }],
  [2, { right: false, misconceptions: ["parallel"] }],
  ["unknown", { right: false, misconceptions: [] }],
] as const)("choice %s is graded", (choice, graded) => {
  expect(grade(question, choice)).toEqual(graded);
});

test.each([3, -1, 0.5, Number.NaN])("there is no choice %s", (choice) => {
  expect(() => grade(question, choice)).toThrow(RangeError);
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

test("a wrong output is graded by its misconceptions, and not knowing shows none", () => {
  const program = sampleProgram([null, ["A", "B"]]);
  expect(grade(program, 0)).toEqual({ right: true, misconceptions: [] });
  expect(grade(program, 1)).toEqual({ right: false, misconceptions: ["misconception-a"] });
  expect(grade(program, "unknown")).toEqual({ right: false, misconceptions: [] });
});
