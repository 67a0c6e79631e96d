import type { Timer } from "../event-loop/job.ts";
import type { Layer } from "../promises/misconception-run.ts";
import type { PromiseValue } from "../values/values.ts";

/** The program ends once its script has ended. An ES module ends when its top-level awaits are done. */
export const endAfterScript: Layer = (base, { loop }) => {
  const calls = new Set<PromiseValue>();
  let moduleEnded = false;
  loop.isOver = () => moduleEnded || loop.module === "commonjs";
  return {
    startWork: (promise, work) => {
      if (work.kind === "call") calls.add(promise);
      base.startWork(promise, work);
    },
    workEnded: (promise) => {
      moduleEnded ||= !calls.has(promise);
      base.workEnded(promise);
    },
  };
};

/** Promises that something waits for: a `then`, the script, or an async function that is itself waited for. */
class AwaitedPromises {
  readonly #awaited = new Set<PromiseValue>();
  readonly #works = new Set<PromiseValue>();
  readonly #waitersOf = new Map<PromiseValue, PromiseValue[]>();

  add(promise: PromiseValue): void {
    this.#awaited.add(promise);
  }

  /** The promise stands for work of its own, so that it counts only if something waits for it. */
  addWork(promise: PromiseValue): void {
    this.#works.add(promise);
  }

  /** @param waiter what waits for the promise; the script itself if it is no work */
  waitsFor(waiter: PromiseValue | undefined, promise: PromiseValue): void {
    if (waiter === undefined || !this.#works.has(waiter)) this.add(promise);
    else this.#waitersOf.set(promise, [...(this.#waitersOf.get(promise) ?? []), waiter]);
  }

  hasWaiter(promise: PromiseValue): boolean {
    return this.#waitersOf.has(promise);
  }

  has(promise: PromiseValue, seen = new Set<PromiseValue>()): boolean {
    if (this.#awaited.has(promise)) return true;
    if (seen.has(promise)) return false;
    seen.add(promise);
    return (this.#waitersOf.get(promise) ?? []).some((waiter) => this.has(waiter, seen));
  }
}

interface RunningWork {
  readonly promise: PromiseValue;
  readonly kind: "executor" | "call";
}

/** A wait keeps the program running only if something waits for its promise. Timers always do. */
export const endWithAwaitedWork: Layer = (base, { loop }) => {
  const awaited = new AwaitedPromises();
  const ownerOf = new Map<Timer, PromiseValue>();
  const stack: RunningWork[] = [];
  const within = (work: RunningWork, run: () => void) => {
    stack.push(work);
    try {
      run();
    } finally {
      stack.pop();
    }
  };
  loop.isOver = () => {
    const isDropped = (timer: Timer) => {
      const owner = ownerOf.get(timer);
      return owner !== undefined && !awaited.has(owner);
    };
    const pending = loop.timers.all();
    return !loop.hasJobsOrInput && pending.length > 0 && pending.every(isDropped);
  };
  return {
    startWork: (promise, work) => {
      awaited.addWork(promise);
      const { kind } = work;
      if (kind === "wait") base.startWork(promise, work);
      else base.startWork(promise, { ...work, run: () => within({ promise, kind }, () => work.run()) });
    },
    resumeWork: (promise, run) => within({ promise, kind: "call" }, () => base.resumeWork(promise, run)),
    addTimer: (wait, delay, job, promise) => {
      const timer = base.addTimer(wait, delay, job, promise);
      const running = stack.at(-1);
      const owner = promise ?? (running?.kind === "executor" ? running.promise : null);
      if (owner !== null) ownerOf.set(timer, owner);
      return timer;
    },
    awaitPromise: (promise, reaction, value) => {
      awaited.waitsFor(stack.at(-1)?.promise, promise);
      base.awaitPromise(promise, reaction, value);
    },
    follow: (promise, leader, reaction) => {
      awaited.addWork(promise);
      awaited.waitsFor(promise, leader);
      base.follow(promise, leader, reaction);
    },
    linked: (promise, next, method) => {
      awaited.add(promise);
      awaited.add(next);
      base.linked(promise, next, method);
    },
    useResult: (promise) => {
      if (!awaited.hasWaiter(promise)) awaited.add(promise);
      base.useResult(promise);
    },
  };
};
