import { describe, expect, test } from "vitest";
import { outputChoices } from "../../../src/engine/generation/output-choices.ts";
import type { Topic } from "../../../src/engine/question/curriculum.ts";
import { misconceptionId, questionId } from "../../../src/engine/question/ids.ts";
import { predict } from "../../../src/interpreter/analysis/diagnose.ts";
import { runProgram } from "../../../src/interpreter/analysis/run.ts";
import { parseProgram } from "../../../src/interpreter/compile/parse.ts";
import { misconceptionRules } from "../../../src/interpreter/rules/misconceptions.ts";
import { ProgramRefusal } from "../../../src/interpreter/rules/program-refusal.ts";
import { witnessPrograms } from "../../interpreter/witness-programs.ts";

const knownAs = (ids: readonly string[], topic: Topic | null = null) =>
  new Map(ids.map((id) => [misconceptionId(id), topic]));
const aboutOrder = ["async-scrambles-order", "close-waits-keep-order"];
const known = knownAs([...misconceptionRules.map(({ id }) => id), ...aboutOrder]);

function choicesOf(program: string, over: Partial<Parameters<typeof outputChoices>[0]> = {}) {
  const plan = { id: questionId("q"), program, module: "commonjs" as const, topic: "event-loop" as const, known };
  return outputChoices({ ...plan, about: [], ...over });
}

const queues = `setTimeout(() => console.log("timer"), 0);
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("then"));
console.log("main");`;

const witnesses = witnessPrograms.map(({ id, source, module: kind }) => {
  const module = kind ?? "commonjs";
  const program = parseProgram(source, module);
  const printed = runProgram(program, { nodeLine: 20 }).output;
  return { id, program, printed, choices: choicesOf(source, { module }) };
});

describe("a program that makes a question", () => {
  const rows = witnesses.flatMap(({ choices, ...rest }) => ("type" in choices ? [] : [{ ...rest, ...choices }]));

  test.each(rows)("has four different choices: $id", ({ right, wrong }) => {
    const outputs = [right, ...wrong].map(({ output }) => JSON.stringify(output));
    expect(new Set(outputs).size).toBe(4);
  });

  test.each(rows.filter(({ race }) => race === null))(
    "has wrong choices that exactly their misconceptions predict: $id",
    ({ program, printed, right, wrong }) => {
      expect(right.output).toEqual(printed);
      const predictions = predict(program, 20);
      for (const { output, misconceptions, pair } of wrong.filter((one) => one.output !== null)) {
        const predicting = predictions.filter((one) => JSON.stringify(one.output) === JSON.stringify(output));
        expect(predicting.map(({ id }) => id)).toEqual(misconceptions);
        expect(misconceptions.length === 0).toBe(pair !== null);
      }
    },
  );

  test("is the usual case among these programs", () => {
    expect(rows.length).toBeGreaterThan(witnesses.length / 2);
  });
});

describe("a program that makes no question", () => {
  const rejected = witnesses.flatMap(({ choices, ...rest }) =>
    "type" in choices ? [{ ...rest, reason: choices }] : [],
  );

  test.each(rejected)("is rejected for a reason that holds: $id", ({ printed, reason }) => {
    const isConsistent: Partial<Record<typeof reason.type, boolean>> = {
      "line-count": printed.length < 2 || printed.length > 8,
      "line-form": printed.some((line) => line.length > 16 || line.trim() !== line || line === ""),
      "too-few-misconceptions": reason.type === "too-few-misconceptions" && reason.found < reason.needed,
    };
    expect(isConsistent[reason.type]).toBe(true);
  });
});

test("the same file has the same choices each time, and another name may change them", () => {
  expect(choicesOf(queues)).toEqual(choicesOf(queues));
  const names = Array.from({ length: 12 }, (_, index) => questionId(`q${index}`));
  const shown = names.map((id) => JSON.stringify(choicesOf(queues, { id })));
  expect(new Set(shown).size).toBeGreaterThan(1);
});

test("misconceptions of the question's own topic come first, and only those of the catalogue are used", () => {
  const own = new Map([...known, ...knownAs(["nexttick-is-next-loop", "timers-before-promises"], "event-loop")]);
  const some = choicesOf(queues, { known: own });
  expect("wrong" in some && some.wrong[0]?.misconceptions).toEqual(["nexttick-is-next-loop"]);
  const twoKnown = knownAs(["nexttick-is-next-loop", "timers-before-promises"]);
  const poor = choicesOf(queues, { known: twoKnown });
  const named = "wrong" in poor ? poor.wrong.flatMap(({ misconceptions }) => misconceptions) : [];
  expect([...named].sort()).toEqual([...twoKnown.keys()]);
  expect(choicesOf(queues, { known: new Map() })).toEqual({ type: "too-few-misconceptions", found: 0, needed: 3 });
});

test("if the order is a race, that is right, and both orders and a misconception's are wrong", () => {
  const program = `setTimeout(() => console.log("A"), 0);
setImmediate(() => console.log("B"));
process.nextTick(() => console.log("C"));
console.log("D");`;
  expect(choicesOf(program)).toMatchObject({
    right: { output: null },
    wrong: [
      { output: ["D", "C", "B", "A"], misconceptions: ["immediate-always-first"] },
      { output: ["D", "C", "A", "B"], misconceptions: ["zero-timer-always-first"] },
      {},
    ],
  });
  const files = `const { readFile } = require("fs");
readFile(__filename, () => console.log("A"));
readFile(__filename, () => console.log("B"));
queueMicrotask(() => console.log("C"));
setTimeout(() => console.log("D"), 500);
console.log("E");`;
  expect(choicesOf(files)).toMatchObject({ wrong: [{ misconceptions: ["close-waits-keep-order"] }, {}, {}] });
});

test.each([
  ["one line", 'console.log("A");', { type: "line-count", count: 1, fewest: 2, most: 8 }],
  ["none", "setTimeout(() => {}, 0);", { type: "line-count", count: 0, fewest: 2, most: 8 }],
  ["nine", 'for (let i = 0; i < 9; i++) console.log("A");', { type: "line-count", count: 9, fewest: 2, most: 8 }],
  ["a long line", 'console.log("a".repeat(17)); console.log("B");', { type: "line-form", line: "a".repeat(17) }],
  ["an empty line", 'console.log(""); console.log("B");', { type: "line-form", line: "" }],
  ["a backtick", 'console.log("`"); console.log("B");', { type: "line-form", line: "`" }],
  ["a dot between", 'console.log("A · B"); console.log("B");', { type: "line-form", line: "A · B" }],
  [
    "what nobody gets wrong",
    'console.log("A"); console.log("B");',
    { type: "too-few-misconceptions", found: 0, needed: 3 },
  ],
  [
    "the clock",
    'const start = performance.now();\nconsole.log("A");\nsetTimeout(() => console.log(performance.now() - start > 5.2), 5);',
    { type: "shows-the-clock" },
  ],
])("a program that prints %s makes no question", (_, program, rejection) => {
  expect(choicesOf(program)).toEqual(rejection);
});

test("a long run makes no question", () => {
  const long = choicesOf('for (let i = 0; i < 1000; i++) { Promise.resolve(i); }\nconsole.log("A"); console.log("B");');
  expect(long).toMatchObject({ type: "too-many-steps" });
});

test("a program that differs between release lines of Node makes no question", () => {
  const program = `setTimeout(() => console.log("A"), 0);
setImmediate(() => console.log("B"));
cpu(20);`;
  expect(choicesOf(program, { module: "module" })).toEqual({ type: "differs-by-node", one: 20, other: 22 });
});

test("a program outside the subset is refused", () => {
  expect(() => choicesOf("console.log(/a/);")).toThrow(ProgramRefusal);
});
