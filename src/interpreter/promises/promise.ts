import type { Job } from "../event-loop/job.ts";
import { type Agent, type FunctionValue, isCallable } from "../values/agent.ts";
import { errorOf } from "../values/error-value.ts";
import { getProperty } from "../values/properties.ts";
import { native, promisePrototype } from "../values/prototypes.ts";
import { ObjectValue, PromiseValue, type Reaction, Thrown, type Value } from "../values/values.ts";

export function newPromise(agent: Agent): PromiseValue {
  const promise = new PromiseValue(promisePrototype);
  agent.hooks.notePromise(promise);
  return promise;
}

export function fulfill(agent: Agent, promise: PromiseValue, value: Value): void {
  settle(agent, promise, "fulfilled", value);
}

export function reject(agent: Agent, promise: PromiseValue, reason: Value): void {
  settle(agent, promise, "rejected", reason);
}

function settle(agent: Agent, promise: PromiseValue, state: "fulfilled" | "rejected", result: Value): void {
  if (!agent.hooks.canSettle(promise)) return;
  promise.state = state;
  promise.result = result;
  if (state === "rejected" && !promise.handled) agent.noteRejection(promise);
  const reactions = promise.reactions;
  promise.reactions = [];
  agent.hooks.queueReactions(promise, reactions);
}

/** The microtask that runs a reaction to a settled promise. */
export function reactionJob(promise: PromiseValue, reaction: Reaction): Job {
  const { task, line } = reaction;
  return { kind: "microtask", task, line, run: () => react(promise, reaction) };
}

export function react(promise: PromiseValue, reaction: Reaction): void {
  if (promise.state === "fulfilled") reaction.fulfilled(promise.result);
  else reaction.rejected(promise.result);
}

/** ECMA-262 Promise Resolve Functions: a promise or thenable is followed, everything else fulfills. */
export function resolve(agent: Agent, promise: PromiseValue, value: Value): void {
  if (!(value instanceof ObjectValue)) {
    fulfill(agent, promise, value);
    return;
  }
  if (value === promise) {
    reject(agent, promise, errorOf("TypeError", "Chaining cycle detected for promise #<Promise>"));
    return;
  }
  orReject(agent, promise, () => {
    const then = getProperty(agent, value, "then");
    if (!isCallable(then)) fulfill(agent, promise, value);
    else if (value instanceof PromiseValue) agent.hooks.follow(promise, value, settlingLike(agent, promise));
    else followThenable(agent, promise, value, then);
  });
}

/** Runs steps that decide a promise. What they throw rejects it. */
export function orReject(agent: Agent, promise: PromiseValue, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    reject(agent, promise, error.value);
  }
}

/** The reaction with which a promise settles like the promise that it follows. */
export function settlingLike(agent: Agent, promise: PromiseValue): Reaction {
  return {
    task: { kind: "followed-promise" },
    line: agent.line(),
    fulfilled: (value) => fulfill(agent, promise, value),
    rejected: (reason) => reject(agent, promise, reason),
  };
}

/** ECMA-262 NewPromiseResolveThenableJob for a promise: it registers in a microtask of its own. */
export function followInMicrotask(agent: Agent, leader: PromiseValue, reaction: Reaction): void {
  const { task, line } = reaction;
  agent.loop.addMicrotask({ kind: "microtask", task, line, run: () => performThen(agent, leader, reaction) });
}

function followThenable(agent: Agent, promise: PromiseValue, thenable: ObjectValue, then: FunctionValue): void {
  const run = () => callWithResolvers(agent, promise, then, thenable);
  agent.loop.addMicrotask({ kind: "microtask", task: { kind: "thenable" }, line: agent.line(), run });
}

/** Calls an executor, or the `then` of a thenable. What it throws rejects the promise. */
export function callWithResolvers(agent: Agent, promise: PromiseValue, callee: FunctionValue, self: Value): void {
  const { resolveFunction, rejectFunction } = resolvingFunctions(agent, promise);
  try {
    agent.call(callee, self, [resolveFunction, rejectFunction]);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    agent.call(rejectFunction, undefined, [error.value]);
  }
}

/** The two functions that an executor receives. Only the first call of either counts. */
export function resolvingFunctions(agent: Agent, promise: PromiseValue) {
  let isResolved = false;
  const once = (act: (value: Value) => void) =>
    native("", 1, (_agent, _self, [value]) => {
      const isFirst = !isResolved;
      isResolved = true;
      agent.hooks.callResolver(promise, isFirst, () => act(value));
      return undefined;
    });
  return {
    resolveFunction: once((value) => resolve(agent, promise, value)),
    rejectFunction: once((reason) => reject(agent, promise, reason)),
  };
}

/** ECMA-262 PerformPromiseThen: registers a reaction, or queues it if the promise has settled. */
export function performThen(agent: Agent, promise: PromiseValue, reaction: Reaction): void {
  promise.handled = true;
  agent.hooks.useResult(promise);
  if (promise.state === "pending") promise.reactions.push(reaction);
  else agent.loop.addMicrotask(reactionJob(promise, reaction));
}

/** ECMA-262 PromiseResolve: a promise is itself, everything else becomes one. */
export function promiseResolve(agent: Agent, value: Value): PromiseValue {
  if (value instanceof PromiseValue) return value;
  const promise = newPromise(agent);
  resolve(agent, promise, value);
  return promise;
}

/** ECMA-262 Await: continues in a microtask once the value has settled. */
export function whenSettled(agent: Agent, value: Value, reaction: Reaction): void {
  agent.hooks.awaitPromise(promiseResolve(agent, value), reaction, value);
}
