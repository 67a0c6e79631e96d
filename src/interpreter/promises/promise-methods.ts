import { addMethods, promisePrototype } from "../values/prototypes.ts";
import { type Agent, isCallable, Thrown, type Value } from "../values/values.ts";
import {
  fulfill,
  newPromise,
  orReject,
  PromiseValue,
  performThen,
  promiseResolve,
  type Reaction,
  reject,
  resolve,
  startPutOffWork,
} from "./promise.ts";

interface Handlers {
  readonly method: "then" | "catch" | "finally";
  readonly onFulfilled: Value;
  readonly onRejected: Value;
}

addMethods(promisePrototype, {
  // biome-ignore lint/suspicious/noThenProperty: this is the promise of the program, not an object that is awaited.
  then: [2, (agent, self, [onFulfilled, onRejected]) => link(agent, self, { method: "then", onFulfilled, onRejected })],
  catch: [1, (agent, self, [onRejected]) => link(agent, self, { method: "catch", onFulfilled: undefined, onRejected })],
  finally: [1, (agent, self, [handler]) => linkFinally(agent, self, handler)],
});
promisePrototype.define(Symbol.toStringTag, "Promise", false);

function receiver(agent: Agent, self: Value, method: string): PromiseValue {
  if (self instanceof PromiseValue) return self;
  if (agent.semantics.asyncResult === "value") return promiseResolve(agent, self);
  const message = `Method Promise.prototype.${method} called on incompatible receiver ${String(self)}`;
  return agent.raise("TypeError", message);
}

/** `then` and `catch`: makes the next promise of the chain and registers what decides it. */
function link(agent: Agent, self: Value, handlers: Handlers): PromiseValue {
  const promise = receiver(agent, self, handlers.method);
  const isBranch = agent.semantics.fork === "one-chain" && promise.lastBranch !== null;
  if (isBranch) return link(agent, promise.lastBranch, handlers);
  const next = newPromise(agent);
  next.isLink = true;
  next.waits = promise.waits;
  promise.lastBranch = next;
  register(agent, promise, reactionOf(agent, next, handlers));
  return next;
}

function register(agent: Agent, promise: PromiseValue, reaction: Reaction): void {
  const { thenOnPending, thenOnSettled } = agent.semantics;
  if (thenOnPending === "waits-here") {
    startPutOffWork(promise);
    agent.loop.runUntil(() => promise.state !== "pending");
  }
  const isNow = thenOnSettled === "runs-now" && promise.state !== "pending";
  performThen(agent, promise, isNow ? { ...reaction, atOnce: true } : reaction);
}

function lineOf(agent: Agent, handler: Value): number {
  return isCallable(handler) && "line" in handler ? Number(handler.line) : agent.line();
}

function reactionOf(agent: Agent, next: PromiseValue, handlers: Handlers): Reaction {
  const { onFulfilled, onRejected } = handlers;
  const handler = isCallable(onFulfilled) ? onFulfilled : onRejected;
  return {
    task: { kind: `${handlers.method}-callback` },
    line: lineOf(agent, handler),
    fulfilled: (value) => {
      if (isCallable(onFulfilled)) return runHandler(agent, next, onFulfilled, value, siblingOf(agent, onRejected));
      const takesAnything = agent.semantics.thenArgument === "anything" && handlers.method === "then";
      resolve(agent, next, takesAnything && onFulfilled !== undefined ? onFulfilled : value);
    },
    rejected: (reason) => {
      if (isCallable(onRejected)) return runCatch(agent, next, onRejected, reason);
      if (agent.semantics.thenAfterRejection === "called" && isCallable(onFulfilled)) {
        return runAll(agent, next, onFulfilled, reason);
      }
      reject(agent, next, reason);
    },
  };
}

function siblingOf(agent: Agent, onRejected: Value): Value {
  return agent.semantics.secondHandler === "for-its-sibling-too" ? onRejected : undefined;
}

function runHandler(agent: Agent, next: PromiseValue, handler: Value, value: Value, sibling: Value): void {
  if (next.stopped) return;
  orReject(agent, next, () => {
    const result = withSibling(agent, sibling, () => {
      const before = agent.lastPromise;
      const returned = agent.call(handler, undefined, [value]);
      const made = agent.lastPromise;
      const isWaitedFor = agent.semantics.promiseNotReturned === "waited-for" && returned === undefined;
      return isWaitedFor && made instanceof PromiseValue && made !== before ? made : returned;
    });
    resolve(agent, next, result);
  });
}

function withSibling(agent: Agent, sibling: Value, run: () => Value): Value {
  if (!isCallable(sibling)) return run();
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    return agent.call(sibling, undefined, [error.value]);
  }
}

function runCatch(agent: Agent, next: PromiseValue, handler: Value, reason: Value): void {
  if (next.stopped) return;
  orReject(agent, next, () => {
    const result = agent.call(handler, undefined, [reason]);
    if (agent.semantics.afterCatch === "recovered") resolve(agent, next, result);
  });
}

function runAll(agent: Agent, next: PromiseValue, handler: Value, reason: Value): void {
  orReject(agent, next, () => {
    agent.call(handler, undefined, [undefined]);
    reject(agent, next, reason);
  });
}

/** ECMA-262 27.2.5.3: the handler sees nothing and changes nothing, unless it throws or returns what rejects. */
function linkFinally(agent: Agent, self: Value, handler: Value): PromiseValue {
  const promise = receiver(agent, self, "finally");
  if (!isCallable(handler))
    return link(agent, promise, { method: "finally", onFulfilled: handler, onRejected: handler });
  const replaces = agent.semantics.finallyHandler === "sees-and-replaces";
  const next = newPromise(agent);
  next.isLink = true;
  next.waits = promise.waits;
  const passOn = () => {
    const waited = promiseResolve(agent, agent.call(handler, undefined, []));
    const passed = newPromise(agent);
    performThen(agent, waited, {
      task: { kind: "end-of-finally" },
      line: agent.line(),
      fulfilled: () => settleLike(agent, passed, promise),
      rejected: (reason) => reject(agent, passed, reason),
    });
    resolve(agent, next, passed);
  };
  const replace = () => {
    const result = agent.call(handler, undefined, [promise.result]);
    if (promise.state === "rejected" && result === undefined) reject(agent, next, promise.result);
    else resolve(agent, next, result === undefined ? promise.result : result);
  };
  const run = () => orReject(agent, next, replaces ? replace : passOn);
  register(agent, promise, {
    task: { kind: "finally-callback" },
    line: lineOf(agent, handler),
    fulfilled: run,
    rejected: run,
  });
  return next;
}

function settleLike(agent: Agent, passed: PromiseValue, origin: PromiseValue): void {
  if (origin.state === "rejected") reject(agent, passed, origin.result);
  else fulfill(agent, passed, origin.result);
}
