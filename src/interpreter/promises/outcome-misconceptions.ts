import type { OutcomeDecision } from "../rules/semantics.ts";
import type { FunctionValue } from "../values/agent.ts";
import { isCallable } from "../values/agent.ts";
import type { Handlers } from "../values/hooks.ts";
import type { PromiseValue, Reaction, Value } from "../values/values.ts";
import type { Layer, Layers } from "./misconception-run.ts";
import { fulfill, newPromise, orReject, reactionJob, resolve } from "./promise.ts";

/** The end of an executor fulfills its promise if the executor does not use the functions that it receives. */
const fulfilAfterExecutor: Layer = (base, { agent }) => ({
  callExecutor: (promise, executor, call) => {
    base.callExecutor(promise, executor, call);
    if (promise.state === "pending" && "ignoresParameters" in executor && executor.ignoresParameters === true)
      fulfill(agent, promise, undefined);
  },
});

/** What is registered on a promise that settled earlier, with nothing registered on it, never runs. */
const missSettled: Layer = (base, { loop }) => {
  const createdIn = new Map<PromiseValue, unknown>();
  const missed = new Set<PromiseValue>();
  return {
    notePromise: (promise) => {
      if (!createdIn.has(promise)) createdIn.set(promise, loop.currentJob);
      base.notePromise(promise);
    },
    queueReactions: (promise, reactions) => {
      if (reactions.length === 0 && createdIn.get(promise) !== loop.currentJob) missed.add(promise);
      base.queueReactions(promise, reactions);
    },
    register: (promise, reaction, handlers) => {
      if (missed.has(promise)) promise.handled = true;
      else base.register(promise, reaction, handlers);
    },
    awaitPromise: (promise, reaction, value) => {
      if (missed.has(promise)) promise.handled = true;
      else base.awaitPromise(promise, reaction, value);
    },
  };
};

/** A function that is given in the place of a promise is called, and its promise is used. */
const callForPromise: Layer = (base, { agent }) => {
  const promiseOf = (make: FunctionValue) => {
    const promise = newPromise(agent);
    orReject(agent, promise, () => resolve(agent, promise, agent.call(make, undefined, [])));
    return promise;
  };
  return {
    awaitedValue: (value, site) => base.awaitedValue(isCallable(value) ? promiseOf(value) : value, site),
    combinatorInput: (item) => base.combinatorInput(isCallable(item) ? promiseOf(item) : item),
    callFulfilled: (handlers, value) => {
      const returned = base.callFulfilled(handlers, value);
      return isCallable(returned) ? promiseOf(returned) : returned;
    },
  };
};

interface Catcher {
  readonly promise: PromiseValue;
  readonly next: PromiseValue;
  readonly reaction: Reaction;
  hasRun: boolean;
}

/** A rejection that nothing handles goes to the `catch` of another branch of the same promise. */
const catchAllBranches: Layer = (base, { loop }) => {
  const parentOf = new Map<PromiseValue, PromiseValue>();
  const catchersOf = new Map<PromiseValue, Catcher[]>();
  let last: { readonly next: PromiseValue; readonly method: Handlers["method"] } | null = null;
  const find = (promise: PromiseValue): Catcher | undefined => {
    let child = promise;
    for (let parent = parentOf.get(child); parent !== undefined; parent = parentOf.get(child)) {
      const branch = child;
      const found = (catchersOf.get(parent) ?? []).find(({ next }) => next !== branch);
      if (found !== undefined) return found;
      child = parent;
    }
    return undefined;
  };
  return {
    linked: (promise, next, method) => {
      parentOf.set(next, promise);
      last = { next, method };
      base.linked(promise, next, method);
    },
    register: (promise, reaction, handlers) => {
      if (last?.method !== "catch") {
        base.register(promise, reaction, handlers);
        return;
      }
      const catcher: Catcher = { promise, next: last.next, reaction, hasRun: false };
      catchersOf.set(promise, [...(catchersOf.get(promise) ?? []), catcher]);
      const rejected = (reason: Value) => {
        catcher.hasRun = true;
        reaction.rejected(reason);
      };
      base.register(promise, { ...reaction, rejected }, handlers);
    },
    queueReactions: (promise, reactions) => {
      const catcher = promise.state === "rejected" && !promise.handled ? find(promise) : undefined;
      if (catcher !== undefined) {
        promise.handled = true;
        // If its own promise is rejected too, the handler runs for that.
        if (!catcher.hasRun && catcher.promise.state !== "rejected")
          loop.addMicrotask(reactionJob(promise, catcher.reaction));
        catcher.hasRun = true;
      }
      base.queueReactions(promise, reactions);
    },
  };
};

/** The handler of `then` after `Promise.race` also runs for the promises that come in later. */
const handleEachOfRace: Layer = (base, { loop }) => {
  const reactionsOf = new Map<PromiseValue, Reaction[]>();
  const decided = new Set<PromiseValue>();
  return {
    register: (promise, reaction, handlers) => {
      reactionsOf.set(promise, [...(reactionsOf.get(promise) ?? []), reaction]);
      base.register(promise, reaction, handlers);
    },
    inputDecided: (combinator, inputs, index, result) => {
      base.inputDecided(combinator, inputs, index, result);
      const input = inputs[index];
      if (combinator !== "race" || input === undefined) return;
      if (decided.has(result) && input.state === "fulfilled")
        for (const reaction of reactionsOf.get(result) ?? []) loop.addMicrotask(reactionJob(input, reaction));
      decided.add(result);
    },
  };
};

/** `f().then(g)` calls `g` as soon as the async function `f` is suspended. */
const thenAtFirstAwait: Layer = (base, { loop }) => {
  const unfinished = new Set<PromiseValue>();
  let method: Handlers["method"] | null = null;
  return {
    startWork: (promise, work) => {
      if (work.kind === "call") unfinished.add(promise);
      base.startWork(promise, work);
    },
    workEnded: (promise) => {
      unfinished.delete(promise);
      base.workEnded(promise);
    },
    linked: (promise, next, how) => {
      method = how;
      base.linked(promise, next, how);
    },
    register: (promise, reaction, handlers) => {
      if (method !== "then" || !unfinished.has(promise) || !isCallable(handlers.onFulfilled)) {
        base.register(promise, reaction, handlers);
        return;
      }
      promise.handled = true;
      const { task, line } = reaction;
      loop.addMicrotaskInFront({ kind: "microtask", task, line, run: () => reaction.fulfilled(undefined) });
    },
  };
};

/** Misconceptions about who learns of the outcome of a promise. */
export const outcomeMisconceptions = {
  unresolved: { "fulfils-after-the-executor": [fulfilAfterExecutor] },
  settledUnused: { "is-missed": [missSettled] },
  functionForPromise: { "is-called": [callForPromise] },
  catchOnBranch: { "of-all-branches": [catchAllBranches] },
  raceHandler: { "for-each-input": [handleEachOfRace] },
  thenOnCall: { "at-the-first-await": [thenAtFirstAwait] },
} satisfies Layers<OutcomeDecision>;
