import { describe, expect, test } from "vitest";
import { explain, predict } from "../../src/interpreter/analysis/diagnose.ts";
import { runProgram } from "../../src/interpreter/analysis/run.ts";
import { parseProgram } from "../../src/interpreter/compile/parse.ts";
import { misconceptionRules } from "../../src/interpreter/rules/misconceptions.ts";
import { decisions } from "../../src/interpreter/rules/semantics.ts";
import { type WitnessProgram, witnessPrograms } from "./witness-programs.ts";

const nodeLine = 20;

type Outcome = { readonly output: readonly string[]; readonly exitCode: number; readonly elapsedMs: number };

function shown(witness: WitnessProgram, outcome: Outcome): string {
  if (witness.shows === "time") return `${outcome.elapsedMs} ms`;
  return `${outcome.output.join(" | ")}${outcome.exitCode === 0 ? "" : ` (exit code ${outcome.exitCode})`}`;
}

function read(witness: WitnessProgram) {
  const program = parseProgram(witness.source, witness.module ?? "commonjs");
  return { program, truth: runProgram(program, { nodeLine }), predictions: predict(program, nodeLine) };
}

test("each misconception has one witness program, and there are at least seventy", () => {
  expect(witnessPrograms.map((witness) => witness.id).sort()).toEqual(misconceptionRules.map((rule) => rule.id).sort());
  expect(misconceptionRules.length).toBeGreaterThanOrEqual(70);
});

test("no two misconceptions override the same decisions, and each overrides at least one", () => {
  const changes = misconceptionRules.map(({ overrides }) => JSON.stringify(Object.entries(overrides).sort()));
  expect(new Set(changes).size).toBe(changes.length);
  for (const { id, overrides } of misconceptionRules) expect(Object.keys(overrides), id).not.toEqual([]);
});

test("misconceptions use every value of a decision except Node's", () => {
  const used = new Set(misconceptionRules.flatMap(({ overrides }) => Object.entries(overrides).map(String)));
  const wrong = Object.entries(decisions).flatMap(([decision, [, ...values]]) =>
    values.map((value) => String([decision, value])),
  );
  expect([...used].sort()).toEqual(wrong.sort());
});

describe("the prediction of a misconception for its witness program is its own", () => {
  test.each(witnessPrograms)("$id", (witness) => {
    const { truth, predictions } = read(witness);
    const own = predictions.find((prediction) => prediction.id === witness.id);
    expect(own, "it predicts something").toBeDefined();
    expect(shown(witness, own as Outcome)).not.toBe(shown(witness, truth));
    const alike = predictions.filter((one) => shown(witness, one) === shown(witness, own as Outcome));
    expect(alike.map((one) => one.id)).toEqual([witness.id]);
  });
});

test("what each of them predicts", async () => {
  const lines = witnessPrograms.map((witness) => {
    const { truth, predictions } = read(witness);
    const own = predictions.find((prediction) => prediction.id === witness.id) as Outcome;
    return `${witness.id}\n  Node:  ${shown(witness, truth)}\n  taken: ${shown(witness, own)}\n`;
  });
  await expect(lines.join("\n")).toMatchFileSnapshot("witness-programs.golden.txt");
});

test("a wrong output is explained by the misconception that predicts it", () => {
  for (const witness of witnessPrograms.filter((one) => one.shows === "output")) {
    const { program, predictions } = read(witness);
    const own = predictions.find((prediction) => prediction.id === witness.id) as Outcome;
    expect(explain(program, nodeLine, own), witness.id).toContainEqual([witness.id]);
  }
});

test("the right output and an output that nothing predicts have no explanation", () => {
  const program = parseProgram("setTimeout(() => console.log(1), 0); console.log(2);", "commonjs");
  const truth = runProgram(program, { nodeLine });
  expect(explain(program, nodeLine, truth)).toEqual([]);
  expect(explain(program, nodeLine, { output: ["something else"] })).toEqual([]);
});

test("an outcome is explained by its duration and its exit code, too", () => {
  const waits = parseProgram("network(300); network(200);", "commonjs");
  expect(explain(waits, nodeLine, { output: [], elapsedMs: 500 })).toContainEqual(["waits-always-add"]);
  expect(explain(waits, nodeLine, { output: [], elapsedMs: 300 })).toEqual([]);
  const rejects = parseProgram('Promise.reject(new Error("no")); console.log("end");', "commonjs");
  expect(explain(rejects, nodeLine, { output: ["end"], exitCode: 0 })).toContainEqual(["unhandled-is-harmless"]);
  expect(explain(rejects, nodeLine, { output: ["end"], exitCode: 1 })).toEqual([]);
});

test("an output that only two misconceptions together predict is explained by the pair", () => {
  const source = `setTimeout(() => console.log("timer"), 0);
new Promise((resolve) => { console.log("executor"); resolve(); }).then(() => console.log("then"));
console.log("end");`;
  const program = parseProgram(source, "commonjs");
  const pairs = explain(program, nodeLine, { output: ["timer", "end", "executor", "then"] });
  expect(pairs).toContainEqual(["timeout-zero-runs-now", "executor-is-async"]);
  for (const pair of pairs) expect(pair).toHaveLength(2);
});
