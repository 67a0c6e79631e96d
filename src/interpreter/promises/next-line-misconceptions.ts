import type { Timer } from "../event-loop/job.ts";
import { isCallable } from "../values/agent.ts";
import { PromiseValue, type Value } from "../values/values.ts";
import { type Layer, reactImmediately, valueHere, waitHere } from "./misconception-run.ts";

/** Where the call of an async function is used as a value, it evaluates to what the function returns. */
export const returnValues: Layer = (base, run) => {
  const giving = new Set<PromiseValue>();
  return {
    startWork: (promise, work) => {
      if (work.traits?.returnsValue === true) giving.add(promise);
      base.startWork(promise, work);
    },
    callValue: (value) => (value instanceof PromiseValue && giving.has(value) ? valueHere(run, value) : value),
  };
};

/** The line below an asynchronous call can use its result: its value, or the variable that it changes. */
export const giveResultsAtOnce: Layer = (base, run) => {
  const calls = new Set<PromiseValue>();
  const changing = new Set<PromiseValue>();
  return {
    startWork: (promise, work) => {
      if (work.kind === "call") calls.add(promise);
      if (work.traits?.writesOuter === true) changing.add(promise);
      base.startWork(promise, work);
    },
    callValue: (value) => {
      if (!(value instanceof PromiseValue)) return value;
      return value.state === "pending" || calls.has(value) ? valueHere(run, value) : value;
    },
    callInStatement: (value) => {
      if (!(value instanceof PromiseValue && changing.has(value))) return;
      const wasHandled = value.handled;
      waitHere(run, value);
      value.handled = wasHandled;
    },
    register: (promise, reaction, handlers) => {
      if (promise.state !== "pending" || !writesOuter(handlers.onFulfilled)) {
        base.register(promise, reaction, handlers);
        return;
      }
      waitHere(run, promise);
      reactImmediately(run, promise, reaction);
    },
    timerSet: (timer: Timer, callback) => {
      const { timers } = run.loop;
      if (timer.repeats || !writesOuter(callback)) return;
      run.loop.standStillUntil(
        () => !timers.all().includes(timer),
        () => [timer],
      );
    },
  };
};

function writesOuter(callback: Value): boolean {
  return isCallable(callback) && callback.traits?.writesOuter === true;
}

/** Outside of async functions, handlers and host waits run in place, except those of an async function's promise. */
export const runInPlaceOutsideAsync: Layer = (base, run) => {
  const asynchronous = new Set<PromiseValue>();
  const isInPlace = (promise: PromiseValue) => !run.agent.running.inAsyncCode && !asynchronous.has(promise);
  return {
    startWork: (promise, work) => {
      if (work.kind === "call") asynchronous.add(promise);
      base.startWork(promise, work);
    },
    linked: (promise, next, method) => {
      if (asynchronous.has(promise)) asynchronous.add(next);
      base.linked(promise, next, method);
    },
    combined: (result, inputs) => {
      if (inputs.some((input) => asynchronous.has(input))) asynchronous.add(result);
      base.combined(result, inputs);
    },
    register: (promise, reaction, handlers) => {
      if (isInPlace(promise)) waitHere(run, promise);
      if (isInPlace(promise) && promise.state !== "pending") reactImmediately(run, promise, reaction);
      else base.register(promise, reaction, handlers);
    },
    hostWait: (wait, delay, value, start) => {
      const promise = base.hostWait(wait, delay, value, start);
      if (promise instanceof PromiseValue && isInPlace(promise)) waitHere(run, promise);
      return promise;
    },
  };
};
