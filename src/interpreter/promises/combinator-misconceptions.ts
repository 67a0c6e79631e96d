import type { Task } from "../event-loop/job.ts";
import type { CombinatorDecision } from "../rules/semantics.ts";
import { isCallable } from "../values/agent.ts";
import type { PromiseValue } from "../values/values.ts";
import {
  immediateReactions,
  type Layer,
  type Layers,
  type MisconceptionRun,
  reactImmediately,
  trackWaits,
} from "./misconception-run.ts";

/**
 * `Promise.all` runs its inputs one after another. A call in its list starts when the work before it in the list has
 * settled; so does the wait of an input that was created elsewhere.
 */
const startOneByOne: Layer = (base, run) => {
  let before: PromiseValue | null = null;
  const task: Task = { kind: "next-combinator-input" };
  const afterThat = (promise: PromiseValue, start: () => void) => {
    reactImmediately(run, promise, { task, line: 0, fulfilled: start, rejected: start });
  };
  return {
    startWork: (promise, work) => {
      const last = before;
      if (run.agent.running.inListOfAll && work.kind !== "executor") before = promise;
      const mustWait = before === promise && last?.state === "pending" && work.kind === "call";
      if (mustWait) afterThat(last, () => base.startWork(promise, work));
      else base.startWork(promise, work);
    },
    allRegistered: (inputs) => {
      before = null;
      const { timers } = run.loop;
      for (const [index, input] of inputs.entries()) {
        const earlier = inputs[index - 1];
        if (earlier === undefined || earlier.state !== "pending") continue;
        const pending = run.waits.of(input).filter((timer) => timers.all().includes(timer));
        for (const timer of pending) timers.remove(timer);
        afterThat(earlier, () => {
          for (const timer of pending) timers.restart(timer, run.loop.now);
        });
      }
    },
  };
};

/** A stopped promise runs no more code: its waits end, its handlers and its async function are not called. */
const skipStopped: Layer = (base, { agent, stopped }) => ({
  runFulfilled: (next, handlers, value) => {
    if (!(stopped.has(next) && isCallable(handlers.onFulfilled))) base.runFulfilled(next, handlers, value);
  },
  runRejected: (next, handlers, reason) => {
    if (!(stopped.has(next) && isCallable(handlers.onRejected))) base.runRejected(next, handlers, reason);
  },
  resumeWork: (promise, run) => {
    if (stopped.has(promise)) agent.hooks.workEnded(promise);
    else base.resumeWork(promise, run);
  },
  addTimer: (wait, delay, job, promise) => {
    if (promise === null) return base.addTimer(wait, delay, job, promise);
    const run = () => {
      if (!stopped.has(promise)) job.run();
    };
    return base.addTimer(wait, delay, { ...job, run }, promise);
  },
});

function stopOthers({ loop, waits, stopped }: MisconceptionRun, inputs: readonly PromiseValue[], index: number): void {
  for (const [other, input] of inputs.entries()) {
    if (other === index || input.state !== "pending") continue;
    stopped.add(input);
    for (const timer of waits.of(input)) loop.timers.cancel(timer);
  }
}

const stopOnFailure: Layer = (base, run) => ({
  inputDecided: (combinator, inputs, index, result) => {
    base.inputDecided(combinator, inputs, index, result);
    if (combinator === "all") stopOthers(run, inputs, index);
  },
});

const stopLosers: Layer = (base, run) => ({
  inputDecided: (combinator, inputs, index, result) => {
    base.inputDecided(combinator, inputs, index, result);
    if (combinator !== "all") stopOthers(run, inputs, index);
  },
});

/** Misconceptions about `Promise.all`, `race` and `any`. */
export const combinatorMisconceptions = {
  all: { "runs-one-by-one": [trackWaits, immediateReactions, startOneByOne] },
  allResults: { "finishing-order": [() => ({ resultIndex: (_inputIndex, stored) => stored })] },
  allFailure: {
    "others-stop": [trackWaits, skipStopped, stopOnFailure],
    "in-the-list": [() => ({ listsFailures: () => true })],
  },
  raceLosers: { stop: [trackWaits, skipStopped, stopLosers] },
} satisfies Layers<CombinatorDecision>;
