import { type Agent, isCallable } from "../values/agent.ts";
import type { Handlers } from "../values/hooks.ts";
import { addMethods, promisePrototype } from "../values/prototypes.ts";
import type { PromiseValue, Reaction, Value } from "../values/values.ts";
import { newPromise, orReject } from "./promise.ts";

addMethods(promisePrototype, {
  // biome-ignore lint/suspicious/noThenProperty: this is the promise of the program, not an object that is awaited.
  then: [2, (agent, self, [onFulfilled, onRejected]) => link(agent, self, { method: "then", onFulfilled, onRejected })],
  catch: [1, (agent, self, [onRejected]) => link(agent, self, { method: "catch", onFulfilled: undefined, onRejected })],
  finally: [1, (agent, self, [handler]) => linkFinally(agent, self, handler)],
});
promisePrototype.define(Symbol.toStringTag, "Promise", false);

function receiverOf(agent: Agent, self: Value, method: Handlers["method"]): PromiseValue {
  const promise = agent.hooks.receiver(self);
  if (promise !== null) return promise;
  const message = `Method Promise.prototype.${method} called on incompatible receiver ${String(self)}`;
  return agent.raise("TypeError", message);
}

/** `then` and `catch`: creates the next promise of the chain and registers what decides it. */
function link(agent: Agent, self: Value, handlers: Handlers): PromiseValue {
  const { hooks } = agent;
  const { method, onFulfilled, onRejected } = handlers;
  const promise = hooks.chainFrom(receiverOf(agent, self, method));
  const next = newPromise(agent);
  hooks.linked(promise, next, method);
  const reaction: Reaction = {
    task: { kind: `${method}-callback` },
    line: lineOf(agent, isCallable(onFulfilled) ? onFulfilled : onRejected),
    fulfilled: (value) => hooks.runFulfilled(next, handlers, value),
    rejected: (reason) => hooks.runRejected(next, handlers, reason),
  };
  hooks.register(promise, reaction, handlers);
  return next;
}

/** ECMA-262 27.2.5.3: the handler gets no argument, and changes nothing unless it throws or its promise rejects. */
function linkFinally(agent: Agent, self: Value, handler: Value): PromiseValue {
  const { hooks } = agent;
  const promise = receiverOf(agent, self, "finally");
  if (!isCallable(handler)) {
    return link(agent, promise, { method: "finally", onFulfilled: handler, onRejected: handler });
  }
  const next = newPromise(agent);
  hooks.linked(promise, next, "finally");
  const run = () => orReject(agent, next, () => hooks.runFinally(promise, next, handler));
  const reaction: Reaction = {
    task: { kind: "finally-callback" },
    line: lineOf(agent, handler),
    fulfilled: run,
    rejected: run,
  };
  hooks.register(promise, reaction, { method: "finally", onFulfilled: handler, onRejected: handler });
  return next;
}

/** The first line of a callback, or the running line for one that is built in. */
export function lineOf(agent: Agent, callback: Value): number {
  return isCallable(callback) && "line" in callback ? Number(callback.line) : agent.line();
}
