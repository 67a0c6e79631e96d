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
  /** False when the order or a printed time may differ from run to run. */
  readonly guaranteed: boolean;
  readonly elapsedMs: number;
}

/**
 * Parses a program and runs it as Node does.
 * @throws ProgramRefusal
 */
export function interpret(source: string, options: { module: ModuleKind; nodeLine: NodeLine }): Interpretation {
  const program = parseProgram(source, options.module);
  const run = runProgram(program, { nodeLine: options.nodeLine });
  const race = findRace(program, options.nodeLine, run);
  const { output, exitCode, elapsedMs } = run;
  return { output, exitCode, guaranteed: race === null, elapsedMs };
}

/** Everything that is known about a program. */
export interface Analysis {
  readonly module: ModuleKind;
  readonly output: readonly string[];
  readonly exitCode: number;
  /** Null when the order is guaranteed. */
  readonly race: Race | null;
  readonly elapsedMs: number;
  /** Instructions of the true run. */
  readonly steps: number;
  /** What each misconception predicts. */
  readonly predictions: readonly Prediction[];
  readonly trace: Trace;
}

/**
 * Runs a program as Node does and under each misconception. Takes as long as the program asks for, so run untrusted
 * programs in a separate thread.
 * @throws ProgramRefusal
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
