import {
  type Layer,
  type Layers,
  resultHere,
  suspendCaller,
  trackWaits,
  waitHere,
} from "../promises/misconception-run.ts";
import { newPromise, performThen, promiseResolve, resolve } from "../promises/promise.ts";
import type { AsyncDecision } from "../rules/semantics.ts";
import type { Settled } from "../values/hooks.ts";
import { promisePrototype } from "../values/prototypes.ts";
import { PromiseValue, type Value } from "../values/values.ts";
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
      if (work.kind !== "call") {
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

/** The call of an async function evaluates to its value, which still has the methods of a promise. */
const returnValues: Layer = (base, run) => ({
  callResult: (promise) => resultHere(run, promise),
  receiver: (self) => base.receiver(self) ?? promiseResolve(run.agent, self),
  missingProperty: (key) => {
    const isMethod = key === "then" || key === "catch" || key === "finally";
    return isMethod ? promisePrototype.properties.get(key)?.value : undefined;
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
    if (!(value instanceof PromiseValue)) return { type: "normal", value };
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

/** A wait begins when its promise is awaited, however long it has been running. */
const waitFromAwait: Layer = (_base, { agent, loop, waits }) => ({
  awaitedValue: (value) => {
    if (!(value instanceof PromiseValue)) return value;
    const timers = waits.of(value);
    const pending = timers.filter((timer) => loop.timers.all().includes(timer));
    for (const timer of pending) loop.timers.restart(timer, loop.now);
    if (timers.length === 0 || pending.length > 0 || value.state === "pending") return value;
    const again = newPromise(agent);
    const delay = Math.max(...timers.map((timer) => timer.delay));
    const run = () => resolve(agent, again, value);
    loop.addTimer("timer", delay, { task: { kind: "restarted-wait" }, line: agent.line(), run });
    return again;
  },
});

const drainAtFunctionEnd: Layer = (_base, { loop }) => ({ functionEnded: () => loop.drainMicrotasks() });

const catchFromCallbacks: Layer = (_base, { agent }) => ({ catchOfCallback: () => agent.enclosingCatch() });

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
  asyncResult: { value: [returnValues] },
  readyAwait: { "continues-at-once": [continueIfReady] },
  await: { "blocks-the-program": [blockInAwait] },
  awaitedWait: { "begins-at-the-await": [trackWaits, waitFromAwait] },
  microtasksWait: { "for-the-function-end": [drainAtFunctionEnd] },
  tryCovers: { "timers-set-in-it": [catchFromCallbacks], "promises-made-in-it": [catchFromPromises] },
} satisfies Layers<AsyncDecision>;
