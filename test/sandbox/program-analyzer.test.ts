import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StatedQuestion } from "../../src/engine/generation/computed-question.ts";
import { generated } from "../../src/engine/generation/generate.ts";
import { misconceptionId, questionId } from "../../src/engine/question/ids.ts";
import type { TraceResult } from "../../src/interpreter/analysis/traced-program.ts";
import { misconceptionRules } from "../../src/interpreter/rules/misconceptions.ts";
import { propertyRuns } from "../property-runs.ts";
import { analysts } from "./open-analyzer.ts";
import { tooSlow, worstPrograms } from "./worst-programs.ts";

const open = analysts();
const codeOf = (traced: TraceResult) => (traced.type === "refused" ? traced.refusal.code : "traced");

describe("a program in a thread of its own", () => {
  test("is traced there, and the whole result comes back", async () => {
    const source = `setTimeout(() => console.log("b"), 5);\nPromise.resolve().then(() => console.log("a"));`;
    const traced = await open().analyse(source, "commonjs");
    expect(traced).toMatchObject({
      type: "traced",
      program: { output: ["a", "b"], race: null, elapsedMs: 5, cut: false, module: "commonjs" },
    });
    if (traced.type !== "traced") return;
    expect(traced.program.steps.at(-1)).toMatchObject({ line: 0, printed: 2 });
    expect(traced.program.wrong.map(({ misconception }) => misconception)).toContain("everything-in-code-order");
  });

  test("is refused with its position", async () => {
    expect(await open().analyse("\n  /a/.test(x);", "module")).toMatchObject({
      type: "refused",
      refusal: { code: "unsupported", line: 2, column: 3, message: expect.stringContaining("regular expression") },
    });
  });

  test("that takes too long is refused, and the next one gets a new thread", async () => {
    const analyzer = open();
    const presentation = [tooSlow(1), "console.log(1)"];
    const traced = await Promise.all(presentation.map((source) => analyzer.analyse(source, "commonjs")));
    expect(traced.map(codeOf)).toEqual(["too-slow", "traced"]);
  });

  test("that needs more memory than a thread has is refused, and the next one gets a new thread", async () => {
    const analyzer = open({ heap: 8, limitMs: 20_000 });
    expect(codeOf(await analyzer.analyse(worstPrograms.queues?.(1) ?? "", "commonjs"))).toBe("too-much-memory");
    expect(codeOf(await analyzer.analyse("console.log(2)", "commonjs"))).toBe("traced");
  });

  test("results reach their callers, even for many at once; beyond the queue, callers are asked to come back later", async () => {
    const analyzer = open();
    const presentation = Array.from({ length: 70 }, (_, index) => index);
    const traced = await Promise.all(
      presentation.map((index) => analyzer.analyse(`console.log(${index})`, "commonjs")),
    );
    traced.forEach((each, index) => {
      if (each.type === "traced") expect(each.program.output).toEqual([String(index)]);
      else expect(each.refusal.code).toBe("too-busy");
    });
    expect(traced.filter(({ type }) => type === "traced").length).toBeGreaterThanOrEqual(60);
    expect(traced.at(-1)?.type).toBe("refused");
  });

  test("has no thread after it is closed", async () => {
    const analyzer = open();
    await analyzer.analyse("1", "commonjs");
    await analyzer.close();
    expect(codeOf(await analyzer.analyse("2", "commonjs"))).toBe("too-busy");
  });
});

describe("questions", () => {
  const stated: StatedQuestion = {
    kind: "output",
    id: questionId("queues"),
    topic: "event-loop",
    difficulty: 1,
    module: "commonjs",
    program: `setTimeout(() => console.log("timer"), 0);
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("then"));
console.log("main");`,
    explanation: "So it is.",
    source: { title: "A page", url: "https://example.org/" },
    position: 0,
    idea: null,
    about: [],
  };
  const known = new Map(misconceptionRules.map(({ id }) => [misconceptionId(id), null]));

  test("are computed there, and are the same as in any other thread", async () => {
    const request = { type: "question", stated, known } as const;
    const result = await open().generate(request);
    expect(result).toEqual(generated(request));
    expect(result).toMatchObject({ type: "generated", questions: [{ id: "queues", race: null }] });
  });

  test("without choices say why", async () => {
    const request = { type: "question", stated: { ...stated, program: "console.log(/a/);" }, known } as const;
    expect(await open().generate(request)).toMatchObject({ type: "rejected", reason: { type: "refused" } });
  });

  test("are not computed once it is closed", async () => {
    const analyzer = open();
    await analyzer.close();
    const result = await analyzer.generate({ type: "question", stated, known });
    expect(result).toEqual({ type: "rejected", reason: { type: "too-costly" } });
  });
});

describe("the worst programs that are accepted", () => {
  test("have small results", async () => {
    const analyzer = open({ limitMs: 20_000 });
    for (const [name, program] of Object.entries(worstPrograms)) {
      const traced = await analyzer.analyse(program(1), "commonjs");
      const size = traced.type === "traced" ? JSON.stringify(traced.program).length : traced.refusal.code;
      expect([name, size]).toEqual([name, expect.any(Number)]);
      expect(size).toBeLessThan(600_000);
    }
  });
});

const snippets = [
  `console.log(1); setTimeout(() => console.log(2), 0); Promise.resolve().then(() => console.log(3));`,
  `async function f(n) { for (let i = 0; i < n; i++) { await null; console.log(i); } }\nf(3); f(2);`,
  `const wait = (ms) => new Promise((done) => setTimeout(done, ms));\n(async () => { try { await wait(5); throw new Error("x"); } catch (e) { console.log(e.message); } })();`,
  `class A { #x = 1; get x() { return this.#x; } }\nconst { x: y = 2, ...rest } = new A(); console.log(y, rest, \`\${y}\`);`,
];
const hostile = [
  "while (true) {}",
  "const f = () => Promise.resolve().then(f); f();",
  "const t = () => process.nextTick(t); t();",
  "(() => {}).constructor.constructor('return process')().exit();",
  "[].constructor.constructor('while(true){}')();",
  "({}).__proto__.polluted = 1;",
  "Object.prototype.toString = () => { throw 1 };",
  "const o = { get a() { while (true) {} } }; console.log(o.a);",
  "console.log('x'.repeat(2 ** 30));",
  "let s = 'x'; for (;;) s += s;",
  "new Array(4294967295).fill(0);",
  "const a = []; a.length = 4294967295; console.log(a);",
  "const r = () => r(); r();",
  "[1].map(function f() { return [1].map(f); });",
  "process.exit(3); process.kill(process.pid); require('child_process');",
  "eval('1'); new Function('1'); import('fs'); globalThis.process;",
  "const a = {}; a.a = a; console.log(a, JSON.stringify(a));",
  "setInterval(() => setInterval(() => {}, 0), 0);",
  "class P extends Promise {} new P(() => {}).then.call({});",
  "const thenable = { then(f) { f(thenable) } }; Promise.resolve(thenable);",
  `${"(".repeat(9_000)}1${")".repeat(9_000)}`,
  `${"[".repeat(9_000)}${"]".repeat(9_000)}`,
  "x".repeat(30_000),
  "Symbol.iterator in {}; [...{ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }];",
];
const pieces = [
  ...[
    "(",
    ")",
    "{",
    "}",
    ";",
    "=>",
    "await ",
    "async ",
    "yield ",
    "...",
    "?.",
    "`",
    "${",
    "0",
    "-1",
    "1e999",
    "\u0000",
  ],
  ...["constructor", "__proto__", "prototype", "this", "new ", "delete ", "process", "Promise", "while(1)", "\ud800"],
];

/** A snippet with some parts inserted, removed or doubled. */
const mutated = fc
  .tuple(
    fc.constantFrom(...snippets, ...hostile.slice(0, -4)),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), fc.constantFrom("", ...pieces)), {
      maxLength: 5,
    }),
  )
  .map(([source, changes]) =>
    changes.reduce((text, [where, cut, replacement]) => {
      const at = Math.floor(where * text.length);
      return text.slice(0, at) + replacement + text.slice(at + (replacement === "" ? cut : 0));
    }, source),
  );

describe("any pasted text", () => {
  test("gets a result, even if it is meant to do harm", async () => {
    const analyzer = open({ limitMs: 200 });
    for (const [index, source] of hostile.entries()) {
      const traced = await analyzer.analyse(source, index % 2 === 0 ? "commonjs" : "module");
      if (traced.type === "traced") expect(traced.program.steps.length).toBeGreaterThan(0);
      else expect(traced.refusal).toMatchObject({ code: expect.any(String), line: expect.any(Number) });
    }
  });

  test("is traced or refused, and breaks nothing", { timeout: 60_000 }, async () => {
    const analyzer = open({ limitMs: 200 });
    const property = fc.asyncProperty(mutated, fc.constantFrom("commonjs", "module"), async (source, module) => {
      const traced = await analyzer.analyse(source, module);
      expect(traced.type).toMatch(/^(traced|refused)$/);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });
    await fc.assert(property, { numRuns: propertyRuns(80), interruptAfterTimeLimit: 2_000 });
  });
});
