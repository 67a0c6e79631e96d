import { expect, test } from "vitest";
import { interpret } from "../../src/interpreter/analysis/analyse.ts";

/** Each row is a program and what Node 20 prints for it. */
test.each<[what: string, source: string, output: readonly string[]]>([
  [
    "yield* evaluates to the value that the inner generator returns",
    `function* inner() { yield 1; return "total"; }
function* outer() { const result = yield* inner(); console.log(result); yield 2; }
for (const value of outer()) console.log(value);`,
    ["1", "total", "2"],
  ],
  [
    "yield* sends what next receives to the inner generator",
    `function* inner() { const got = yield "ask"; console.log("got", got); return got * 2; }
function* outer() { console.log("back", yield* inner()); }
const steps = outer();
console.log(steps.next().value);
steps.next(21);`,
    ["ask", "got 21", "back 42"],
  ],
  [
    "yield* of an async generator evaluates to its return value",
    `async function* inner() { yield "a"; return "end"; }
function* plain() { yield "b"; return "plain end"; }
async function* outer() { console.log(yield* inner()); console.log(yield* plain()); }
(async () => { for await (const value of outer()) console.log(value); })();`,
    ["a", "end", "b", "plain end"],
  ],
  ["yield* of an array evaluates to undefined", "function* f() { console.log(yield* [1]); } [...f()];", ["undefined"]],
  [
    "symbol keys come after all names",
    "console.log({ [Symbol('kind')]: 1, name: 2, 7: 3, other: 4 });",
    ["{ '7': 3, name: 2, other: 4, [Symbol(kind)]: 1 }"],
  ],
  ["a symbol has a description", "console.log(Symbol('tag').description, Symbol().description);", ["tag undefined"]],
  [
    "functions under computed keys are named by the key",
    `const key = "load";
console.log({ [key]: () => {}, [key + 2]: function () {}, [key + 3]: class {}, [Symbol("s")]: () => {} });`,
    [
      "{",
      "  load: [Function: load],",
      "  load2: [Function: load2],",
      "  load3: [class load3],",
      "  [Symbol(s)]: [Function: [s]]",
      "}",
    ],
  ],
  [
    "a function that has a name keeps it under a computed key",
    `const named = () => {};
console.log({ ["other"]: named });`,
    ["{ other: [Function: named] }"],
  ],
])("%s", (_what, source, output) => {
  expect(interpret(source, { module: "commonjs", nodeLine: 20 })).toMatchObject({ output, exitCode: 0 });
});
