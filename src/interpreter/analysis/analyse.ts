import { parseProgram } from "../compile/parse.ts";
import type { ModuleKind, NodeLine } from "../rules/semantics.ts";
import { type Prediction, predict } from "./diagnose.ts";
import { findRace, type Race } from "./race.ts";
import { runProgram } from "./run.ts";
import { type Trace, traceProgram } from "./trace.ts";

/** What a program prints on Node, and whether it always prints that. */
export interface Interpretation {
  readonly output: readonly string[];
  readonly exitCode: number;
  /** False when the order, or a time that is printed, differs from run to run. */
  readonly guaranteed: boolean;
  readonly elapsedMs: number;
  /** The two callbacks that race, in words; null when the order is guaranteed. */
  readonly race: string | null;
}

/**
 * Reads a program and runs it by the true rules.
 * @throws ProgramRefused
 */
export function interpret(source: string, options: { module: ModuleKind; nodeLine: NodeLine }): Interpretation {
  const program = parseProgram(source, options.module);
  const run = runProgram(program, { nodeLine: options.nodeLine });
  const race = findRace(program, options.nodeLine, run);
  const { output, exitCode, elapsedMs } = run;
  const named = race === null ? null : `${race.first} and ${race.second}`;
  return { output, exitCode, guaranteed: race === null, elapsedMs, race: named };
}

/** All that is known about one program. */
export interface Analysis {
  readonly module: ModuleKind;
  readonly output: readonly string[];
  readonly exitCode: number;
  /** Null when the order is guaranteed. */
  readonly race: Race | null;
  readonly elapsedMs: number;
  /** Instructions of the true run. */
  readonly steps: number;
  /** What each misconception would have it print. */
  readonly predictions: readonly Prediction[];
  readonly trace: Trace;
}

/**
 * Runs a program by the true rules and by each wrong one. Pure, but as long as the program: give strangers' programs
 * a thread of their own.
 * @throws ProgramRefused
 */
export function analyse(source: string, options: { module: ModuleKind; nodeLine: NodeLine }): Analysis {
  const { module, nodeLine } = options;
  const program = parseProgram(source, module);
  const trace = traceProgram(program, { nodeLine });
  const { run } = trace;
  const race = findRace(program, nodeLine, run);
  const { output, exitCode, elapsedMs, steps } = run;
  const predictions = predict(program, nodeLine);
  return { module, output, exitCode, race, elapsedMs, steps, predictions, trace };
}
