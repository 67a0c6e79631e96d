import { errorOf } from "../values/error-value.ts";
import { arrayOf } from "../values/properties.ts";
import { addMethods, functionPrototype, objectPrototype, promisePrototype } from "../values/prototypes.ts";
import {
  type Agent,
  type FunctionValue,
  isCallable,
  NativeFunction,
  ObjectValue,
  Thrown,
  type Value,
} from "../values/values.ts";
import { forEachOf } from "./iterate.ts";
import {
  fulfill,
  newPromise,
  orReject,
  type PromiseValue,
  performThen,
  promiseResolve,
  reject,
  resolve,
  resolvingFunctions,
} from "./promise.ts";

/** The global `Promise`. */
export const promiseConstructor = new NativeFunction("Promise", 1, construct, functionPrototype, true);
promiseConstructor.properties.set("prototype", { value: promisePrototype, enumerable: false, writable: false });
promisePrototype.define("constructor", promiseConstructor, false);

function construct(agent: Agent, _self: Value, [executor]: readonly Value[], newTarget: FunctionValue | null): Value {
  if (newTarget !== null && newTarget !== promiseConstructor)
    agent.refuse("unsupported", "A class that extends Promise.");
  if (newTarget === null) agent.raise("TypeError", "Promise constructor cannot be invoked without 'new'");
  if (!isCallable(executor)) {
    return agent.raise("TypeError", `Promise resolver ${resolverText(agent, executor)} is not a function`);
  }
  const promise = newPromise(agent);
  const { resolveFunction, rejectFunction } = resolvingFunctions(agent, promise);
  const run = () => {
    const before = agent.waitsBegun.length;
    try {
      agent.call(executor, undefined, [resolveFunction, rejectFunction]);
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      agent.call(rejectFunction, undefined, [error.value]);
    }
    promise.waits.push(...agent.waitsBegun.slice(before));
    agent.lastPromise = promise;
  };
  const { executor: when, promiseWork } = agent.semantics;
  if (promiseWork === "starts-when-used") promise.putOff = run;
  else if (when === "queued")
    agent.loop.addMicrotask({ kind: "microtask", task: { kind: "promise-executor" }, line: agent.line(), run });
  else run();
  return promise;
}

function resolverText(agent: Agent, executor: Value): string {
  if (executor === undefined || typeof executor !== "object") return String(executor);
  return executor === null ? "null" : agent.refuse("unsupported", "An object where an executor belongs.");
}

addMethods(promiseConstructor, {
  resolve: [1, (agent, _self, [value]) => promiseResolve(agent, value)],
  reject: [1, (agent, _self, [reason]) => rejected(agent, reason)],
  all: [1, (agent, _self, [items]) => combine(agent, items, all)],
  allSettled: [1, (agent, _self, [items]) => combine(agent, items, allSettled)],
  any: [1, (agent, _self, [items]) => combine(agent, items, any)],
  race: [1, (agent, _self, [items]) => combine(agent, items, race)],
  withResolvers: [0, withResolvers],
});

function rejected(agent: Agent, reason: Value): PromiseValue {
  const promise = newPromise(agent);
  reject(agent, promise, reason);
  return promise;
}

function withResolvers(agent: Agent): Value {
  if (agent.nodeLine === 20) return agent.raise("TypeError", "Promise.withResolvers is not a function");
  const promise = newPromise(agent);
  const { resolveFunction, rejectFunction } = resolvingFunctions(agent, promise);
  const result = new ObjectValue(objectPrototype);
  result.define("promise", promise);
  result.define("resolve", resolveFunction);
  result.define("reject", rejectFunction);
  return result;
}

/** What a combinator decides with: its inputs as promises and the promise that it returned. */
interface Combination {
  readonly agent: Agent;
  readonly inputs: PromiseValue[];
  readonly result: PromiseValue;
}

interface Verdict {
  fulfilled(value: Value, index: number): void;
  rejected(reason: Value, index: number): void;
}

/** Registers on each input in turn, as ECMA-262 27.2.4 does; it starts, stops and cancels nothing. */
function combine(agent: Agent, items: Value, rule: (combination: Combination) => Verdict & { finish(): void }): Value {
  const result = newPromise(agent);
  const combination: Combination = { agent, inputs: [], result };
  const verdict = rule(combination);
  orReject(agent, result, () => {
    forEachOf(agent, items, (item) => {
      const index = combination.inputs.length;
      const input = promiseResolve(agent, item);
      combination.inputs.push(input);
      performThen(agent, input, {
        task: { kind: "combinator-input" },
        line: agent.line(),
        fulfilled: (value) => verdict.fulfilled(value, index),
        rejected: (reason) => verdict.rejected(reason, index),
      });
    });
    if (rule === all && agent.semantics.all === "runs-one-by-one") runOneByOne(agent, combination.inputs);
    verdict.finish();
  });
  agent.lastPromise = result;
  return result;
}

/** For the mind that takes `Promise.all` to start its inputs one after another: their waits begin in turn. */
function runOneByOne(agent: Agent, inputs: readonly PromiseValue[]): void {
  inputs.forEach((input, index) => {
    const before = inputs[index - 1];
    if (before === undefined || before.state !== "pending") return;
    const held = input.waits.filter((timer) => agent.loop.timers.all().includes(timer));
    for (const timer of held) agent.loop.timers.remove(timer);
    const release = () => {
      for (const timer of held) agent.loop.timers.restart(timer, agent.loop.now);
    };
    performThen(agent, before, {
      task: { kind: "next-combinator-input" },
      line: 0,
      fulfilled: release,
      rejected: release,
      atOnce: true,
    });
  });
}

/** For the minds that take what lost, or comes after a failure, to be stopped. */
function stopOthers({ agent, inputs }: Combination, index: number): void {
  inputs.forEach((input, other) => {
    if (other === index || input.state !== "pending") return;
    input.stopped = true;
    for (const timer of input.waits) agent.loop.timers.cancel(timer);
  });
}

/** Counts inputs that are still out; ends when the last has come in and all are registered. */
function countdown(combination: Combination, end: () => void) {
  let registered = false;
  let settled = 0;
  const check = () => {
    if (registered && settled === combination.inputs.length) end();
  };
  return {
    settled: () => {
      settled++;
      check();
    },
    finish: () => {
      registered = true;
      check();
    },
  };
}

function all(combination: Combination) {
  const { agent, result } = combination;
  const values: Value[] = [];
  const inFinishingOrder = agent.semantics.allResults === "finishing-order";
  const count = countdown(combination, () => fulfill(agent, result, arrayOf(values)));
  return {
    fulfilled: (value: Value, index: number) => {
      values[inFinishingOrder ? values.length : index] = value;
      count.settled();
    },
    rejected: (reason: Value, index: number) => {
      reject(agent, result, reason);
      if (agent.semantics.allFailure === "others-stop") stopOthers(combination, index);
    },
    finish: count.finish,
  };
}

function allSettled(combination: Combination) {
  const { agent, result } = combination;
  const outcomes: Value[] = [];
  const count = countdown(combination, () => fulfill(agent, result, arrayOf(outcomes)));
  const note = (index: number, status: string, key: string, value: Value) => {
    const outcome = new ObjectValue(objectPrototype);
    outcome.define("status", status);
    outcome.define(key, value);
    outcomes[index] = outcome;
    count.settled();
  };
  return {
    fulfilled: (value: Value, index: number) => note(index, "fulfilled", "value", value),
    rejected: (reason: Value, index: number) => note(index, "rejected", "reason", reason),
    finish: count.finish,
  };
}

function any(combination: Combination) {
  const { agent, result } = combination;
  const reasons: Value[] = [];
  const end = () => reject(agent, result, errorOf("AggregateError", "All promises were rejected", reasons));
  const count = countdown(combination, end);
  return {
    fulfilled: (value: Value, index: number) => {
      resolve(agent, result, value);
      if (agent.semantics.raceLosers === "stop") stopOthers(combination, index);
    },
    rejected: (reason: Value, index: number) => {
      reasons[index] = reason;
      count.settled();
    },
    finish: count.finish,
  };
}

function race(combination: Combination) {
  const { agent, result } = combination;
  const stop = (index: number) => {
    if (agent.semantics.raceLosers === "stop") stopOthers(combination, index);
  };
  return {
    fulfilled: (value: Value, index: number) => {
      resolve(agent, result, value);
      stop(index);
    },
    rejected: (reason: Value, index: number) => {
      reject(agent, result, reason);
      stop(index);
    },
    finish: () => {},
  };
}
