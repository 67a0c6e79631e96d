import { iteratorResult } from "../promises/iterate.ts";
import { newPromise, performThen, promiseResolve, reject, resolve } from "../promises/promise.ts";
import type { Agent } from "../values/agent.ts";
import { addMethods, asyncGeneratorPrototype, generatorPrototype, native } from "../values/prototypes.ts";
import { ObjectValue, type PromiseValue, Thrown, type Value } from "../values/values.ts";
import { type AsyncFunctions, type FrameRunner, resumeFrame } from "./async-functions.ts";
import type { Frame } from "./frame.ts";

/** How `next`, `throw` and `return` resume a generator. */
type Resumption = "normal" | "throw" | "return";

/** What the call of a generator function returns. */
export class GeneratorValue extends ObjectValue {
  readonly frame: Frame;
  readonly runner: FrameRunner;
  state: "suspended" | "running" | "done" = "suspended";
  /** Whether it was never resumed. */
  isFresh = true;

  constructor(frame: Frame, runner: FrameRunner, proto: ObjectValue) {
    super(proto);
    this.frame = frame;
    this.runner = runner;
  }
}

function generatorOf(agent: Agent, self: Value): GeneratorValue {
  if (self instanceof GeneratorValue) return self;
  return agent.raise("TypeError", `next method called on incompatible receiver ${String(self)}`);
}

function go(agent: Agent, generator: GeneratorValue, type: Resumption, value: Value): Value {
  if (generator.state === "running") agent.raise("TypeError", "Generator is already running");
  if (generator.isFresh && type !== "normal") generator.state = "done";
  if (generator.state === "done") {
    if (type === "throw") throw new Thrown(value);
    return iteratorResult(type === "return" ? value : undefined, true);
  }
  generator.isFresh = false;
  generator.state = "running";
  resumeFrame(generator.frame, type, value);
  const outcome = generator.runner.run(generator.frame);
  generator.state = outcome.type === "yield" ? "suspended" : "done";
  if (outcome.type === "throw") throw new Thrown(outcome.value);
  return iteratorResult(outcome.value, outcome.type !== "yield");
}

addMethods(generatorPrototype, {
  next: [1, (agent, self, [value]) => go(agent, generatorOf(agent, self), "normal", value)],
  return: [1, (agent, self, [value]) => go(agent, generatorOf(agent, self), "return", value)],
  throw: [1, (agent, self, [value]) => go(agent, generatorOf(agent, self), "throw", value)],
});

/** A call of `next`, `throw` or `return` that has not been answered yet. */
interface PendingCall {
  readonly type: Resumption;
  readonly value: Value;
  readonly promise: PromiseValue;
}

/** What the call of an async generator function returns. It answers its calls one after another. */
export class AsyncGeneratorValue extends ObjectValue {
  readonly frame: Frame;
  readonly runner: FrameRunner;
  readonly functions: AsyncFunctions;
  readonly queue: PendingCall[] = [];
  state: "suspended" | "running" | "done" = "suspended";
  isFresh = true;

  constructor(frame: Frame, runner: FrameRunner, functions: AsyncFunctions, proto: ObjectValue) {
    super(proto);
    this.frame = frame;
    this.runner = runner;
    this.functions = functions;
  }
}

function enqueueCall(agent: Agent, self: Value, type: Resumption, value: Value): Value {
  const promise = newPromise(agent);
  if (!(self instanceof AsyncGeneratorValue)) {
    return agent.raise("TypeError", `next method called on incompatible receiver ${String(self)}`);
  }
  self.queue.push({ type, value, promise });
  if (self.state !== "running") answerNext(self);
  return promise;
}

/** ECMA-262 AsyncGeneratorResume: answers the oldest call, until one makes the generator wait. */
function answerNext(generator: AsyncGeneratorValue): void {
  const [call] = generator.queue;
  if (call === undefined) return;
  if (generator.isFresh && call.type !== "normal") generator.state = "done";
  if (generator.state === "done") {
    answerDone(generator, call);
    return;
  }
  generator.isFresh = false;
  generator.state = "running";
  const { frame, runner } = generator;
  if (call.type !== "return") {
    resumeFrame(frame, call.type, call.value);
    drive(generator);
    return;
  }
  // A return into a generator awaits its value first.
  performThen(runner, promiseResolve(runner, call.value), {
    task: { kind: "async-generator-return" },
    line: frame.line,
    fulfilled: (value) => {
      resumeFrame(frame, "return", value);
      drive(generator);
    },
    rejected: (reason) => {
      resumeFrame(frame, "throw", reason);
      drive(generator);
    },
  });
}

function answerDone(generator: AsyncGeneratorValue, { type, value, promise }: PendingCall): void {
  const { runner } = generator;
  const end = (finish: () => void) => {
    generator.queue.shift();
    finish();
    generator.state = "done";
    answerNext(generator);
  };
  if (type === "normal") {
    end(() => resolve(runner, promise, iteratorResult(undefined, true)));
    return;
  }
  if (type === "throw") {
    end(() => reject(runner, promise, value));
    return;
  }
  generator.state = "running";
  performThen(runner, promiseResolve(runner, value), {
    task: { kind: "async-generator-return" },
    line: generator.frame.line,
    fulfilled: (result) => end(() => resolve(runner, promise, iteratorResult(result, true))),
    rejected: (reason) => end(() => reject(runner, promise, reason)),
  });
}

function drive(generator: AsyncGeneratorValue): void {
  const { frame, runner, functions, queue } = generator;
  const outcome = runner.run(frame);
  if (outcome.type === "await") {
    functions.awaitIn(frame, outcome.value, () => drive(generator));
    return;
  }
  const call = queue.shift();
  generator.state = outcome.type === "yield" ? "suspended" : "done";
  if (call === undefined) return;
  if (outcome.type === "throw") reject(runner, call.promise, outcome.value);
  else resolve(runner, call.promise, iteratorResult(outcome.value, outcome.type !== "yield"));
  answerNext(generator);
}

addMethods(asyncGeneratorPrototype, {
  next: [1, (agent, self, [value]) => enqueueCall(agent, self, "normal", value)],
  return: [1, (agent, self, [value]) => enqueueCall(agent, self, "return", value)],
  throw: [1, (agent, self, [value]) => enqueueCall(agent, self, "throw", value)],
});
const itself = native("[Symbol.asyncIterator]", 0, (_agent, self) => self);
asyncGeneratorPrototype.define(Symbol.asyncIterator, itself, false);
