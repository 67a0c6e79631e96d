import type { Task, Timer } from "../event-loop/job.ts";
import { errorOf } from "../values/error-value.ts";
import { getProperty } from "../values/properties.ts";
import { native, promisePrototype } from "../values/prototypes.ts";
import { type Agent, type FunctionValue, isCallable, ObjectValue, Thrown, type Value } from "../values/values.ts";

/** What runs when a promise settles; it is queued as a microtask. */
export interface Reaction {
  readonly task: Task;
  readonly line: number;
  readonly fulfilled: (value: Value) => void;
  readonly rejected: (reason: Value) => void;
  /** Runs as part of settling, without a turn of its own: only in minds that take following a promise to be free. */
  readonly atOnce?: true;
}

/** A promise of the program. */
export class PromiseValue extends ObjectValue {
  state: "pending" | "fulfilled" | "rejected" = "pending";
  /** What it was fulfilled with, or why it was rejected. */
  result: Value = undefined;
  reactions: Reaction[] = [];
  /** Whether anybody would hear of a rejection. */
  handled = false;
  /** Resolved with another promise, it follows that one and no other. */
  locked = false;
  /** The waits that it stands for, for the beliefs about them. */
  waits: Timer[] = [];
  /** What was made of it by the last `then`, for the mind that takes branches for one chain. */
  lastBranch: PromiseValue | null = null;
  /** Work put off until somebody asks for the result, for the mind that takes promises to be lazy. */
  putOff: (() => void) | null = null;
  /** Nobody wants the result any more, for the minds that take losers to be stopped. */
  stopped = false;
  /** Made by `then`, so a link of a chain. */
  isLink = false;

  constructor() {
    super(promisePrototype);
  }
}

export function newPromise(agent: Agent): PromiseValue {
  const promise = new PromiseValue();
  agent.lastPromise = promise;
  return promise;
}

export function fulfill(agent: Agent, promise: PromiseValue, value: Value): void {
  settle(agent, promise, "fulfilled", value);
}

export function reject(agent: Agent, promise: PromiseValue, reason: Value): void {
  settle(agent, promise, "rejected", reason);
}

function settle(agent: Agent, promise: PromiseValue, state: "fulfilled" | "rejected", result: Value): void {
  if (promise.state !== "pending" && agent.semantics.settling === "first-wins") return;
  promise.state = state;
  promise.result = result;
  if (state === "rejected" && !promise.handled) agent.noteRejection(promise);
  const reactions = promise.reactions;
  promise.reactions = [];
  const runsThrough = promise.isLink && agent.semantics.chains === "run-through";
  for (const reaction of runsThrough ? reactions.reverse() : reactions) {
    if (reaction.atOnce) react(promise, reaction);
    else if (runsThrough) agent.loop.addMicrotaskInFront(jobOf(promise, reaction));
    else agent.loop.addMicrotask(jobOf(promise, reaction));
  }
}

function jobOf(promise: PromiseValue, reaction: Reaction) {
  const { task, line } = reaction;
  return { kind: "microtask" as const, task, line, run: () => react(promise, reaction) };
}

function react(promise: PromiseValue, reaction: Reaction): void {
  if (promise.state === "fulfilled") reaction.fulfilled(promise.result);
  else reaction.rejected(promise.result);
}

/** ECMA-262 Promise Resolve Functions: a promise or thenable is followed, everything else fulfils. */
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
    else if (value instanceof PromiseValue) follow(agent, promise, value);
    else followThenable(agent, promise, value, then);
  });
}

/** Runs steps that decide a promise; what they throw is why it is rejected. */
export function orReject(agent: Agent, promise: PromiseValue, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    reject(agent, promise, error.value);
  }
}

function follow(agent: Agent, promise: PromiseValue, leader: PromiseValue): void {
  const reaction: Reaction = {
    task: { kind: "followed-promise" },
    line: agent.line(),
    fulfilled: (value) => fulfill(agent, promise, value),
    rejected: (reason) => reject(agent, promise, reason),
  };
  promise.waits = leader.waits;
  const kind = agent.semantics.returnedPromise;
  if (kind === "no-tick") performThen(agent, leader, { ...reaction, atOnce: true });
  else if (kind === "one-tick") performThen(agent, leader, reaction);
  else {
    const run = () => performThen(agent, leader, reaction);
    agent.loop.addMicrotask({ kind: "microtask", task: reaction.task, line: reaction.line, run });
  }
}

function followThenable(agent: Agent, promise: PromiseValue, thenable: ObjectValue, then: FunctionValue): void {
  const run = () => {
    const { resolveFunction, rejectFunction } = resolvingFunctions(agent, promise);
    try {
      agent.call(then, thenable, [resolveFunction, rejectFunction]);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      agent.call(rejectFunction, undefined, [error.value]);
    }
  };
  agent.loop.addMicrotask({ kind: "microtask", task: { kind: "thenable" }, line: agent.line(), run });
}

/** The two functions that an executor is given; the first call of either counts. */
export function resolvingFunctions(agent: Agent, promise: PromiseValue) {
  let isResolved = false;
  const once = (name: string, act: (value: Value) => void) =>
    native(name, 1, (_agent, _self, [value]) => {
      if (!isResolved || agent.semantics.settling === "last-wins") act(value);
      isResolved = true;
      if (agent.semantics.resolveCall === "ends-the-function") agent.endCaller();
      return undefined;
    });
  return {
    resolveFunction: once("", (value) => resolve(agent, promise, value)),
    rejectFunction: once("", (reason) => reject(agent, promise, reason)),
  };
}

/** ECMA-262 PerformPromiseThen: registers, or queues when it is settled. */
export function performThen(agent: Agent, promise: PromiseValue, reaction: Reaction): void {
  promise.handled = true;
  startPutOffWork(promise);
  if (promise.state === "pending") promise.reactions.push(reaction);
  else if (reaction.atOnce) react(promise, reaction);
  else agent.loop.addMicrotask(jobOf(promise, reaction));
}

export function startPutOffWork(promise: PromiseValue): void {
  const work = promise.putOff;
  promise.putOff = null;
  work?.();
}

/** ECMA-262 PromiseResolve: a promise is itself, everything else becomes one. */
export function promiseResolve(agent: Agent, value: Value): PromiseValue {
  if (value instanceof PromiseValue) return value;
  const promise = newPromise(agent);
  resolve(agent, promise, value);
  return promise;
}

/** Goes on in a microtask of its own when a value has settled: the one step that every `await` makes. */
export function whenSettled(agent: Agent, value: Value, reaction: Reaction): void {
  const promise = promiseResolve(agent, value);
  if (agent.semantics.awaitTicks === 1) {
    performThen(agent, promise, reaction);
    return;
  }
  const wrapper = newPromise(agent);
  follow(agent, wrapper, promise);
  performThen(agent, wrapper, reaction);
}
