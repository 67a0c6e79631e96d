import type { PromiseDecision } from "../rules/semantics.ts";
import { isCallable } from "../values/agent.ts";
import { type PromiseValue, Thrown } from "../values/values.ts";
import {
  immediateReactions,
  isImmediate,
  type Layer,
  type Layers,
  reactImmediately,
  trackWaits,
  waitHere,
} from "./misconception-run.ts";
import { newPromise, orReject, react, reactionJob, reject, resolve, settlingLike } from "./promise.ts";

/** A promise settles again with each call of `resolve` or `reject` by its executor. */
const lastSettlingWins: Layer = (base) => {
  const created = new Set<PromiseValue>();
  return {
    callExecutor: (promise, executor, call) => {
      created.add(promise);
      base.callExecutor(promise, executor, call);
    },
    canSettle: (promise) => created.has(promise) || base.canSettle(promise),
    callResolver: (promise, isFirst, settle) => base.callResolver(promise, isFirst || created.has(promise), settle),
  };
};

const resolverReturns: Layer = (base, { agent }) => ({
  callResolver: (promise, isFirst, settle) => {
    base.callResolver(promise, isFirst, settle);
    agent.endCaller();
  },
});

const queueExecutors: Layer = (base, { loop }) => ({
  startWork: (promise, work) => {
    if (work.kind !== "executor") base.startWork(promise, work);
    else {
      const run = () => base.startWork(promise, work);
      loop.addMicrotask({ kind: "microtask", task: work.task, line: work.line, run });
    }
  },
});

/** Work starts when the program first uses the result of its promise. */
const startWhenUsed: Layer = (base) => {
  const deferred = new Map<PromiseValue, () => void>();
  return {
    startWork: (promise, work) => {
      deferred.set(promise, () => base.startWork(promise, work));
    },
    useResult: (promise) => {
      const start = deferred.get(promise);
      deferred.delete(promise);
      start?.();
    },
  };
};

const followAtOnce: Layer = (_base, run) => ({
  follow: (_promise, leader, reaction) => reactImmediately(run, leader, reaction),
});

/** An `await` of a promise resolves a promise of its own with it, which takes two more microtasks. */
const awaitThroughPromise: Layer = (base, { agent }) => ({
  awaitPromise: (promise, reaction, value) => {
    if (promise !== value) {
      base.awaitPromise(promise, reaction, value);
      return;
    }
    const wrapper = newPromise(agent);
    agent.hooks.follow(wrapper, promise, settlingLike(agent, wrapper));
    base.awaitPromise(wrapper, reaction, wrapper);
  },
});

const reactAtOnce: Layer = (base, run) => ({
  register: (promise, reaction, handlers) => {
    if (promise.state === "pending") base.register(promise, reaction, handlers);
    else reactImmediately(run, promise, reaction);
  },
});

const waitInThen: Layer = (base, run) => ({
  register: (promise, reaction, handlers) => {
    waitHere(run, promise);
    base.register(promise, reaction, handlers);
  },
});

/** Once a link of a chain has settled, the next link runs before everything else that is queued. */
const runChainsThrough: Layer = (base, { loop }) => {
  const links = new Set<PromiseValue>();
  return {
    linked: (promise, next, method) => {
      links.add(next);
      base.linked(promise, next, method);
    },
    queueReactions: (promise, reactions) => {
      if (!links.has(promise)) {
        base.queueReactions(promise, reactions);
        return;
      }
      for (const reaction of reactions.toReversed()) {
        if (isImmediate(reaction)) react(promise, reaction);
        else loop.addMicrotaskInFront(reactionJob(promise, reaction));
      }
    },
  };
};

/** Several `then` on one promise form one chain. */
const chainForks: Layer = (base) => {
  const lastOf = new Map<PromiseValue, PromiseValue>();
  return {
    chainFrom: (promise) => {
      let end = promise;
      for (let next = lastOf.get(end); next !== undefined; next = lastOf.get(end)) end = next;
      return base.chainFrom(end);
    },
    linked: (promise, next, method) => {
      if (method !== "finally") lastOf.set(promise, next);
      base.linked(promise, next, method);
    },
  };
};

/** A chain waits for the last promise that its handler created, even if the handler does not return it. */
const waitForUnreturned: Layer = (base) => {
  let last: PromiseValue | null = null;
  return {
    notePromise: (promise) => {
      last = promise;
    },
    callFulfilled: (handlers, value) => {
      const before = last;
      const returned = base.callFulfilled(handlers, value);
      return returned === undefined && last !== null && last !== before ? last : returned;
    },
  };
};

const catchSibling: Layer = (base, { agent }) => ({
  callFulfilled: (handlers, value) => {
    try {
      return base.callFulfilled(handlers, value);
    } catch (error) {
      if (!(error instanceof Thrown) || !isCallable(handlers.onRejected)) throw error;
      return agent.call(handlers.onRejected, undefined, [error.value]);
    }
  },
});

/** The argument of `then` becomes the value of the chain, even if it is not a function. */
const takeAnything: Layer = (base, { agent }) => ({
  passesCallAsFunction: () => true,
  runFulfilled: (next, handlers, value) => {
    const { method, onFulfilled } = handlers;
    const isValue = method === "then" && onFulfilled !== undefined && !isCallable(onFulfilled);
    if (isValue) resolve(agent, next, onFulfilled);
    else base.runFulfilled(next, handlers, value);
  },
});

const endAfterCatch: Layer = (base, { agent }) => ({
  runRejected: (next, handlers, reason) => {
    const { onRejected } = handlers;
    if (isCallable(onRejected)) orReject(agent, next, () => agent.call(onRejected, undefined, [reason]));
    else base.runRejected(next, handlers, reason);
  },
});

/** The steps of a chain run in spite of an error, which then ends the program no more than it ends the chain. */
const callAfterRejection: Layer = (base, { agent }) => {
  let hasCalled = false;
  return {
    runRejected: (next, handlers, reason) => {
      const { onFulfilled, onRejected } = handlers;
      if (isCallable(onRejected) || !isCallable(onFulfilled)) {
        base.runRejected(next, handlers, reason);
        return;
      }
      hasCalled = true;
      orReject(agent, next, () => {
        agent.call(onFulfilled, undefined, [undefined]);
        reject(agent, next, reason);
      });
    },
    endsOnRejection: () => !hasCalled && base.endsOnRejection(),
  };
};

const replaceInFinally: Layer = (base, { agent }) => ({
  runFinally: (promise, next, handler) => {
    if (promise.state === "rejected") {
      base.runFinally(promise, next, handler);
      return;
    }
    const returned = agent.call(handler, undefined, [promise.result]);
    resolve(agent, next, returned === undefined ? promise.result : returned);
  },
});

/** Misconceptions about promises. */
export const promiseMisconceptions = {
  settling: { "last-wins": [lastSettlingWins] },
  resolveCall: { "ends-the-function": [resolverReturns] },
  executor: { queued: [queueExecutors] },
  promiseWork: { "starts-when-used": [startWhenUsed] },
  returnedPromise: { "no-tick": [immediateReactions, followAtOnce] },
  awaitTicks: { three: [awaitThroughPromise] },
  thenOnSettled: { "runs-now": [reactAtOnce] },
  thenOnPending: { "waits-here": [trackWaits, waitInThen] },
  chains: { "run-through": [runChainsThrough] },
  fork: { "one-chain": [chainForks] },
  promiseNotReturned: { "waited-for": [waitForUnreturned] },
  secondHandler: { "for-its-sibling-too": [catchSibling] },
  thenArgument: { anything: [takeAnything] },
  afterCatch: { ended: [endAfterCatch] },
  thenAfterRejection: { called: [callAfterRejection] },
  finallyHandler: { "sees-and-replaces": [replaceInFinally] },
  unhandledRejection: { warns: [() => ({ endsOnRejection: () => false })] },
} satisfies Layers<PromiseDecision>;
