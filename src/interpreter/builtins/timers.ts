import type { Job, Task, WaitKind } from "../event-loop/job.ts";
import { newPromise, resolve } from "../promises/promise.ts";
import { lineOf } from "../promises/promise-methods.ts";
import { knownNames } from "../rules/known-names.ts";
import { type Agent, type FunctionValue, isCallable, type NativeBody, NativeFunction } from "../values/agent.ts";
import { toNumber } from "../values/convert.ts";
import {
  addMethod,
  addMethods,
  datePrototype,
  functionPrototype,
  native,
  objectPrototype,
  timerPrototype,
} from "../values/prototypes.ts";
import { BuiltinObject, DateValue, type PromiseValue, TimerHandle, type Value } from "../values/values.ts";

/** Virtual time starts at a fixed moment, so that every run prints the same time. */
const firstMoment = Date.UTC(2024, 0, 1);

/** The global `Date`. Only the current time is supported. */
export const dateConstructor = new NativeFunction(
  "Date",
  7,
  (agent, _self, args, newTarget) => {
    if (newTarget === null)
      return agent.refuse(
        "chance",
        "Printing the current date is not supported, because it differs from run to run. Use Date.now().",
      );
    const given = args[0];
    if (args.length > 1 || typeof given === "string")
      return agent.refuse(
        "unsupported",
        "A calendar date is not supported. Use new Date() or a number of milliseconds.",
      );
    return new DateValue(
      datePrototype,
      given === undefined ? firstMoment + Math.floor(agent.readClock()) : toNumber(agent, given),
    );
  },
  functionPrototype,
  true,
);
dateConstructor.properties.set("prototype", { value: datePrototype, enumerable: false, writable: false });
datePrototype.define("constructor", dateConstructor, false);
addMethods(dateConstructor, { now: [0, (agent) => firstMoment + Math.floor(agent.readClock())] });
addMethods(datePrototype, {
  getTime: [0, (_agent, self) => (self instanceof DateValue ? self.time : Number.NaN)],
});
addMethod(datePrototype, "valueOf", 0, (_agent, self) => (self instanceof DateValue ? self.time : Number.NaN));
const toPrimitive = native("[Symbol.toPrimitive]", 1, (agent, self, [hint]) => {
  if (hint !== "number" || !(self instanceof DateValue))
    return agent.refuse(
      "chance",
      "Printing the current date is not supported, because it differs from run to run. Use Date.now().",
    );
  return self.time;
});
datePrototype.define(Symbol.toPrimitive, toPrimitive, false);

/** The global `performance`: milliseconds since the program began. */
export const performanceObject = new BuiltinObject(
  new BuiltinObject(objectPrototype, knownNames["Performance.prototype"], "performance"),
  knownNames.performance,
  "performance",
);
addMethods(performanceObject, { now: [0, (agent) => agent.readClock()] });

function checkCallback(agent: Agent, callback: Value): void {
  if (isCallable(callback)) return;
  agent.raise("TypeError", 'The "callback" argument must be of type function. Received undefined');
}

function delayOf(agent: Agent, value: Value): number {
  return value === undefined ? 1 : toNumber(agent, value);
}

/** The job of a callback. `self` is known only once the timer is set. */
function calling(
  agent: Agent,
  callback: Value,
  args: readonly Value[],
  self: () => Value,
  rescue: ((error: Value) => void) | null = null,
): () => void {
  return () => agent.callJob(callback, self(), args, rescue);
}

function setTimer(wait: "timer" | "interval"): NativeBody {
  const task: Task = { kind: wait === "timer" ? "set-timeout-callback" : "set-interval-callback" };
  return (agent, _self, [callback, delay, ...args]) => {
    checkCallback(agent, callback);
    let handle: Value;
    const run = calling(agent, callback, args, () => handle, agent.hooks.catchOfTimer());
    const job = { task, line: lineOf(agent, callback), run };
    const timer = agent.hooks.addTimer(wait, delayOf(agent, delay), job, null);
    handle = new TimerHandle(
      timerPrototype,
      () => agent.loop.timers.cancel(timer),
      (isReferenced) => {
        timer.keepsAlive = isReferenced;
      },
    );
    agent.hooks.timerSet(timer, callback);
    return handle;
  };
}

const clear: NativeBody = (_agent, _self, [handle]) => {
  if (handle instanceof TimerHandle) handle.cancel();
  return undefined;
};

addMethods(timerPrototype, {
  unref: [
    0,
    (_agent, self) => {
      if (self instanceof TimerHandle) self.keepAlive(false);
      return self;
    },
  ],
  ref: [
    0,
    (_agent, self) => {
      if (self instanceof TimerHandle) self.keepAlive(true);
      return self;
    },
  ],
});

const setImmediateBody: NativeBody = (agent, _self, [callback, ...args]) => {
  checkCallback(agent, callback);
  let handle: Value;
  const run = calling(agent, callback, args, () => handle);
  const job: Job = { kind: "immediate", task: { kind: "set-immediate-callback" }, line: lineOf(agent, callback), run };
  agent.loop.addImmediate(job);
  handle = new TimerHandle(
    timerPrototype,
    () => agent.loop.cancelImmediate(job),
    () => {},
  );
  return handle;
};

/** `process.nextTick`. */
export const nextTick = native("nextTick", 1, (agent, _self, [callback, ...args]) => {
  checkCallback(agent, callback);
  const run = calling(agent, callback, args, () => undefined);
  agent.loop.addTick({ kind: "tick", task: { kind: "next-tick-callback" }, line: lineOf(agent, callback), run });
  return undefined;
});

const queueMicrotaskBody: NativeBody = (agent, _self, [callback]) => {
  checkCallback(agent, callback);
  const run = calling(agent, callback, [], () => undefined);
  const job: Job = {
    kind: "microtask",
    task: { kind: "queue-microtask-callback" },
    line: lineOf(agent, callback),
    run,
  };
  agent.loop.addUserMicrotask(job);
  return undefined;
};

/** A promise that is fulfilled after a wait of a known length. */
export function waitFor(agent: Agent, wait: WaitKind, task: Task, delay: Value, value: Value): PromiseValue {
  const promise = newPromise(agent);
  const run = () => {
    const job = { task, line: agent.line(), run: () => resolve(agent, promise, value) };
    agent.hooks.addTimer(wait, delayOf(agent, delay), job, promise);
  };
  agent.hooks.startWork(promise, { kind: "wait", task, line: agent.line(), run });
  return promise;
}

function hostWait(wait: "network" | "disk" | "worker"): NativeBody {
  return (agent, _self, [delay, value]) =>
    agent.hooks.hostWait(wait, delay, value, () => waitFor(agent, wait, { kind: `${wait}-answer` }, delay, value));
}

/** Global functions that put a callback in a queue. */
export const timerFunctions: Readonly<Record<string, FunctionValue>> = {
  setTimeout: native("setTimeout", 2, setTimer("timer")),
  setInterval: native("setInterval", 2, setTimer("interval")),
  setImmediate: native("setImmediate", 1, setImmediateBody),
  clearTimeout: native("clearTimeout", 1, clear),
  clearInterval: native("clearInterval", 1, clear),
  clearImmediate: native("clearImmediate", 1, clear),
  queueMicrotask: native("queueMicrotask", 1, queueMicrotaskBody),
};

/** Functions with a declared duration, for questions about waiting. */
export const hostFunctions: Readonly<Record<string, FunctionValue>> = {
  network: native("network", 2, hostWait("network")),
  disk: native("disk", 2, hostWait("disk")),
  worker: native("worker", 2, hostWait("worker")),
  cpu: native("cpu", 1, (agent, _self, [milliseconds]) => agent.hooks.cpuWork(milliseconds)),
  diskSync: native("diskSync", 2, (agent, _self, [milliseconds, value]) =>
    agent.hooks.blockingCall(milliseconds, value),
  ),
};
