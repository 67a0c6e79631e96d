import { type Agent, isCallable } from "../values/agent.ts";
import { toNumber } from "../values/convert.ts";
import type { CallHooks, CombinatorHooks, Hooks, HostHooks, PromiseHooks } from "../values/hooks.ts";
import { PromiseValue } from "../values/values.ts";
import {
  followInMicrotask,
  fulfill,
  newPromise,
  orReject,
  performThen,
  promiseResolve,
  reactionJob,
  reject,
  resolve,
} from "./promise.ts";

/** What Node does at each hook. */
export function nodeHooks(agent: Agent): Hooks {
  return { ...promiseHooks(agent), ...combinatorHooks, ...callHooks, ...hostHooks(agent) };
}

function promiseHooks(agent: Agent): PromiseHooks {
  return {
    notePromise: () => {},
    canSettle: (promise) => promise.state === "pending",
    callResolver: (isFirst, settle) => {
      if (isFirst) settle();
    },
    queueReactions: (promise, reactions) => {
      for (const reaction of reactions) agent.loop.addMicrotask(reactionJob(promise, reaction));
    },
    follow: (_promise, leader, reaction) => followInMicrotask(agent, leader, reaction),
    awaitPromise: (promise, reaction) => performThen(agent, promise, reaction),
    useResult: () => {},
    receiver: (self) => (self instanceof PromiseValue ? self : null),
    chainFrom: (promise) => promise,
    linked: () => {},
    register: (promise, reaction) => performThen(agent, promise, reaction),
    runFulfilled: (next, handlers, value) => {
      if (!isCallable(handlers.onFulfilled)) resolve(agent, next, value);
      else orReject(agent, next, () => resolve(agent, next, agent.hooks.callFulfilled(handlers, value)));
    },
    callFulfilled: ({ onFulfilled }, value) => agent.call(onFulfilled, undefined, [value]),
    runRejected: (next, { onRejected }, reason) => {
      if (!isCallable(onRejected)) reject(agent, next, reason);
      else orReject(agent, next, () => resolve(agent, next, agent.call(onRejected, undefined, [reason])));
    },
    runFinally: (promise, next, handler) => {
      const returned = promiseResolve(agent, agent.call(handler, undefined, []));
      const passed = newPromise(agent);
      performThen(agent, returned, {
        task: { kind: "end-of-finally" },
        line: agent.line(),
        fulfilled: () => settleLike(agent, passed, promise),
        rejected: (reason) => reject(agent, passed, reason),
      });
      resolve(agent, next, passed);
    },
    endsOnRejection: () => true,
  };
}

const combinatorHooks: CombinatorHooks = {
  allRegistered: () => {},
  resultIndex: (inputIndex) => inputIndex,
  inputDecided: () => {},
};

const callHooks: CallHooks = {
  startWork: (_promise, work) => work.run(),
  resumeWork: (_promise, run) => run(),
  workEnded: () => {},
  callResult: (promise) => promise,
  settledAwait: () => null,
  awaitedValue: (value) => value,
  functionEnded: () => {},
  missingProperty: () => undefined,
  expressionInTry: () => {},
  returnFromTry: (value) => value,
  passesCallAsFunction: () => false,
  catchOfCallback: () => null,
  throwsIntoScript: () => false,
};

function hostHooks(agent: Agent): HostHooks {
  return {
    addTimer: (wait, delay, job) => agent.loop.addTimer(wait, delay, job),
    forEach: (elements, call) => {
      elements.forEach(call);
      return undefined;
    },
    callListener: (call) => call(),
    hostWait: (_wait, _delay, _value, start) => start(),
    cpuWork: (milliseconds) => {
      agent.loop.hold({ kind: "cpu-work" }, toNumber(agent, milliseconds));
      return undefined;
    },
    blockingCall: (milliseconds, value) => {
      agent.loop.hold({ kind: "disk-wait" }, toNumber(agent, milliseconds));
      return value;
    },
  };
}

function settleLike(agent: Agent, promise: PromiseValue, origin: PromiseValue): void {
  if (origin.state === "rejected") reject(agent, promise, origin.result);
  else fulfill(agent, promise, origin.result);
}
