import { type Agent, type FunctionValue, isCallable, NativeFunction } from "../values/agent.ts";
import { errorOf } from "../values/error-value.ts";
import { arrayOf } from "../values/properties.ts";
import { addMethods, functionPrototype, objectPrototype, promisePrototype } from "../values/prototypes.ts";
import { ObjectValue, type PromiseValue, type Value } from "../values/values.ts";
import { forEachOf } from "./iterate.ts";
import {
  callWithResolvers,
  fulfill,
  newPromise,
  orReject,
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
    agent.refuse(
      "unsupported",
      "A class that extends Promise is not supported. Use a function that returns a promise.",
    );
  if (newTarget === null) agent.raise("TypeError", "Promise constructor cannot be invoked without 'new'");
  if (!isCallable(executor)) {
    return agent.raise("TypeError", `Promise resolver ${resolverText(agent, executor)} is not a function`);
  }
  const promise = newPromise(agent);
  agent.hooks.startWork(promise, {
    kind: "executor",
    task: { kind: "promise-executor" },
    line: agent.line(),
    run: () => {
      const call = () => callWithResolvers(agent, promise, executor, undefined);
      agent.hooks.callExecutor(promise, executor, call);
      agent.hooks.notePromise(promise);
    },
  });
  return promise;
}

function resolverText(agent: Agent, executor: Value): string {
  if (executor === undefined || typeof executor !== "object") return String(executor);
  return executor === null
    ? "null"
    : agent.refuse("unsupported", "new Promise with an object instead of a function is not supported.");
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

/** The inputs of a combinator as promises, and the promise that it returns. */
interface Combination {
  readonly agent: Agent;
  readonly inputs: PromiseValue[];
  readonly result: PromiseValue;
}

/** What a combinator does when an input settles, and when all of them are registered. */
interface CombinatorRule {
  fulfilled(value: Value, index: number): void;
  rejected(reason: Value, index: number): void;
  finish(): void;
}

/** ECMA-262 27.2.4: registers on each input in turn. It starts, stops and cancels nothing. */
function combine(agent: Agent, items: Value, rule: (combination: Combination) => CombinatorRule): Value {
  const result = newPromise(agent);
  const combination: Combination = { agent, inputs: [], result };
  const settling = rule(combination);
  orReject(agent, result, () => {
    forEachOf(agent, items, (item) => {
      const index = combination.inputs.length;
      const input = promiseResolve(agent, agent.hooks.combinatorInput(item));
      combination.inputs.push(input);
      performThen(agent, input, {
        task: { kind: "combinator-input" },
        line: agent.line(),
        fulfilled: (value) => settling.fulfilled(value, index),
        rejected: (reason) => settling.rejected(reason, index),
      });
    });
    settling.finish();
  });
  agent.hooks.combined(result, combination.inputs);
  agent.hooks.notePromise(result);
  return result;
}

/** Calls `end` once all inputs are registered and all of them have settled. */
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

function all(combination: Combination): CombinatorRule {
  const { agent, inputs, result } = combination;
  const { hooks } = agent;
  const values: Value[] = [];
  const count = countdown(combination, () => fulfill(agent, result, arrayOf(values)));
  const settled = (value: Value, index: number) => {
    values[hooks.resultIndex(index, values.length)] = value;
    count.settled();
  };
  return {
    fulfilled: settled,
    rejected: (reason, index) => {
      if (hooks.listsFailures()) {
        settled(reason, index);
        return;
      }
      reject(agent, result, reason);
      hooks.inputDecided("all", inputs, index, result);
    },
    finish: () => {
      hooks.allRegistered(inputs);
      count.finish();
    },
  };
}

function allSettled(combination: Combination): CombinatorRule {
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
    fulfilled: (value, index) => note(index, "fulfilled", "value", value),
    rejected: (reason, index) => note(index, "rejected", "reason", reason),
    finish: count.finish,
  };
}

function any(combination: Combination): CombinatorRule {
  const { agent, inputs, result } = combination;
  const reasons: Value[] = [];
  const end = () => reject(agent, result, errorOf("AggregateError", "All promises were rejected", reasons));
  const count = countdown(combination, end);
  return {
    fulfilled: (value, index) => {
      resolve(agent, result, value);
      agent.hooks.inputDecided("any", inputs, index, result);
    },
    rejected: (reason, index) => {
      reasons[index] = reason;
      count.settled();
    },
    finish: count.finish,
  };
}

function race({ agent, inputs, result }: Combination): CombinatorRule {
  return {
    fulfilled: (value, index) => {
      resolve(agent, result, value);
      agent.hooks.inputDecided("race", inputs, index, result);
    },
    rejected: (reason, index) => {
      reject(agent, result, reason);
      agent.hooks.inputDecided("race", inputs, index, result);
    },
    finish: () => {},
  };
}
