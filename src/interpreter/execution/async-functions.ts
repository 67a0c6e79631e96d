import type { Task, TaskKind } from "../event-loop/job.ts";
import { newPromise, reject, resolve, whenSettled } from "../promises/promise.ts";
import type { Agent } from "../values/agent.ts";
import type { PromiseValue, Value } from "../values/values.ts";
import type { Frame, FrameOutcome } from "./frame.ts";

/** A machine that can run a frame until it returns, throws or is suspended. */
export interface FrameRunner extends Agent {
  run(frame: Frame): FrameOutcome;
}

type Continuation = (type: "normal" | "throw", value: Value) => void;

/** The calls of async functions of one run. */
export class AsyncFunctions {
  readonly #runner: FrameRunner;

  constructor(runner: FrameRunner) {
    this.#runner = runner;
  }

  /** Calls an async function: it runs to its first `await`, and the caller gets its promise. */
  start(frame: Frame): Value {
    const { hooks } = this.#runner;
    const promise = newPromise(this.#runner);
    const task = taskOf("async-function-start", frame);
    const { code, line } = frame;
    hooks.startWork(promise, { kind: "call", task, line, traits: code, run: () => this.#advance(frame, promise) });
    hooks.notePromise(promise);
    return hooks.callResult(promise);
  }

  /** Runs a plain function so that it can be suspended. If that happens, it gives a promise of its outcome. */
  startPlain(frame: Frame): FrameOutcome {
    frame.canSuspend = true;
    const outcome = this.#runner.run(frame);
    if (outcome.type !== "await") return outcome;
    const promise = newPromise(this.#runner);
    this.#pause(frame, outcome.value, promise);
    return { type: "return", value: promise };
  }

  /** Runs the body of an ES module, which is an async function. */
  startModule(frame: Frame): PromiseValue {
    const promise = newPromise(this.#runner);
    this.#advance(frame, promise);
    return promise;
  }

  #advance(frame: Frame, promise: PromiseValue): void {
    for (;;) {
      const outcome = this.#runner.run(frame);
      if (outcome.type === "await") {
        if (this.#continuesAtOnce(frame, outcome.value)) continue;
        this.#pause(frame, outcome.value, promise);
        return;
      }
      if (outcome.type === "throw") reject(this.#runner, promise, outcome.value);
      else resolve(this.#runner, promise, outcome.value);
      this.#runner.hooks.functionEnded(frame);
      this.#runner.hooks.workEnded(promise);
      return;
    }
  }

  /** Suspends a call, which settles the promise when it ends. */
  #pause(frame: Frame, value: Value, promise: PromiseValue): void {
    this.#suspend(frame, value, (type, result) => {
      this.#runner.hooks.resumeWork(promise, () => {
        resumeFrame(frame, type, result);
        this.#advance(frame, promise);
      });
    });
  }

  #continuesAtOnce(frame: Frame, value: Value): boolean {
    // Hooks decide only about what is written as `await`, not about what a generator awaits by itself.
    if (frame.outcome?.usesEarlier === undefined) return false;
    const settled = this.#runner.hooks.settledAwait(value);
    if (settled !== null) resumeFrame(frame, settled.type, settled.value);
    return settled !== null;
  }

  /** Continues in a microtask once the awaited value has settled. */
  #suspend(frame: Frame, value: Value, resume: Continuation): void {
    const usesEarlier = frame.outcome?.usesEarlier;
    const { hooks } = this.#runner;
    const awaited = usesEarlier === undefined ? value : hooks.awaitedValue(value, { call: frame, usesEarlier });
    whenSettled(this.#runner, awaited, {
      task: taskOf("async-function-rest", frame),
      line: frame.line,
      fulfilled: (result) => resume("normal", result),
      rejected: (reason) => resume("throw", reason),
    });
  }

  /** An `await` inside an async generator. */
  awaitIn(frame: Frame, value: Value, resume: () => void): void {
    if (this.#continuesAtOnce(frame, value)) {
      resume();
      return;
    }
    this.#suspend(frame, value, (type, result) => {
      resumeFrame(frame, type, result);
      resume();
    });
  }
}

function taskOf(kind: TaskKind, { code }: Frame): Task {
  return code.name === "" ? { kind } : { kind, name: code.name };
}

/** Resumes a suspended frame with a value, or with an error or a return at the point where it was suspended. */
export function resumeFrame(frame: Frame, type: "normal" | "throw" | "return", value: Value): void {
  frame.outcome = null;
  if (type === "normal") frame.push(value);
  else frame.leave({ type, value });
}
