import { randomFrom } from "../../random/seed.ts";
import type { Program } from "../compile/parse.ts";
import { isSameTask, type Jitter, type Job, type LoopObserver } from "../event-loop/job.ts";
import type { RunObserver } from "../execution/machine.ts";
import type { NodeLine } from "../rules/semantics.ts";
import { isSameOutput, observedRun, type Run, runProgram } from "./run.ts";
import type { QueuedTask } from "./trace.ts";

/** Why a program may print something else the next time. */
export type Race =
  /** Nothing guarantees the order of these two callbacks. */
  | { readonly kind: "callbacks"; readonly first: QueuedTask; readonly second: QueuedTask }
  /** The callbacks run in one order, but the program prints what it reads from the clock. */
  | { readonly kind: "clock"; readonly reader: QueuedTask | null };

/** How many runs with jittered time look for a race; a long program gets fewer of them, within `stepsInAll`. */
const mostRuns = 120;
const fewestRuns = 12;
const stepsInAll = 8_000_000;
/** The longest stall of a statement or a waking, in milliseconds: small stalls find ties, long ones close calls. */
const scales = [0.4, 1.5, 4] as const;

/** Host waits that end less than this apart may end in either order. */
const closeMs = 50;

/** Time as it varies on a real machine, from a seed. If there are host waits, every second run varies one of them. */
function jitterFrom(seed: number, hostWaits: number): Jitter {
  return seed % 2 === 0 || hostWaits === 0 ? machineJitter(seed) : lateWait(seed, Math.floor(seed / 2), hostWaits);
}

/** Some statements stall, and a sleeping thread wakes late. */
function machineJitter(seed: number): Jitter {
  const random = randomFrom(seed);
  const scale = scales[seed % scales.length] ?? scales[0];
  return {
    phase: random(),
    statement: () => (random() < 0.12 ? random() * scale : random() * 0.03),
    opening: () => 2 + random() * 18,
    input: () => 0.3 + random() * 9,
    wake: () => random() * (random() < 0.2 ? scale : 0.6),
    hostWait: () => 0,
    runsTimersFirst: () => random() < 0.5,
  };
}

/** One host wait ends late, by so little that this can happen. All others take as long as they say. */
function lateWait(seed: number, turn: number, hostWaits: number): Jitter {
  const random = randomFrom(seed);
  const latest = closeMs - 1;
  const late = Math.floor(turn / hostWaits) % 2 === 0 ? latest : Math.ceil(random() * latest);
  let begun = 0;
  return {
    phase: 0,
    statement: () => random() * 0.001,
    opening: () => 0,
    input: () => 0.3 + random() * 9,
    wake: () => random() * 0.01,
    hostWait: () => (begun++ === turn % hostWaits ? late : 0),
    runsTimersFirst: () => random() < 0.5,
  };
}

/**
 * Runs the program again with jittered time. When a run prints something else, the order is not guaranteed.
 *
 * @param plan the run without jitter
 * @returns null when no run differs
 * @throws ProgramRefusal when a jittered run goes beyond a bound
 */
export function findRace(program: Program, nodeLine: NodeLine, plan: Run): Race | null {
  if (!plan.dependsOnTime) return null;
  const runs = Math.min(mostRuns, Math.max(fewestRuns, Math.floor(stepsInAll / plan.steps)));
  for (let seed = 1; seed <= runs; seed++) {
    const run = runProgram(program, { nodeLine, jitter: jitterFrom(seed, plan.hostWaits) });
    if (isSameOutput(run.output, plan.output) && run.exitCode === plan.exitCode) continue;
    const jittered = callbacksOf(program, nodeLine, jitterFrom(seed, plan.hostWaits));
    return raceBetween(callbacksOf(program, nodeLine, null), jittered);
  }
  return null;
}

/** The callbacks that the event loop ran after the main script, in order. */
function callbacksOf(program: Program, nodeLine: NodeLine, jitter: Jitter | null): readonly QueuedTask[] {
  const callbacks: QueuedTask[] = [];
  const began: LoopObserver["began"] = ({ kind, task, line }: Job) => {
    if (["timer", "interval", "immediate", "input"].includes(kind)) callbacks.push({ task, line });
  };
  const nothing = () => {};
  const observer: RunObserver = { began, ended: nothing, blocked: nothing, waitBegan: nothing, statement: nothing };
  if (jitter === null) observedRun(program, { nodeLine, observer });
  else runProgram(program, { nodeLine, observer, jitter });
  return callbacks;
}

function raceBetween(planned: readonly QueuedTask[], jittered: readonly QueuedTask[]): Race {
  for (const [index, first] of planned.entries()) {
    const second = jittered[index];
    if (second === undefined) return { kind: "clock", reader: first };
    if (first.line !== second.line || !isSameTask(first.task, second.task)) return { kind: "callbacks", first, second };
  }
  return { kind: "clock", reader: null };
}
