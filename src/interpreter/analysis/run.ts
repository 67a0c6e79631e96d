import { globalScope } from "../builtins/globals.ts";
import { createRunUnder } from "../builtins/misconception-hooks.ts";
import type { Program } from "../compile/parse.ts";
import type { Jitter } from "../event-loop/job.ts";
import { createRunOfNode, Machine, type RunObserver } from "../execution/machine.ts";
import { bounds } from "../rules/budget.ts";
import { ProgramRefusal } from "../rules/program-refusal.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";

/** The outcome of one run. */
export interface Run {
  /** Lines of standard output. */
  readonly output: readonly string[];
  /** When each of these lines was printed, in virtual milliseconds since the program began. */
  readonly printedAt: readonly number[];
  readonly exitCode: number;
  /** Virtual milliseconds from the first line to the last callback. */
  readonly elapsedMs: number;
  /** Instructions. */
  readonly steps: number;
  /** Whether time could change the outcome: there are different delays, or the program reads the clock. */
  readonly dependsOnTime: boolean;
  /** Whether the program read the time, by `Date` or `performance`. */
  readonly readsClock: boolean;
  /** How many waits of `network`, `disk` and `worker` began. */
  readonly hostWaits: number;
  /** Whether the time that the first `console.log` takes decides which of two timers is first. */
  readonly opensBetweenTimers: boolean;
}

export interface RunOptions {
  /** Decisions of Node that misconceptions override. */
  readonly overrides?: Overrides;
  readonly nodeLine: NodeLine;
  readonly jitter?: Jitter;
  readonly observer?: RunObserver;
  /** The longest run, in instructions; by default the bound of every program. */
  readonly mostSteps?: number;
  /** Receives the machine before it runs, to observe its state. */
  readonly onMachine?: (machine: Machine) => void;
}

/** The least time that the first `console.log` of a process takes. */
const openingMs = 2;

/**
 * Runs a program: as Node does, or under misconceptions. The first `console.log` takes no time, unless that decides
 * which of two timers is first.
 * @throws ProgramRefusal when the program uses what is not modelled or goes beyond a bound
 */
export function runProgram(program: Program, options: RunOptions): Run {
  const run = runOnce(program, options, 0);
  const isExact = options.jitter === undefined && options.observer === undefined;
  return isExact && run.opensBetweenTimers ? runOnce(program, options, openingMs) : run;
}

/** The same for a run that is observed from the start, so that it must not be repeated. */
export function observedRun(program: Program, options: RunOptions): Run {
  const { nodeLine, overrides } = options;
  const { opensBetweenTimers } = runOnce(program, { nodeLine, ...(overrides && { overrides }) }, 0);
  return runOnce(program, options, opensBetweenTimers ? openingMs : 0);
}

function runOnce(program: Program, options: RunOptions, opening: number): Run {
  const machine = new Machine({
    createRun: options.overrides === undefined ? createRunOfNode : createRunUnder(options.overrides),
    module: program.module,
    nodeLine: options.nodeLine,
    source: program.source,
    jitter: options.jitter ?? null,
    observer: options.observer ?? null,
    mostSteps: options.mostSteps ?? bounds.steps,
  });
  machine.loop.openingMs = opening;
  options.onMachine?.(machine);
  try {
    machine.runProgram(program.code, globalScope(program.module));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The host's own stack ran out: nested native callbacks use more of it than our depth limit allows for.
    throw new ProgramRefusal("too-deep", "The call stack is too deep. Does the recursion end?", { line: 1, column: 1 });
  }
  const { output, exitCode, steps, loop, dependsOnTime, readsClock } = machine;
  const elapsedMs = Math.round(loop.now * 1000) / 1000;
  const { hostWaits, opensBetweenTimers } = loop;
  const printed = { output: output.lines(), printedAt: output.times() };
  return { ...printed, exitCode, elapsedMs, steps, dependsOnTime, readsClock, hostWaits, opensBetweenTimers };
}

export function isSameOutput(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}
