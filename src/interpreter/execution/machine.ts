import { EventLoop } from "../event-loop/event-loop.ts";
import type { Jitter, LoopObserver, LoopOwner, Timer } from "../event-loop/job.ts";
import { PromiseValue, performThen, startPutOffWork } from "../promises/promise.ts";
import { Budget, bounds } from "../rules/budget.ts";
import { ProgramRefusal, type ProgramRefusalCode } from "../rules/program-refused.ts";
import type { ModuleKind, NodeLine, Semantics } from "../rules/semantics.ts";
import { errorOf } from "../values/error-value.ts";
import { Output } from "../values/output.ts";
import { getProperty } from "../values/properties.ts";
import { asyncGeneratorPrototype, generatorPrototype, objectPrototype } from "../values/prototypes.ts";
import type { Scope } from "../values/scope.ts";
import {
  AwaitInstead,
  type ErrorKind,
  type FunctionValue,
  isCallable,
  ObjectValue,
  Thrown,
  type Value,
} from "../values/values.ts";
import { AsyncFunctions, type FrameRunner } from "./async-functions.ts";
import { Closure, type Runner } from "./closure.ts";
import { endWhenModuleThrows, Failures, ProgramExit } from "./failures.ts";
import { catchAround, Frame, type FunctionCode, missingSuper, type Outcome } from "./frame.ts";
import { AsyncGeneratorValue, GeneratorValue } from "./generators.ts";

/** Watches a run; what it is told must not change. */
export interface RunObserver extends LoopObserver {
  /** A statement begins on this line; the calls in progress stand outermost first. */
  statement(line: number, frames: readonly Frame[]): void;
}

export interface MachineOptions {
  readonly semantics: Semantics;
  readonly module: ModuleKind;
  readonly nodeLine: NodeLine;
  readonly source: string;
  readonly jitter: Jitter | null;
  readonly observer: RunObserver | null;
  /** Instructions it may take. */
  readonly mostSteps: number;
}

/** Runs one program once: calls, errors and the end of it. What runs when is the event loop's. */
export class Machine implements Runner, FrameRunner, LoopOwner {
  readonly semantics: Semantics;
  readonly loop: EventLoop;
  readonly nodeLine: NodeLine;
  readonly source: string;
  readonly waitsBegun: Timer[] = [];
  readonly output: Output;
  readonly budget: Budget;
  lastPromise: ObjectValue | null = null;
  /** Instructions so far. */
  steps = 0;
  readonly #mostSteps: number;
  readonly #module: ModuleKind;
  readonly #observer: RunObserver | null;
  readonly #isJittered: boolean;
  readonly #frames: Frame[] = [];
  readonly #asyncFunctions = new AsyncFunctions(this);
  readonly #failures = new Failures(this);
  #clockReads = 0;
  #clockReadAt = -1;

  constructor(options: MachineOptions) {
    this.semantics = options.semantics;
    this.nodeLine = options.nodeLine;
    this.source = options.source;
    this.#mostSteps = options.mostSteps;
    this.#module = options.module;
    this.#observer = options.observer;
    this.#isJittered = options.jitter !== null;
    this.budget = new Budget((code, message) => this.refuse(code, message));
    this.output = new Output(
      (message) => this.refuse("too-much-output", message),
      () => this.loop.passOpening(),
    );
    this.loop = new EventLoop(this.semantics, this, options.jitter, options.observer);
  }

  /** Runs a compiled file and all that it leaves behind. */
  runProgram(code: FunctionCode, scope: Scope): void {
    const self = this.#module === "module" ? undefined : scope.find("exports")?.value;
    const began = 0;
    const frame = new Frame({ code, callee: null, args: [], newTarget: null, scope, self, hasSelf: true, began });
    let main: Value;
    const run = () => {
      main = code.isAsync ? this.#asyncFunctions.start(frame) : undefined;
      if (main instanceof PromiseValue)
        endWhenModuleThrows(this, main, code, (reason) => this.#failures.uncaught(reason));
      if (!code.isAsync) this.#failures.guarded(() => this.#finish(this.run(frame)), null);
    };
    try {
      this.loop.start(
        { kind: "main", task: { kind: "main-script" }, line: code.line, run },
        this.#module,
        this.nodeLine,
      );
      const isUnsettled = main instanceof PromiseValue && main.state === "pending" && !this.loop.stopped;
      if (isUnsettled) this.#failures.exitCode = 13;
      this.#failures.tellExit(isUnsettled && this.nodeLine === 20 ? 0 : this.#failures.exitCode);
    } catch (error) {
      if (!(error instanceof ProgramExit)) throw error;
    }
  }

  run(frame: Frame): Outcome {
    if (this.#frames.length >= bounds.depth) {
      this.refuse("too-deep", `More than ${bounds.depth} calls inside one another: does the recursion end?`);
    }
    const { instructions } = frame.code;
    this.#frames.push(frame);
    try {
      while (frame.outcome === null) {
        try {
          do {
            if (++this.steps > this.#mostSteps) this.#refuseSteps();
            (instructions[frame.pc++] as (typeof instructions)[number])(frame, this);
          } while (frame.outcome === null);
        } catch (error) {
          if (!(error instanceof Thrown)) throw error;
          frame.leave({ type: "throw", value: error.value });
        }
      }
    } finally {
      this.#frames.pop();
    }
    return frame.outcome;
  }

  enter(frame: Frame): Value {
    const { code } = frame;
    if (code.isGenerator) return this.#startGenerator(frame);
    if (code.isAsync) return this.#asyncFunctions.start(frame);
    const value = this.#finish(this.run(frame));
    if (this.semantics.microtasksWait === "for-the-function-end") this.loop.drainMicrotasks();
    if (frame.newTarget === null || code.kind === "arrow") return value;
    if (value instanceof ObjectValue) return value;
    if (!frame.hasSelf) this.raise("ReferenceError", missingSuper);
    return frame.self;
  }

  #finish(outcome: Outcome): Value {
    if (outcome.type === "throw") throw new Thrown(outcome.value);
    return outcome.value;
  }

  #startGenerator(frame: Frame): Value {
    this.#finish(this.run(frame));
    const own = frame.callee === null ? undefined : getProperty(this, frame.callee, "prototype");
    const proto = own instanceof ObjectValue ? own : frame.code.isAsync ? asyncGeneratorPrototype : generatorPrototype;
    if (frame.code.isAsync) return new AsyncGeneratorValue(frame, this, this.#asyncFunctions, proto);
    return new GeneratorValue(frame, this, proto);
  }

  call(callee: Value, self: Value, args: readonly Value[]): Value {
    if (!isCallable(callee)) return this.raise("TypeError", `${String(callee)} is not a function`);
    const result = callee.invoke(this, self, args, null);
    return result instanceof AwaitInstead ? this.settle(result.promise) : result;
  }

  construct(callee: FunctionValue, args: readonly Value[]): Value {
    return this.constructAs(callee, args, callee);
  }

  constructAs(callee: FunctionValue, args: readonly Value[], newTarget: FunctionValue): Value {
    if (!(callee instanceof Closure)) return callee.invoke(this, undefined, args, newTarget) as Value;
    if (callee.code.isDerived) return callee.invoke(this, undefined, args, newTarget) as Value;
    const prototype = getProperty(this, newTarget, "prototype");
    const self = new ObjectValue(prototype instanceof ObjectValue ? prototype : objectPrototype);
    callee.fields?.(this, self);
    return callee.invoke(this, self, args, newTarget) as Value;
  }

  callJob(callee: Value, self: Value, args: readonly Value[], rescue: ((error: Value) => void) | null): void {
    this.#failures.guarded(() => this.call(callee, self, args), rescue);
  }

  runJob(run: () => void): void {
    this.#failures.guarded(run, null);
  }

  get exitCode(): number {
    return this.#failures.exitCode;
  }

  get processListeners(): Map<string, Value[]> {
    return this.#failures.listeners;
  }

  exit(code: number): never {
    return this.#failures.exit(code);
  }

  noteRejection(promise: ObjectValue): void {
    this.#failures.noteRejection(promise);
  }

  endsByRejection(): boolean {
    return this.#failures.endsByRejection();
  }

  settle(promise: Value): Value {
    if (!(promise instanceof PromiseValue)) return promise;
    promise.handled = true;
    startPutOffWork(promise);
    this.loop.runUntil(() => promise.state !== "pending");
    if (promise.state === "rejected") throw new Thrown(promise.result);
    return promise.result;
  }

  raise(kind: ErrorKind, message: string): never {
    throw new Thrown(errorOf(kind, message));
  }

  refuse(code: ProgramRefusalCode, message: string): never {
    throw new ProgramRefusal(code, message, { line: this.line(), column: 1 });
  }

  #refuseSteps(): never {
    return this.refuse("too-many-steps", `More than ${this.#mostSteps} steps: does every loop end?`);
  }

  enterStatement(frame: { line: number }, line: number): void {
    frame.line = line;
    this.loop.passStatement();
    this.#observer?.statement(line, this.#frames);
  }

  line(): number {
    return this.#frames.at(-1)?.line ?? 0;
  }

  endCaller(): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined && frame.outcome === null) frame.outcome = { type: "return", value: undefined };
  }

  readClock(): number {
    this.#clockReads = this.#clockReadAt === this.loop.now ? this.#clockReads + 1 : 0;
    // A loop that does nothing but read the clock would otherwise never see it move.
    if (this.#clockReads > 1000) this.loop.hold({ kind: "busy-loop" }, 1);
    this.#clockReadAt = this.loop.now;
    return this.loop.now;
  }

  passTime(milliseconds: number, isExact: boolean): void {
    const shown = isExact || !this.#isJittered ? milliseconds : milliseconds * 0.7;
    this.loop.hold({ kind: "busy-loop" }, Math.max(shown, 0.001));
  }

  watchInTry(value: Value): void {
    if (this.semantics.tryCovers !== "promises-made-in-it" || !(value instanceof PromiseValue)) return;
    const rescue = this.enclosingCatch();
    if (rescue === null) return;
    performThen(this, value, {
      task: { kind: "catch-clause" },
      line: this.line(),
      fulfilled: () => {},
      rejected: rescue,
    });
  }

  enclosingCatch(): ((error: Value) => void) | null {
    const found = catchAround(this.#frames);
    if (found === null) return null;
    return (error) => {
      const clause = found(error);
      if (clause.code.isAsync) this.#asyncFunctions.start(clause);
      else this.#failures.guarded(() => this.#finish(this.run(clause)), null);
    };
  }

  get dependsOnTime(): boolean {
    return this.loop.timers.delays.size > 1 || this.readsClock;
  }

  get readsClock(): boolean {
    return this.#clockReadAt >= 0;
  }

  get inAsyncFunction(): boolean {
    return this.#frames.some((frame) => frame.code.isAsync && frame.code.kind !== "file");
  }

  asyncFunctionBegan(): number {
    return this.#frames.findLast((frame) => frame.code.isAsync)?.began ?? this.loop.now;
  }

  isRunning(frame: Frame): boolean {
    return this.#frames.includes(frame);
  }
}
