import { globalScope } from "../builtins/globals.ts";
import { runUnder } from "../builtins/misconception-hooks.ts";
import type { Program } from "../compile/parse.ts";
import type { Jitter } from "../event-loop/job.ts";
import { Machine, type RunObserver } from "../execution/machine.ts";
import { bounds } from "../rules/budget.ts";
import { ProgramRefusal } from "../rules/program-refused.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";

/** What one run of a program came to. */
export interface Run {
  /** Lines of standard output. */
  readonly output: readonly string[];
  readonly exitCode: number;
  /** Virtual milliseconds from the first line to the last callback. */
  readonly elapsedMs: number;
  /** Instructions. */
  readonly steps: number;
  /** Whether time could change the outcome: callbacks of different delays or kinds, or a look at the clock. */
  readonly dependsOnTime: boolean;
}

export interface RunOptions {
  /** Decisions of Node that a misconception overrides. */
  readonly overrides?: Overrides;
  readonly nodeLine: NodeLine;
  readonly jitter?: Jitter;
  readonly observer?: RunObserver;
  /** Instructions it may take; without it, those that any program may. */
  readonly mostSteps?: number;
  /** Is given the machine before it runs, to look at while it does. */
  readonly onMachine?: (machine: Machine) => void;
}

/**
 * Runs a program once, as Node does or under misconceptions.
 * @throws ProgramRefused when it does what is not modelled or goes beyond a bound
 */
export function runProgram(program: Program, options: RunOptions): Run {
  const machine = new Machine({
    ...(options.overrides !== undefined && { createRun: runUnder(options.overrides) }),
    module: program.module,
    nodeLine: options.nodeLine,
    source: program.source,
    jitter: options.jitter ?? null,
    observer: options.observer ?? null,
    mostSteps: options.mostSteps ?? bounds.steps,
  });
  options.onMachine?.(machine);
  try {
    machine.runProgram(program.code, globalScope(program.module));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The host's own stack: native callbacks inside one another use more of it than our bound foresees.
    throw new ProgramRefusal("too-deep", "Calls inside one another, too many to follow.", { line: 1, column: 1 });
  }
  const { output, exitCode, steps, loop } = machine;
  const elapsedMs = Math.round(loop.now * 1000) / 1000;
  return { output: output.lines(), exitCode, elapsedMs, steps, dependsOnTime: machine.dependsOnTime };
}

/** Whether two outputs are the same, line by line. */
export function isSameOutput(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}
