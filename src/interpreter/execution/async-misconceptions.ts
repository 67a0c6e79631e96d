import type { Timer } from "../event-loop/job.ts";
import {
  immediateReactions,
  type Layer,
  type Layers,
  suspendCaller,
  trackWaits,
  waitHere,
} from "../promises/misconception-run.ts";
import { giveResultsAtOnce, returnValues, runInPlaceOutsideAsync } from "../promises/next-line-misconceptions.ts";
import { newPromise, performThen, promiseResolve, resolve } from "../promises/promise.ts";
import type { AsyncDecision } from "../rules/semantics.ts";
import { isCallable } from "../values/agent.ts";
import type { Settled } from "../values/hooks.ts";
import { getProperty } from "../values/properties.ts";
import { ObjectValue, PromiseValue, type Reaction, type Value } from "../values/values.ts";
import { queueCallsOfOneFunction } from "./call-queue.ts";

/** An async function that is called while another is unfinished starts when that one has ended. */
const oneAtATime: Layer = (base) => {
  const active = new Set<PromiseValue>();
  const running: PromiseValue[] = [];
  const waiting: (() => void)[] = [];
  const onStack = (promise: PromiseValue, run: () => void) => {
    running.push(promise);
    try {
      run();
    } finally {
      running.pop();
    }
  };
  return {
    startWork: (promise, work) => {
      // Without a shared variable there is nothing to race for.
      if (work.kind !== "call" || work.traits?.updatesAcrossAwait !== true) {
        base.startWork(promise, work);
        return;
      }
      const start = () => {
        active.add(promise);
        onStack(promise, () => base.startWork(promise, work));
      };
      const isInside = running.some((one) => active.has(one));
      if (active.size === 0 || isInside) start();
      else waiting.push(start);
    },
    resumeWork: (promise, run) => onStack(promise, () => base.resumeWork(promise, run)),
    workEnded: (promise) => {
      active.delete(promise);
      if (active.size === 0) waiting.shift()?.();
    },
  };
};

const queueCalls: Layer = (base, { loop }) => ({
  startWork: (promise, work) => {
    if (work.kind !== "call") base.startWork(promise, work);
    else {
      const run = () => base.startWork(promise, work);
      loop.addMicrotask({ kind: "microtask", task: work.task, line: work.line, run });
    }
  },
});

/** How code that waited for a promise continues; null while the promise is pending. */
function settledBy(promise: PromiseValue): Settled | null {
  if (promise.state === "pending") return null;
  promise.handled = true;
  return { type: promise.state === "fulfilled" ? "normal" : "throw", value: promise.result };
}

const continueIfReady: Layer = (_base, { agent }) => ({
  settledAwait: (value) => {
    if (!(value instanceof PromiseValue)) {
      const isThenable = value instanceof ObjectValue && isCallable(getProperty(agent, value, "then"));
      return isThenable ? null : { type: "normal", value };
    }
    agent.hooks.useResult(value);
    return settledBy(value);
  },
});

const blockInAwait: Layer = (_base, run) => ({
  settledAwait: (value) => {
    const promise = promiseResolve(run.agent, value);
    waitHere(run, promise);
    return settledBy(promise);
  },
});

/** A wait begins when its promise is first awaited, however long it has been running. */
const waitFromAwait: Layer = (_base, { agent, loop, waits }) => {
  const counted = new Set<Timer>();
  return {
    awaitedValue: (value) => {
      if (!(value instanceof PromiseValue)) return value;
      const timers = waits.of(value).filter((timer) => !counted.has(timer));
      for (const timer of timers) counted.add(timer);
      const pending = timers.filter((timer) => loop.timers.all().includes(timer));
      for (const timer of pending) loop.timers.restart(timer, loop.now);
      if (timers.length === 0 || pending.length > 0 || value.state === "pending") return value;
      const again = newPromise(agent);
      const delay = Math.max(...timers.map((timer) => timer.delay));
      const run = () => resolve(agent, again, value);
      loop.addTimer("timer", delay, { task: { kind: "restarted-wait" }, line: agent.line(), run });
      return again;
    },
  };
};

/** At the end of a function, the promise handlers and microtasks run that this function planned. */
const drainAtFunctionEnd: Layer = (base, { agent, loop }) => {
  const plannerOf = new Map<Reaction, object | null>();
  loop.planner = () => agent.running.call;
  return {
    register: (promise, reaction, handlers) => {
      plannerOf.set(reaction, agent.running.call);
      base.register(promise, reaction, handlers);
    },
    queueReactions: (promise, reactions) => {
      for (const reaction of reactions) {
        const planner = plannerOf.get(reaction);
        loop.plannedBy(planner === undefined ? agent.running.call : planner, () =>
          base.queueReactions(promise, [reaction]),
        );
      }
    },
    functionEnded: (call) => loop.drainPlannedBy(call),
  };
};

const catchFromTimers: Layer = (_base, { agent }) => ({ catchOfTimer: () => agent.enclosingCatch() });

const catchFromPromises: Layer = (_base, run) => ({
  expressionInTry: (value) => {
    const { agent } = run;
    const rescue = value instanceof PromiseValue ? agent.enclosingCatch() : null;
    if (!(value instanceof PromiseValue) || rescue === null) return;
    performThen(agent, value, {
      task: { kind: "catch-clause" },
      line: agent.line(),
      fulfilled: () => {},
      rejected: rescue,
    });
  },
  returnFromTry: (value: Value) => suspendCaller(run, promiseResolve(run.agent, value)),
});

/** Misconceptions about async functions, `await` and `try`. */
export const asyncMisconceptions = {
  asyncFunctions: { "one-at-a-time": [oneAtATime] },
  callsOfOneFunction: { "queue-up": [queueCallsOfOneFunction] },
  asyncCall: { queued: [queueCalls] },
  asyncResult: { value: [trackWaits, returnValues] },
  resultOnNextLine: { ready: [trackWaits, immediateReactions, giveResultsAtOnce] },
  codeWithoutAsync: { synchronous: [trackWaits, immediateReactions, runInPlaceOutsideAsync] },
  readyAwait: { "continues-at-once": [continueIfReady] },
  await: { "blocks-the-program": [trackWaits, blockInAwait] },
  awaitedWait: { "begins-at-the-await": [trackWaits, waitFromAwait] },
  microtasksWait: { "for-the-function-end": [drainAtFunctionEnd] },
  tryCovers: { "timers-set-in-it": [catchFromTimers], "promises-made-in-it": [trackWaits, catchFromPromises] },
} satisfies Layers<AsyncDecision>;
