import { expect, test } from "vitest";
import { areContrary, contraryMisconceptions } from "../../../src/interpreter/rules/contrary-misconceptions.ts";
import { misconceptionRules } from "../../../src/interpreter/rules/misconceptions.ts";
import { shippedBank } from "../../shipped-bank.ts";

test("every misconception of the table has a rule, and none is contrary to itself", () => {
  const known = new Set(misconceptionRules.map(({ id }) => id));
  const listed = Object.entries(contraryMisconceptions).flat(2);
  expect(listed.filter((id) => !known.has(id))).toEqual([]);
  expect(listed.filter((id) => areContrary(id, id))).toEqual([]);
});

test.each([
  ["delay-starts-after-script", "timer-interrupts-code"],
  ["everything-in-code-order", "async-means-parallel"],
  ["waiting-uses-the-thread", "async-speeds-up-cpu"],
  ["catch-ends-the-chain", "handlers-run-after-rejection"],
])("nobody holds %s and %s, in either order", (one, other) => {
  expect(areContrary(one, other)).toBe(true);
  expect(areContrary(other, one)).toBe(true);
});

test.each([
  ["async-fn-starts-later", "await-blocks-program"],
  ["timers-fire-in-code-order", "try-catch-reaches-timer"],
])("a person can hold %s and %s", (one, other) => {
  expect(areContrary(one, other)).toBe(false);
});

test("no wrong answer of the bank needs two contrary misconceptions", async () => {
  const { curriculum } = await shippedBank();
  const questions = curriculum.flatMap((item) => (item.type === "template" ? item.variants : [item.question]));
  const contrary = questions.flatMap((question) => {
    const answers =
      question.kind === "output" || question.kind === "timing"
        ? question.wrong
        : question.kind === "ordering" && question.program !== null
          ? question.mistakes
          : [];
    return answers.flatMap(({ pair }) => (pair !== null && areContrary(...pair) ? [[question.id, ...pair]] : []));
  });
  expect(contrary).toEqual([]);
});
