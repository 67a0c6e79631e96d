import type { Task, TaskKind } from "../event-loop/job.ts";
import {
  newPromise,
  PromiseValue,
  promiseResolve,
  reject,
  resolve,
  startPutOffWork,
  whenSettled,
} from "../promises/promise.ts";
import type { Agent, Value } from "../values/values.ts";
import type { Frame, Outcome } from "./frame.ts";

/** A machine that can run a frame until it returns, throws or is suspended. */
export interface FrameRunner extends Agent {
  run(frame: Frame): Outcome;
  isRunning(frame: Frame): boolean;
}

/** The async functions of one run: calls, awaits, and what false beliefs make of them. */
export class AsyncFunctions {
  readonly #runner: FrameRunner;
  /** Calls that have not ended, and calls put off until they have, for the mind that lets none come between. */
  readonly #active = new Set<Frame>();
  readonly #waiting: (() => void)[] = [];

  constructor(runner: FrameRunner) {
    this.#runner = runner;
  }

  /** Calls an async function: it runs to its first await, and its promise is returned. */
  start(frame: Frame): Value {
    const runner = this.#runner;
    const { semantics } = runner;
    const promise = newPromise(runner);
    const begin = () => this.#oneAtATime(frame, () => this.#tracking(promise, () => this.#advance(frame, promise)));
    if (semantics.promiseWork === "starts-when-used" && frame.code.kind !== "file") promise.putOff = begin;
    else if (semantics.asyncCall === "queued" && frame.code.kind !== "file") this.#enqueue(frame, begin);
    else begin();
    runner.lastPromise = promise;
    return semantics.asyncResult === "value" && frame.code.kind !== "file" ? runner.settle(promise) : promise;
  }

  #enqueue(frame: Frame, run: () => void): void {
    this.#runner.loop.addMicrotask({
      kind: "microtask",
      task: taskOf("async-function-start", frame),
      line: frame.line,
      run,
    });
  }

  /** Whether an earlier call is still at work, and this one is not made by it. */
  #oneAtATime(frame: Frame, begin: () => void): void {
    if (this.#runner.semantics.asyncFunctions === "interleave" || frame.code.kind === "file") {
      begin();
      return;
    }
    const start = () => {
      this.#active.add(frame);
      begin();
    };
    const isInside = [...this.#active].some((active) => this.#runner.isRunning(active));
    if (this.#active.size === 0 || isInside) start();
    else this.#waiting.push(start);
  }

  #ended(frame: Frame): void {
    this.#active.delete(frame);
    if (this.#active.size === 0) this.#waiting.shift()?.();
  }

  /** The waits that begin while a function runs are waits that its promise stands for. */
  #tracking(promise: PromiseValue, run: () => void): void {
    const before = this.#runner.waitsBegun.length;
    run();
    promise.waits.push(...this.#runner.waitsBegun.slice(before));
  }

  #advance(frame: Frame, promise: PromiseValue): void {
    for (;;) {
      const outcome = this.#runner.run(frame);
      if (outcome.type === "await") {
        if (this.#goesOn(frame, outcome.value)) continue;
        this.#suspend(frame, outcome.value, (type, value) => this.#resume(frame, promise, type, value));
        return;
      }
      if (outcome.type === "throw") reject(this.#runner, promise, outcome.value);
      else resolve(this.#runner, promise, outcome.value);
      this.#ended(frame);
      return;
    }
  }

  #resume(frame: Frame, promise: PromiseValue, type: "normal" | "throw", value: Value): void {
    if (promise.stopped) {
      this.#ended(frame);
      return;
    }
    takeUp(frame, type, value);
    this.#tracking(promise, () => this.#advance(frame, promise));
  }

  /** Waits for a value and then goes on in a microtask. */
  #suspend(frame: Frame, value: Value, goOn: (type: "normal" | "throw", value: Value) => void): void {
    const runner = this.#runner;
    const waited = runner.semantics.awaitedWait === "begins-at-the-await" && this.#waitAgain(value);
    const awaited = waited === false ? value : waited;
    whenSettled(runner, awaited, {
      task: taskOf("async-function-rest", frame),
      line: frame.line,
      fulfilled: (result) => goOn("normal", result),
      rejected: (reason) => goOn("throw", reason),
    });
  }

  /** For the mind that takes a wait to begin at the await: it is waited for anew, in full. False where none is. */
  #waitAgain(value: Value): Value | false {
    if (!(value instanceof PromiseValue) || value.waits.length === 0) return false;
    const { timers } = this.#runner.loop;
    const pending = value.waits.filter((timer) => timers.all().includes(timer));
    for (const timer of pending) timers.restart(timer, this.#runner.loop.now);
    if (pending.length > 0 || value.state === "pending") return false;
    const again = newPromise(this.#runner);
    const delay = Math.max(...value.waits.map((timer) => timer.delay));
    const run = () => resolve(this.#runner, again, value);
    this.#runner.loop.addTimer("timer", delay, { task: { kind: "restarted-wait" }, line: this.#runner.line(), run });
    return again;
  }

  /** Whether an await goes on at once, for the minds that take it to block or to skip what is ready. */
  #goesOn(frame: Frame, value: Value): boolean {
    const { await: awaiting, readyAwait } = this.#runner.semantics;
    if (awaiting === "blocks-the-program") {
      const promise = promiseResolve(this.#runner, value);
      promise.handled = true;
      startPutOffWork(promise);
      this.#runner.loop.runUntil(() => promise.state !== "pending");
      return takeUpSettled(frame, promise);
    }
    if (readyAwait === "gives-up-the-turn") return false;
    if (value instanceof PromiseValue) {
      startPutOffWork(value);
      return takeUpSettled(frame, value);
    }
    takeUp(frame, "normal", value);
    return true;
  }

  /** Awaits inside an async generator, whose driver goes on in its own way. */
  awaitIn(frame: Frame, value: Value, goOn: (type: "normal" | "throw", value: Value) => void): void {
    if (this.#goesOn(frame, value)) {
      goOn("normal", undefined);
      return;
    }
    this.#suspend(frame, value, (type, result) => {
      takeUp(frame, type, result);
      goOn(type, result);
    });
  }
}

function taskOf(kind: TaskKind, { code }: Frame): Task {
  return code.name === "" ? { kind } : { kind, name: code.name };
}

/** Takes a suspended frame up again with a value, or with an error thrown where it stood. */
export function takeUp(frame: Frame, type: "normal" | "throw" | "return", value: Value): void {
  frame.outcome = null;
  if (type === "normal") frame.push(value);
  else frame.leave({ type, value });
}

function takeUpSettled(frame: Frame, promise: PromiseValue): boolean {
  if (promise.state === "pending") return false;
  promise.handled = true;
  takeUp(frame, promise.state === "fulfilled" ? "normal" : "throw", promise.result);
  return true;
}
