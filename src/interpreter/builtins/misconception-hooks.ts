import type { Task } from "../event-loop/job.ts";
import { MisconceptionLoop } from "../event-loop/misconception-loop.ts";
import { asyncMisconceptions } from "../execution/async-misconceptions.ts";
import type { CreateRun } from "../execution/machine.ts";
import { combinatorMisconceptions } from "../promises/combinator-misconceptions.ts";
import {
  type Layer,
  type Layers,
  type MisconceptionRun,
  PromiseWaits,
  suspendCaller,
  trackWaits,
  waitHere,
} from "../promises/misconception-run.ts";
import { nodeHooks } from "../promises/node-hooks.ts";
import { outcomeMisconceptions } from "../promises/outcome-misconceptions.ts";
import { fulfill, newPromise, performThen, reject, resolve } from "../promises/promise.ts";
import { promiseMisconceptions } from "../promises/promise-misconceptions.ts";
import type { Decision, HostDecision, LoopDecision, Overrides } from "../rules/semantics.ts";
import { toNumber } from "../values/convert.ts";
import { AwaitInstead, type Hooks } from "../values/hooks.ts";
import { PromiseValue, type Value } from "../values/values.ts";
import { callbackMisconceptions, callLater } from "./callback-misconceptions.ts";
import { waitFor } from "./timers.ts";

/** The awaited waits of a function all begin with the first of them, unless they need its result. */
const waitFromFirstAwait: Layer = (base, { loop, waits }) => {
  const beganAt = new WeakMap<object, number>();
  /** How many waits had begun when the running function was called or resumed. */
  let begunBefore = 0;
  const running = (run: () => void) => {
    const around = begunBefore;
    begunBefore = waits.begun.length;
    run();
    begunBefore = around;
  };
  return {
    startWork: (promise, work) => {
      if (work.kind === "wait") base.startWork(promise, work);
      else running(() => base.startWork(promise, work));
    },
    resumeWork: (promise, run) => running(() => base.resumeWork(promise, run)),
    awaitedValue: (value, { call, usesEarlier }) => {
      const began = beganAt.get(call) ?? loop.now;
      beganAt.set(call, began);
      if (!(value instanceof PromiseValue) || usesEarlier) return value;
      const awaited = waits.of(value);
      const pending = loop.timers.all();
      for (const timer of waits.begun.slice(begunBefore)) {
        const isLater = timer.start > began && awaited.includes(timer) && pending.includes(timer);
        if (isLater) loop.timers.restart(timer, began);
      }
      return value;
    },
  };
};

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

/** Callbacks that a function of the program or of an array calls run later, like those of a timer of 0 ms. */
const queueCallbacks: Layer = (base, run) => {
  const queueEach: Hooks["forEach"] = (elements, call) => {
    for (const [index, value] of elements.entries()) {
      if (index in elements) callLater(run, "for-each-callback", () => call(value, index));
    }
    return undefined;
  };
  return {
    forEach: queueEach,
    map: (elements, call) => {
      if (!run.agent.running.dropsValue) return base.map(elements, call);
      queueEach(elements, call);
      return undefined;
    },
    callGiven: (call) => {
      callLater(run, "given-callback", call);
      return undefined;
    },
  };
};

/** A host wait is over when its call returns. */
const blockInHostCalls: Layer = (base, run) => ({
  hostWait: (wait, delay, value, start) => {
    const promise = base.hostWait(wait, delay, value, start);
    if (promise instanceof PromiseValue) waitHere(run, promise);
    return promise;
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

/** Work of an async function takes its time beside the thread: the function is suspended meanwhile. */
function runBeside({ agent }: MisconceptionRun, task: Task, milliseconds: Value, value: Value): AwaitInstead {
  const noPrediction = () =>
    agent.refuse("unsupported", "What runs beside the thread inside a function that cannot be suspended?");
  if (!agent.running.canSuspend) return noPrediction();
  return new AwaitInstead(waitFor(agent, "worker", task, milliseconds, value), noPrediction);
}

const parallelCpu: Layer = (base, run) => ({
  cpuWork: (milliseconds) => {
    if (!run.agent.running.inAsyncFunction) return base.cpuWork(milliseconds);
    return runBeside(run, { kind: "cpu-work" }, milliseconds, undefined);
  },
});

const parallelBlockingCalls: Layer = (base, run) => ({
  blockingCall: (milliseconds, value) => {
    if (!run.agent.running.inAsyncFunction) return base.blockingCall(milliseconds, value);
    return runBeside(run, { kind: "disk-answer" }, milliseconds, value);
  },
});

/** Callbacks run beside the thread, too: they can be suspended like async functions. */
const parallelCallbacks: Layer = (_base, { agent }) => ({
  callCallback: (callee, self, args) => agent.callSuspendable(callee, self, args),
});

/** Misconceptions about timers, callbacks and work that takes time. */
const hostMisconceptions = {
  awaitsInARow: { overlap: [trackWaits, waitFromFirstAwait] },
  forEachAsync: { "awaits-each": [trackWaits, awaitInForEach] },
  callbackOfLoop: { queued: [queueCallbacks] },
  networkWait: { "the-thread": [waitOnThread] },
  hostCall: { blocks: [trackWaits, blockInHostCalls] },
  cpuInAsync: { "runs-beside": [parallelCpu] },
  callbacks: { "beside-it": [parallelCallbacks] },
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
