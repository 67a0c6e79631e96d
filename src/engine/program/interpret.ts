import { parseProgram } from "./parse.ts";
import { findRace } from "./race.ts";
import { runProgram } from "./run.ts";
import type { ModuleKind, NodeLine } from "./semantics.ts";

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
