import { describe, expect, test } from "vitest";
import { divergenceFinder, explain, predict } from "../../src/interpreter/analysis/diagnose.ts";
import { runProgram } from "../../src/interpreter/analysis/run.ts";
import { parseProgram } from "../../src/interpreter/compile/parse.ts";
import { misconceptionRules } from "../../src/interpreter/rules/misconceptions.ts";
import { decisions } from "../../src/interpreter/rules/semantics.ts";
import { type TellTale, tellTales } from "./witness-programs.ts";

const nodeLine = 20;

type Outcome = { readonly output: readonly string[]; readonly exitCode: number; readonly elapsedMs: number };

function shown(tale: TellTale, outcome: Outcome): string {
  if (tale.shows === "time") return `${outcome.elapsedMs} ms`;
  return `${outcome.output.join(" | ")}${outcome.exitCode === 0 ? "" : ` (exit code ${outcome.exitCode})`}`;
}

function read(tale: TellTale) {
  const program = parseProgram(tale.source, tale.module ?? "commonjs");
  return { program, truth: runProgram(program, { nodeLine }), predictions: predict(program, nodeLine) };
}

test("each misconception has one tell-tale program, and there are at least forty", () => {
  expect(tellTales.map((tale) => tale.id).sort()).toEqual(misconceptionRules.map((mind) => mind.id).sort());
  expect(misconceptionRules.length).toBeGreaterThanOrEqual(40);
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

describe("a program that one misconception alone explains", () => {
  test.each(tellTales)("$id", (tale) => {
    const { truth, predictions } = read(tale);
    const own = predictions.find((prediction) => prediction.id === tale.id);
    expect(own, "it predicts something").toBeDefined();
    expect(shown(tale, own as Outcome)).not.toBe(shown(tale, truth));
    const alike = predictions.filter((one) => shown(tale, one) === shown(tale, own as Outcome));
    expect(alike.map((one) => one.id)).toEqual([tale.id]);
  });
});

test("what each of them predicts", async () => {
  const lines = tellTales.map((tale) => {
    const { truth, predictions } = read(tale);
    const own = predictions.find((prediction) => prediction.id === tale.id) as Outcome;
    return `${tale.id}\n  Node:  ${shown(tale, truth)}\n  taken: ${shown(tale, own)}\n`;
  });
  await expect(lines.join("\n")).toMatchFileSnapshot("witness-programs.golden.txt");
});

test("a wrong answer names the belief behind it", () => {
  for (const tale of tellTales.filter((one) => one.shows === "output")) {
    const { program, predictions } = read(tale);
    const own = predictions.find((prediction) => prediction.id === tale.id) as Outcome;
    // Where only the exit code differs from another's prediction, the printed lines alone cannot tell the two apart.
    expect(explain(program, nodeLine, own.output), tale.id).toContainEqual([tale.id]);
  }
});

test("the right answer needs no explanation, and a senseless one has none", () => {
  const { program, truth } = read(tellTales[10] as TellTale);
  expect(explain(program, nodeLine, truth.output)).toEqual([]);
  expect(explain(program, nodeLine, ["what nobody would say"])).toEqual([]);
});

test("an answer that needs two beliefs together names the pair", () => {
  const source = `setTimeout(() => console.log("timer"), 0);
new Promise((resolve) => { console.log("executor"); resolve(); }).then(() => console.log("then"));
console.log("end");`;
  const program = parseProgram(source, "commonjs");
  const pairs = explain(program, nodeLine, ["timer", "end", "executor", "then"]);
  expect(pairs).toContainEqual(["timeout-zero-runs-now", "executor-is-async"]);
  for (const pair of pairs) expect(pair).toHaveLength(2);
});

describe("where the wrong mind and the machine part ways", () => {
  test.each(tellTales.filter((tale) => tale.shows === "output"))("$id", (tale) => {
    const { program } = read(tale);
    const mind = misconceptionRules.find((one) => one.id === tale.id);
    const parting = mind === undefined ? null : divergenceFinder(program, nodeLine)(mind);
    // A false belief about a value leads down the same lines, to another result.
    if (parting === null) return;
    expect(parting.node).not.toEqual(parting.misconception);
  });
});
