import { type Prediction, predict } from "./diagnose.ts";
import { parseProgram } from "./parse.ts";
import { findRace, type Race } from "./race.ts";
import type { ModuleKind, NodeLine } from "./semantics.ts";
import { type Trace, traceProgram } from "./trace.ts";

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
