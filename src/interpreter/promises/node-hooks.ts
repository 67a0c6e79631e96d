import { type Agent, isCallable } from "../values/agent.ts";
import { toNumber } from "../values/convert.ts";
import type { Handlers, Hooks } from "../values/hooks.ts";
import { arrayOf } from "../values/properties.ts";
import { PromiseValue, type Value } from "../values/values.ts";
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

/** What Node does at each hook. One literal, because each run creates it. */
export function nodeHooks(agent: Agent): Hooks {
  return {
    notePromise: doNothing,
    canSettle: (promise) => promise.state === "pending",
    callResolver: (_promise, isFirst, settle) => {
      if (isFirst) settle();
    },
    callExecutor: (_promise, _executor, call) => call(),
    queueReactions: (promise, reactions) => {
      for (const reaction of reactions) agent.loop.addMicrotask(reactionJob(promise, reaction));
    },
    follow: (_promise, leader, reaction) => followInMicrotask(agent, leader, reaction),
    awaitPromise: (promise, reaction) => performThen(agent, promise, reaction),
    useResult: doNothing,
    receiver: (self) => (self instanceof PromiseValue ? self : null),
    chainFrom: (promise) => promise,
    linked: doNothing,
    register: (promise, reaction) => performThen(agent, promise, reaction),
    runFulfilled: (next, handlers, value) => runFulfilled(agent, next, handlers, value),
    callFulfilled: ({ onFulfilled }, value) => agent.hooks.callCallback(onFulfilled, undefined, [value]),
    runRejected: (next, handlers, reason) => runRejected(agent, next, handlers, reason),
    runFinally: (promise, next, handler) => runFinally(agent, promise, next, handler),
    endsOnRejection: () => true,
    combined: doNothing,
    allRegistered: doNothing,
    resultIndex: (inputIndex) => inputIndex,
    inputDecided: doNothing,
    listsFailures: () => false,
    combinatorInput: (item) => item,
    startWork: (_promise, work) => work.run(),
    resumeWork: (_promise, run) => run(),
    workEnded: doNothing,
    callResult: (promise) => promise,
    settledAwait: () => null,
    awaitedValue: (value) => value,
    callValue: (value) => value,
    callInStatement: doNothing,
    callGiven: (call) => call(),
    functionEnded: doNothing,
    missingProperty: doNothing,
    expressionInTry: doNothing,
    returnFromTry: (value) => value,
    passesCallAsFunction: () => false,
    passesCallAsCallback: () => false,
    copiesLoopVariables: () => false,
    catchOfTimer: () => null,
    callCallback: (callee, self, args) => agent.call(callee, self, args),
    throwsIntoScript: () => false,
    timerSet: doNothing,
    addTimer: (wait, delay, job) => agent.loop.addTimer(wait, delay, job),
    map: (elements, call) => arrayOf(elements.map(call)),
    forEach: (elements, call) => {
      elements.forEach(call);
      return undefined;
    },
    callListener: (call) => call(),
    hostWait: (_wait, _delay, _value, start) => start(),
    cpuWork: (milliseconds) => {
      agent.loop.block({ kind: "cpu-work" }, toNumber(agent, milliseconds));
      return undefined;
    },
    blockingCall: (milliseconds, value) => {
      agent.loop.block({ kind: "disk-wait" }, toNumber(agent, milliseconds));
      return value;
    },
  };
}

function doNothing(): undefined {}

/** The value passes a `then` without a handler; otherwise the handler decides about the next promise. */
function runFulfilled(agent: Agent, next: PromiseValue, handlers: Handlers, value: Value): void {
  if (!isCallable(handlers.onFulfilled)) resolve(agent, next, value);
  else orReject(agent, next, () => resolve(agent, next, agent.hooks.callFulfilled(handlers, value)));
}

/** The reason passes a `then` without a second handler. A handler that returns recovers from the rejection. */
function runRejected(agent: Agent, next: PromiseValue, { onRejected }: Handlers, reason: Value): void {
  if (!isCallable(onRejected)) reject(agent, next, reason);
  else orReject(agent, next, () => resolve(agent, next, agent.call(onRejected, undefined, [reason])));
}

/** The next promise settles like this one, once what the handler returns is fulfilled. */
function runFinally(agent: Agent, promise: PromiseValue, next: PromiseValue, handler: Value): void {
  const returned = promiseResolve(agent, agent.call(handler, undefined, []));
  const passed = newPromise(agent);
  performThen(agent, returned, {
    task: { kind: "end-of-finally" },
    line: agent.line(),
    fulfilled: () => settleLike(agent, passed, promise),
    rejected: (reason) => reject(agent, passed, reason),
  });
  resolve(agent, next, passed);
}

function settleLike(agent: Agent, promise: PromiseValue, origin: PromiseValue): void {
  if (origin.state === "rejected") reject(agent, promise, origin.result);
  else fulfill(agent, promise, origin.result);
}
