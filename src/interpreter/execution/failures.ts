import type { Task } from "../event-loop/job.ts";
import { performThen } from "../promises/promise.ts";
import type { Agent } from "../values/agent.ts";
import { type ObjectValue, PromiseValue, Thrown, type Value } from "../values/values.ts";
import type { FunctionCode } from "./frame.ts";

/** Thrown by `process.exit` to leave all running code. */
export class ProgramExit {}

/** Uncaught errors, unhandled rejections and the exit code. */
export class Failures {
  exitCode = 0;
  /** Listeners of `process` by event name. */
  readonly listeners = new Map<string, Value[]>();
  #rejected: PromiseValue[] = [];
  readonly #agent: Agent;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  /** Runs a callback of the event loop. An error that it throws goes to `rescue`, or is uncaught. */
  guarded(run: () => void, rescue: ((error: Value) => void) | null): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Thrown) || this.#agent.hooks.throwsIntoScript()) throw error;
      if (rescue === null) this.uncaught(error.value);
      else this.guarded(() => rescue(error.value), null);
    }
  }

  /** Ends the program because of an uncaught error, unless the program listens for it. */
  uncaught(error: Value): void {
    const listeners = this.listeners.get("uncaughtException") ?? [];
    if (listeners.length === 0) {
      this.#end(1);
      return;
    }
    for (const listener of listeners)
      this.guarded(() => this.#agent.call(listener, undefined, [error, "uncaughtException"]), null);
  }

  #end(code: number): void {
    this.exitCode = code;
    this.#agent.loop.stopped = true;
  }

  emitExit(code: number): void {
    for (const listener of this.listeners.get("exit") ?? []) this.#agent.call(listener, undefined, [code]);
  }

  exit(code: number): never {
    this.#end(code);
    this.emitExit(code);
    throw new ProgramExit();
  }

  noteRejection(promise: ObjectValue): void {
    if (promise instanceof PromiseValue) this.#rejected.push(promise);
  }

  endsByRejection(): boolean {
    const unhandled = this.#rejected.filter((promise) => !promise.handled);
    this.#rejected = [];
    if (unhandled.length === 0 || !this.#agent.hooks.endsOnRejection()) return false;
    const listeners = this.listeners.get("unhandledRejection") ?? [];
    for (const promise of unhandled) {
      for (const listener of listeners)
        this.guarded(() => this.#agent.call(listener, undefined, [promise.result, promise]), null);
      if (listeners.length === 0) this.uncaught(promise.result);
      if (this.#agent.loop.stopped) return true;
    }
    return false;
  }
}

/**
 * An ES module that throws ends the program some microtasks later, even if more are waiting, and before any tick: its
 * loader receives the error through a chain of promises. The number of rounds is measured on Node 20, 22 and 24.
 */
export function endWhenModuleThrows(
  agent: Agent,
  module: PromiseValue,
  code: FunctionCode,
  end: (reason: Value) => void,
): void {
  const rounds = (code.awaits ? 4 : 3) + (agent.nodeLine === 20 ? 0 : 1);
  const task: Task = { kind: "end-of-module" };
  const pass = (left: number, reason: Value) => {
    if (left <= 1) end(reason);
    else agent.loop.addMicrotask({ kind: "microtask", task, line: 0, run: () => pass(left - 1, reason) });
  };
  const rejected = (reason: Value) => pass(rounds, reason);
  performThen(agent, module, { task, line: 0, fulfilled: () => {}, rejected });
}
