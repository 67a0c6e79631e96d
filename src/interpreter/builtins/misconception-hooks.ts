import { MisconceptionLoop } from "../event-loop/misconception-loop.ts";
import { asyncMisconceptions } from "../execution/async-misconceptions.ts";
import type { CreateRun } from "../execution/machine.ts";
import { combinatorMisconceptions } from "../promises/combinator-misconceptions.ts";
import { type Layer, type Layers, PromiseWaits, suspendCaller } from "../promises/misconception-run.ts";
import { nodeHooks } from "../promises/node-hooks.ts";
import { outcomeMisconceptions } from "../promises/outcome-misconceptions.ts";
import { fulfill, newPromise, performThen, reject, resolve } from "../promises/promise.ts";
import { promiseMisconceptions } from "../promises/promise-misconceptions.ts";
import type { Decision, HostDecision, LoopDecision, Overrides } from "../rules/semantics.ts";
import { toNumber } from "../values/convert.ts";
import type { AwaitInstead, Hooks } from "../values/hooks.ts";
import { PromiseValue, type Value } from "../values/values.ts";
import { callbackMisconceptions, callLater } from "./callback-misconceptions.ts";
import { waitFor } from "./timers.ts";

const waitFromFunctionStart: Layer = (_base, { agent, loop }) => ({
  addTimer: (wait, delay, job) => loop.addTimer(wait, delay, job, agent.asyncFunctionBegan()),
});

/** `forEach` waits for each promise that its callback returns. */
const awaitInForEach: Layer = (_base, run) => ({
  forEach: (elements, call): Value | AwaitInstead => {
    const { agent } = run;
    const end = newPromise(agent);
    const runFrom = (first: number): boolean => {
      for (let index = first; index < elements.length; index++) {
        const result = call(elements[index], index);
        if (!(result instanceof PromiseValue)) continue;
        performThen(agent, result, {
          task: { kind: "for-each-callback" },
          line: agent.line(),
          fulfilled: () => {
            if (runFrom(index + 1)) fulfill(agent, end, undefined);
          },
          rejected: (reason) => reject(agent, end, reason),
        });
        return false;
      }
      return true;
    };
    return runFrom(0) ? undefined : suspendCaller(run, end);
  },
});

/** Callbacks of `forEach` run later, like those of a timer of 0 ms. */
const queueCallbacks: Layer = (_base, run) => ({
  forEach: (elements, call) => {
    for (const [index, value] of elements.entries()) {
      if (index in elements) callLater(run, "for-each-callback", () => call(value, index));
    }
    return undefined;
  },
});

const waitOnThread: Layer = (base, { agent, loop }) => ({
  hostWait: (wait, delay, value, start) => {
    if (wait === "worker") return base.hostWait(wait, delay, value, start);
    loop.block({ kind: `${wait}-wait` }, toNumber(agent, delay));
    const promise = newPromise(agent);
    resolve(agent, promise, value);
    return promise;
  },
});

const freeCpu: Layer = (base, { agent }) => ({
  cpuWork: (milliseconds) => (agent.inAsyncFunction ? undefined : base.cpuWork(milliseconds)),
});

const parallelCpu: Layer = (base, run) => ({
  cpuWork: (milliseconds) => {
    const { agent } = run;
    if (!agent.inAsyncFunction) return base.cpuWork(milliseconds);
    return suspendCaller(run, waitFor(agent, "worker", { kind: "cpu-work" }, milliseconds, undefined));
  },
});

const parallelBlockingCalls: Layer = (base, run) => ({
  blockingCall: (milliseconds, value) => {
    const { agent } = run;
    if (!agent.inAsyncFunction) return base.blockingCall(milliseconds, value);
    return suspendCaller(run, waitFor(agent, "disk", { kind: "disk-answer" }, milliseconds, value));
  },
});

/** Misconceptions about timers, callbacks and work that takes time. */
const hostMisconceptions = {
  awaitsInARow: { overlap: [waitFromFunctionStart] },
  forEachAsync: { "awaits-each": [awaitInForEach] },
  callbackOfLoop: { queued: [queueCallbacks] },
  networkWait: { "the-thread": [waitOnThread] },
  cpuInAsync: { "costs-nothing": [freeCpu], "runs-beside": [parallelCpu] },
  blockingCallInAsync: { "waits-beside": [parallelBlockingCalls] },
} satisfies Layers<HostDecision>;

/** Every decision that is not about the event loop. If two override the same hook, the later one runs first. */
const misconceptions: Layers<Exclude<Decision, LoopDecision>> = {
  ...hostMisconceptions,
  ...callbackMisconceptions,
  ...combinatorMisconceptions,
  ...outcomeMisconceptions,
  ...asyncMisconceptions,
  ...promiseMisconceptions,
};

const layersOf: ReadonlyMap<string, ReadonlyMap<string, readonly Layer[]>> = new Map(
  Object.entries(misconceptions).map(([decision, values]) => [decision, new Map(Object.entries(values))]),
);

const layersUnder = new WeakMap<Overrides, ReadonlySet<Layer>>();

function findLayers(overrides: Overrides): ReadonlySet<Layer> {
  const values = new Map<string, string>(Object.entries(overrides));
  return new Set([...layersOf].flatMap(([decision, found]) => found.get(values.get(decision) ?? "") ?? []));
}

/** The event loop and the hooks of a run under misconceptions. */
export function createRunUnder(overrides: Overrides): CreateRun {
  const layers = layersUnder.get(overrides) ?? findLayers(overrides);
  layersUnder.set(overrides, layers);
  return (machine, jitter, observer) => {
    const loop = new MisconceptionLoop(overrides, machine, jitter, observer);
    const run = { agent: machine, loop, waits: new PromiseWaits(), stopped: new Set<PromiseValue>() };
    let hooks: Hooks = Object.assign(nodeHooks(machine), { throwsIntoScript: () => loop.runsInScript });
    for (const layer of layers) hooks = { ...hooks, ...layer(hooks, run) };
    return { loop, hooks };
  };
}
