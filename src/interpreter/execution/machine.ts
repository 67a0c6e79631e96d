import { EventLoop } from "../event-loop/event-loop.ts";
import type { Jitter, LoopObserver, LoopOwner } from "../event-loop/job.ts";
import { nodeHooks } from "../promises/node-hooks.ts";
import { Budget, bounds } from "../rules/budget.ts";
import { ProgramRefusal, type ProgramRefusalCode } from "../rules/program-refusal.ts";
import type { ModuleKind, NodeLine } from "../rules/semantics.ts";
import { type Agent, type FunctionValue, isCallable } from "../values/agent.ts";
import { errorOf } from "../values/error-value.ts";
import { AwaitInstead, type Hooks } from "../values/hooks.ts";
import { Output } from "../values/output.ts";
import { getProperty } from "../values/properties.ts";
import { asyncGeneratorPrototype, generatorPrototype, objectPrototype } from "../values/prototypes.ts";
import type { Scope } from "../values/scope.ts";
import { type ErrorKind, ObjectValue, type PromiseValue, Thrown, type Value } from "../values/values.ts";
import { AsyncFunctions, type FrameRunner } from "./async-functions.ts";
import { CallStack } from "./call-stack.ts";
import { Closure, type Runner } from "./closure.ts";
import { endWhenModuleThrows, Failures, ProgramExit } from "./failures.ts";
import { catchAround, Frame, type FrameOutcome, type FunctionCode, missingSuper } from "./frame.ts";
import { AsyncGeneratorValue, GeneratorValue } from "./generators.ts";

/** Receives the events of a run. It must not change what it receives. */
export interface RunObserver extends LoopObserver {
  /** A statement begins on this line. The outermost call is first. */
  statement(line: number, frames: readonly Frame[]): void;
}

/** Creates the two parts of a run that misconceptions override. */
export type CreateRun = (
  machine: Agent & LoopOwner,
  jitter: Jitter | null,
  observer: LoopObserver | null,
) => { readonly loop: EventLoop; readonly hooks: Hooks };

export const createRunOfNode: CreateRun = (machine, jitter, observer) => ({
  loop: new EventLoop(machine, jitter, observer),
  hooks: nodeHooks(machine),
});

export interface MachineOptions {
  readonly createRun: CreateRun;
  readonly module: ModuleKind;
  readonly nodeLine: NodeLine;
  readonly source: string;
  readonly jitter: Jitter | null;
  readonly observer: RunObserver | null;
  /** The most instructions it may run. */
  readonly mostSteps: number;
}

/** Runs one program once: its calls, errors and end. The event loop decides what runs when. */
export class Machine implements Runner, FrameRunner, LoopOwner {
  readonly loop: EventLoop;
  readonly hooks: Hooks;
  readonly nodeLine: NodeLine;
  readonly source: string;
  readonly output: Output;
  readonly budget: Budget;
  /** The number of instructions so far. */
  steps = 0;
  readonly #mostSteps: number;
  readonly #module: ModuleKind;
  readonly #observer: RunObserver | null;
  readonly #isJittered: boolean;
  readonly running = new CallStack();
  readonly #asyncFunctions = new AsyncFunctions(this);
  readonly #failures = new Failures(this);
  #clockReads = 0;
  #clockReadAt = -1;

  constructor(options: MachineOptions) {
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
      () => this.loop.now,
    );
    const { loop, hooks } = options.createRun(this, options.jitter, options.observer);
    this.loop = loop;
    this.hooks = hooks;
  }

  /** Runs a compiled file and the callbacks that it schedules. */
  runProgram(code: FunctionCode, scope: Scope): void {
    const self = this.#module === "module" ? undefined : scope.find("exports")?.value;
    const frame = new Frame({ code, callee: null, args: [], newTarget: null, scope, self, hasSelf: true });
    let main: PromiseValue | null = null;
    const run = () => {
      if (code.isAsync) {
        main = this.#asyncFunctions.startModule(frame);
        endWhenModuleThrows(this, main, code, (reason) => this.#failures.uncaught(reason));
      } else this.#failures.guarded(() => this.#finish(this.run(frame)), null);
    };
    try {
      this.loop.start(
        { kind: "main", task: { kind: "main-script" }, line: code.line, run },
        this.#module,
        this.nodeLine,
      );
      const isUnsettled = isPending(main) && !this.loop.stopped;
      if (isUnsettled) this.#failures.exitCode = 13;
      this.#failures.emitExit(isUnsettled && this.nodeLine === 20 ? 0 : this.#failures.exitCode);
    } catch (error) {
      if (!(error instanceof ProgramExit)) throw error;
    }
  }

  run(frame: Frame): FrameOutcome {
    if (this.running.frames.length >= bounds.depth) {
      this.refuse("too-deep", `The call stack may have at most ${bounds.depth} calls. Does the recursion end?`);
    }
    const { instructions } = frame.code;
    this.running.frames.push(frame);
    try {
      while (frame.outcome === null) {
        try {
          do {
            if (++this.steps > this.#mostSteps) this.#refuseSteps();
            const instruction = instructions[frame.pc++];
            if (instruction === undefined) throw new Error("The code ends without a return.");
            instruction(frame, this);
          } while (frame.outcome === null);
        } catch (error) {
          if (!(error instanceof Thrown)) throw error;
          frame.leave({ type: "throw", value: error.value });
        }
      }
    } finally {
      this.running.frames.pop();
    }
    return frame.outcome;
  }

  enter(frame: Frame): Value {
    const { code } = frame;
    if (code.isGenerator) return this.#startGenerator(frame);
    if (code.isAsync) return this.#asyncFunctions.start(frame);
    const outcome = this.run(frame);
    this.hooks.functionEnded(frame);
    const value = this.#finish(outcome);
    if (frame.newTarget === null || code.kind === "arrow") return value;
    if (value instanceof ObjectValue) return value;
    if (!frame.hasSelf) this.raise("ReferenceError", missingSuper);
    return frame.self;
  }

  #finish(outcome: FrameOutcome): Value {
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
    return this.#valueOf(callee.invoke(this, self, args, null));
  }

  #valueOf(result: Value | AwaitInstead): Value {
    return result instanceof AwaitInstead ? result.settle() : result;
  }

  construct(callee: FunctionValue, args: readonly Value[]): Value {
    return this.constructAs(callee, args, callee);
  }

  constructAs(callee: FunctionValue, args: readonly Value[], newTarget: FunctionValue): Value {
    if (!(callee instanceof Closure) || callee.code.isDerived) {
      return this.#valueOf(callee.invoke(this, undefined, args, newTarget));
    }
    const prototype = getProperty(this, newTarget, "prototype");
    const self = new ObjectValue(prototype instanceof ObjectValue ? prototype : objectPrototype);
    callee.fields?.(this, self);
    return this.#valueOf(callee.invoke(this, self, args, newTarget));
  }

  callJob(callee: Value, self: Value, args: readonly Value[], rescue: ((error: Value) => void) | null): void {
    this.#failures.guarded(() => this.hooks.callCallback(callee, self, args), rescue);
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

  raise(kind: ErrorKind, message: string): never {
    throw new Thrown(errorOf(kind, message));
  }

  refuse(code: ProgramRefusalCode, message: string): never {
    throw new ProgramRefusal(code, message, { line: this.line(), column: 1 });
  }

  #refuseSteps(): never {
    return this.refuse("too-many-steps", `The program takes more than ${this.#mostSteps} steps. Does every loop end?`);
  }

  enterStatement(frame: { line: number }, line: number): void {
    frame.line = line;
    this.loop.passStatement();
    this.#observer?.statement(line, this.running.frames);
  }

  line(): number {
    return this.running.innermost?.line ?? 0;
  }

  endCaller(): void {
    const frame = this.running.innermost;
    if (frame !== undefined && frame.outcome === null) frame.outcome = { type: "return", value: undefined };
  }

  readClock(): number {
    this.#clockReads = this.#clockReadAt === this.loop.now ? this.#clockReads + 1 : 0;
    // A loop that only reads the clock would otherwise never see it advance.
    if (this.#clockReads > 1000) this.loop.block({ kind: "busy-loop" }, 1);
    this.#clockReadAt = this.loop.now;
    return this.loop.now;
  }

  passTime(milliseconds: number, isExact: boolean): void {
    const shown = isExact || !this.#isJittered ? milliseconds : milliseconds * 0.7;
    this.loop.block({ kind: "busy-loop" }, Math.max(shown, 0.001));
  }

  enclosingCatch(): ((error: Value) => void) | null {
    const found = catchAround(this.running.frames);
    if (found === null) return null;
    return (error) => {
      const clause = found(error);
      if (clause.code.isAsync) this.#startAsync(clause);
      else this.#failures.guarded(() => this.#finish(this.run(clause)), null);
    };
  }

  #startAsync(frame: Frame): Value {
    const functions = this.#asyncFunctions;
    return frame.code.kind === "file" ? functions.startModule(frame) : functions.start(frame);
  }

  get dependsOnTime(): boolean {
    return this.loop.timers.delays.size > 1 || this.readsClock;
  }

  get readsClock(): boolean {
    return this.#clockReadAt >= 0;
  }

  callSuspendable(callee: Value, self: Value, args: readonly Value[]): Value {
    if (!(callee instanceof Closure) || callee.code.isAsync || callee.code.isGenerator) {
      return this.call(callee, self, args);
    }
    return this.#finish(this.#asyncFunctions.startPlain(callee.frameFor(self, args, null)));
  }
}

function isPending(promise: PromiseValue | null): boolean {
  return promise?.state === "pending";
}
