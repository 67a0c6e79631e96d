import { iteratorResult } from "../promises/iterate.ts";
import { newPromise, type PromiseValue, performThen, promiseResolve, reject, resolve } from "../promises/promise.ts";
import { addMethods, asyncGeneratorPrototype, generatorPrototype, native } from "../values/prototypes.ts";
import { type Agent, ObjectValue, Thrown, type Value } from "../values/values.ts";
import { type AsyncFunctions, type FrameRunner, takeUp } from "./async-functions.ts";
import type { Frame } from "./frame.ts";

/** How a generator is asked to go on. */
type Request = "normal" | "throw" | "return";

/** What a call of a generator function returns: the suspended call. */
export class GeneratorValue extends ObjectValue {
  readonly frame: Frame;
  readonly runner: FrameRunner;
  state: "suspended" | "running" | "done" = "suspended";
  /** Whether it stands before its first statement. */
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

function go(agent: Agent, generator: GeneratorValue, request: Request, value: Value): Value {
  if (generator.state === "running") agent.raise("TypeError", "Generator is already running");
  if (generator.isFresh && request !== "normal") generator.state = "done";
  if (generator.state === "done") {
    if (request === "throw") throw new Thrown(value);
    return iteratorResult(request === "return" ? value : undefined, true);
  }
  generator.isFresh = false;
  generator.state = "running";
  takeUp(generator.frame, request, value);
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

interface Asked {
  readonly request: Request;
  readonly value: Value;
  readonly promise: PromiseValue;
}

/** What a call of an async generator function returns: it answers its requests one after another. */
export class AsyncGeneratorValue extends ObjectValue {
  readonly frame: Frame;
  readonly runner: FrameRunner;
  readonly functions: AsyncFunctions;
  readonly queue: Asked[] = [];
  state: "suspended" | "running" | "done" = "suspended";
  isFresh = true;

  constructor(frame: Frame, runner: FrameRunner, functions: AsyncFunctions, proto: ObjectValue) {
    super(proto);
    this.frame = frame;
    this.runner = runner;
    this.functions = functions;
  }
}

function ask(agent: Agent, self: Value, request: Request, value: Value): Value {
  const promise = newPromise(agent);
  if (!(self instanceof AsyncGeneratorValue)) {
    return agent.raise("TypeError", `next method called on incompatible receiver ${String(self)}`);
  }
  self.queue.push({ request, value, promise });
  if (self.state !== "running") answerNext(self);
  return promise;
}

/** ECMA-262 AsyncGeneratorResumeNext: takes up the oldest request, until one makes the generator wait. */
function answerNext(generator: AsyncGeneratorValue): void {
  const asked = generator.queue[0];
  if (asked === undefined) return;
  if (generator.isFresh && asked.request !== "normal") generator.state = "done";
  if (generator.state === "done") {
    answerDone(generator, asked);
    return;
  }
  generator.isFresh = false;
  generator.state = "running";
  const { frame, runner } = generator;
  if (asked.request !== "return") {
    takeUp(frame, asked.request, asked.value);
    drive(generator);
    return;
  }
  // A return into a generator awaits its value first.
  performThen(runner, promiseResolve(runner, asked.value), {
    task: { kind: "async-generator-return" },
    line: frame.line,
    fulfilled: (value) => {
      takeUp(frame, "return", value);
      drive(generator);
    },
    rejected: (reason) => {
      takeUp(frame, "throw", reason);
      drive(generator);
    },
  });
}

function answerDone(generator: AsyncGeneratorValue, { request, value, promise }: Asked): void {
  const { runner } = generator;
  const end = (finish: () => void) => {
    generator.queue.shift();
    finish();
    generator.state = "done";
    answerNext(generator);
  };
  if (request === "normal") {
    end(() => resolve(runner, promise, iteratorResult(undefined, true)));
    return;
  }
  if (request === "throw") {
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
  const { promise } = queue.shift() as Asked;
  generator.state = outcome.type === "yield" ? "suspended" : "done";
  if (outcome.type === "throw") reject(runner, promise, outcome.value);
  else resolve(runner, promise, iteratorResult(outcome.value, outcome.type !== "yield"));
  answerNext(generator);
}

addMethods(asyncGeneratorPrototype, {
  next: [1, (agent, self, [value]) => ask(agent, self, "normal", value)],
  return: [1, (agent, self, [value]) => ask(agent, self, "return", value)],
  throw: [1, (agent, self, [value]) => ask(agent, self, "throw", value)],
});
const itself = native("[Symbol.asyncIterator]", 0, (_agent, self) => self);
asyncGeneratorPrototype.define(Symbol.asyncIterator, itself, false);
