import { randomFrom } from "../../random/seed.ts";
import type { Program } from "../compile/parse.ts";
import type { Jitter, Job, LoopObserver } from "../event-loop/job.ts";
import type { RunObserver } from "../execution/machine.ts";
import type { NodeLine } from "../rules/semantics.ts";
import { isSameOutput, type Run, runProgram } from "./run.ts";

/** Two callbacks whose order nobody guarantees, named as people would call them. */
export interface Race {
  readonly first: string;
  readonly second: string;
}

/** How often a program is run with real time straying from the plan; a long one less often, within this many steps. */
const mostRuns = 120;
const fewestRuns = 12;
const stepsInAll = 8_000_000;
/** The longest stall of one statement or one waking, in milliseconds; small ones find ties, great ones close calls. */
const scales = [0.4, 1.5, 4];

/** Time as it strays on a real machine, from a seed: now and then a statement stalls, and a sleeper wakes late. */
function jitterFrom(seed: number): Jitter {
  const random = randomFrom(seed);
  const scale = scales[seed % scales.length] as number;
  return {
    phase: random(),
    statement: () => (random() < 0.12 ? random() * scale : random() * 0.03),
    opening: () => random() * 20,
    input: () => 0.3 + random() * 9,
    wake: () => random() * (random() < 0.2 ? scale : 0.6),
    looksAtTimersFirst: () => random() < 0.5,
  };
}

/**
 * Looks for an order that a program only happens to have: it is run again with jittered time, and what then comes out
 * otherwise is a race. Null when the order is guaranteed.
 * @throws ProgramRefused when a jittered run goes beyond a bound
 */
export function findRace(program: Program, nodeLine: NodeLine, plan: Run): Race | null {
  if (!plan.dependsOnTime) return null;
  const runs = Math.min(mostRuns, Math.max(fewestRuns, Math.floor(stepsInAll / plan.steps)));
  for (let seed = 1; seed <= runs; seed++) {
    const run = runProgram(program, { nodeLine, jitter: jitterFrom(seed) });
    if (isSameOutput(run.output, plan.output) && run.exitCode === plan.exitCode) continue;
    return nameRace(callbacksOf(program, nodeLine, null), callbacksOf(program, nodeLine, jitterFrom(seed)));
  }
  return null;
}

/** What the loop ran after the main script, in order. */
function callbacksOf(program: Program, nodeLine: NodeLine, jitter: Jitter | null): readonly string[] {
  const callbacks: string[] = [];
  const began: LoopObserver["began"] = (job: Job) => {
    if (["timer", "interval", "immediate", "input"].includes(job.kind))
      callbacks.push(`${job.label} of line ${job.line}`);
  };
  const nothing = () => {};
  const observer: RunObserver = { began, ended: nothing, held: nothing, waitBegan: nothing, statement: nothing };
  runProgram(program, { nodeLine, observer, ...(jitter !== null && { jitter }) });
  return callbacks;
}

function nameRace(planned: readonly string[], strayed: readonly string[]): Race {
  const place = planned.findIndex((callback, index) => strayed[index] !== callback);
  const first = planned[place];
  const second = strayed[place];
  const clock = "what the clock shows";
  return { first: first ?? "the program", second: second ?? clock };
}
