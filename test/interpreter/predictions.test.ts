import { describe, expect, test } from "vitest";
import { programOf } from "../../src/engine/question/question.ts";
import { predict } from "../../src/interpreter/analysis/diagnose.ts";
import { isSameOutput, type Run, runProgram } from "../../src/interpreter/analysis/run.ts";
import { type Program, parseProgram } from "../../src/interpreter/compile/parse.ts";
import { misconceptionRules } from "../../src/interpreter/rules/misconceptions.ts";
import { ProgramRefusal } from "../../src/interpreter/rules/program-refusal.ts";
import type { ModuleKind, Overrides } from "../../src/interpreter/rules/semantics.ts";
import { hasSubject, subjectsOf } from "../../src/interpreter/rules/subjects.ts";
import { randomProgram } from "../../src/oracle/random-program.ts";
import { propertyRuns } from "../property-runs.ts";
import { shippedBank } from "../shipped-bank.ts";

/** How many random programs. PROPERTY_RUNS states another number, and PROPERTY_SEED other programs. */
const runs = Number(process.env.PROPERTY_RUNS ?? propertyRuns(150));
const firstSeed = Number(process.env.PROPERTY_SEED ?? 0);
const nodeLine = 20;

/** A delay of 0 lasts a millisecond, which a misconception may leave out. */
const toleranceMs = 5;

/** Misconceptions about what never runs, or whose other values decide what a program prints. */
const mayLoseLines: readonly string[] = [
  "all-collects-failures",
  "all-failure-cancels",
  "async-fn-returns-value",
  "catch-ends-the-chain",
  "program-ends-with-last-line",
  "promise-is-lazy",
  "race-cancels-losers",
  "resolve-stops-executor",
  "second-arg-catches-first",
  "settled-promise-is-missed",
  "single-thread-means-no-races",
  "try-catch-without-await",
  "unawaited-work-is-dropped",
  "value-ready-on-next-line",
];

/** The exit code of a module that waits for ever at an `await`, and so loses the lines below it. */
const unsettledAwait = 13;

interface Fault {
  readonly name: string;
  readonly misconception: string;
  readonly fault: "differs without its subject" | "fails" | "loses lines";
  readonly source: string;
}

/** Null when the interpreter refuses the program. */
function analysed(source: string, module: ModuleKind): { readonly program: Program; readonly truth: Run } | null {
  try {
    const program = parseProgram(source, module);
    return { program, truth: runProgram(program, { nodeLine }) };
  } catch (error) {
    if (error instanceof ProgramRefusal) return null;
    throw error;
  }
}

function faultsIn(name: string, source: string, module: ModuleKind): Fault[] {
  const found = analysed(source, module);
  if (found === null) return [];
  const { program, truth } = found;
  const fault = (misconception: string, kind: Fault["fault"]): Fault => ({ name, misconception, fault: kind, source });
  const differing = misconceptionRules
    .filter(({ id, overrides }) => !hasSubject(id, source) && !isSameRun(runUnder(program, overrides), truth))
    .map(({ id }) => fault(id, "differs without its subject"));
  if (truth.exitCode !== 0) return differing;
  const losing = predict(program, nodeLine).flatMap(({ id, output, exitCode }) => {
    const mayLose = mayLoseLines.includes(id);
    if (exitCode !== 0 && !(mayLose && exitCode === unsettledAwait)) return [fault(id, "fails")];
    return output.length < truth.output.length && !mayLose ? [fault(id, "loses lines")] : [];
  });
  return [...differing, ...losing];
}

/** Null when the program never ends so. */
function runUnder(program: Program, overrides: Overrides): Run | null {
  try {
    return runProgram(program, { nodeLine, overrides });
  } catch (error) {
    if (error instanceof ProgramRefusal) return null;
    throw error;
  }
}

function isSameRun(run: Run | null, truth: Run): boolean {
  return (
    run !== null &&
    isSameOutput(run.output, truth.output) &&
    run.exitCode === truth.exitCode &&
    Math.abs(run.elapsedMs - truth.elapsedMs) <= toleranceMs
  );
}

test("every misconception says what it is about", () => {
  const ids = misconceptionRules.map(({ id }) => id);
  expect(Object.keys(subjectsOf).sort()).toEqual(ids.sort());
});

test("every misconception about lost lines says so, and no other", () => {
  const declared = misconceptionRules.filter(({ losesLines }) => losesLines === true).map(({ id }) => id);
  expect(declared.sort()).toEqual(mayLoseLines);
});

describe("without its subject a misconception changes nothing, and it neither fails nor loses lines by accident", () => {
  test(`in ${runs} random programs from seed ${firstSeed}`, { timeout: 60_000 + runs * 500 }, () => {
    const faults: Fault[] = [];
    for (let seed = firstSeed; seed < firstSeed + runs && faults.length < 5; seed++) {
      const module = seed % 2 === 0 ? "commonjs" : "module";
      faults.push(...faultsIn(`seed ${seed}`, randomProgram(seed, module), module));
    }
    expect(faults).toEqual([]);
  });

  test("in the programs of the bank and in the variants of its templates", async () => {
    const { curriculum } = await shippedBank();
    const questions = curriculum.flatMap((item) =>
      item.type === "template" ? item.variants.slice(0, propertyRuns(4)) : [item.question],
    );
    const faults = questions.flatMap((question) => {
      const stated = programOf(question);
      return stated ? faultsIn(question.id, stated.program, stated.module) : [];
    });
    expect(faults).toEqual([]);
  });
});
