import type { Semantics } from "../rules/semantics.ts";
import type { Job, Queued, Task, Timer } from "./job.ts";
import type { PendingTimers } from "./pending-timers.ts";

/** What of the event loop these orders are made with. */
export interface LoopParts {
  readonly semantics: Semantics;
  readonly timers: PendingTimers;
  readonly ticks: Queued[];
  readonly microtasks: Queued[];
  readonly immediates: Queued[];
  now(): number;
  goesOn(): boolean;
  run(job: Job): void;
  /** Keeps the thread for so many milliseconds. */
  hold(task: Task, milliseconds: number): void;
  fire(timer: Timer): void;
  runImmediates(): void;
  /** Runs input that has come in by now. */
  poll(): void;
  nextInput(): number;
  drain(): void;
  checkRejections(): void;
  sleepUntil(time: number): void;
}

/** The orders in which false beliefs take the event loop to run things. None of it is reached by the true record. */
export class MistakenOrders {
  readonly #loop: LoopParts;
  readonly #orderOf = new WeakMap<Timer, number>();

  /** Whether what runs now was handed over to run later, and a mind has it run at once. */
  runsInScript = false;

  constructor(loop: LoopParts) {
    this.#loop = loop;
  }

  /** Remembers which of all that was queued a timer was. */
  note(timer: Timer, order: number): void {
    this.#orderOf.set(timer, order);
  }

  /** Runs the loop in the middle of running code until something holds, for minds that take code to wait there. */
  runUntil(holds: () => boolean): void {
    const { ticks, microtasks, immediates } = this.#loop;
    while (!holds() && this.#loop.goesOn()) {
      const queue = [ticks, microtasks, immediates].find((one) => one.length > 0);
      if (queue !== undefined) this.#loop.run((queue.shift() as Queued).job);
      else if (this.#loop.timers.hasUncounted) this.#loop.timers.countFrom(this.#loop.now());
      else if (this.#loop.nextInput() < this.#loop.timers.nextExpiry()) {
        this.#loop.sleepUntil(this.#loop.nextInput());
        this.#loop.poll();
      } else if (this.#loop.timers.size > 0) {
        this.#loop.sleepUntil(this.#loop.timers.nextExpiry());
        this.#fireFirst();
      } else return;
    }
  }

  /** Whether a mind takes this turn in an order of its own. */
  takesTurn(): boolean {
    const { queues, timerOrder } = this.#loop.semantics;
    if (queues === "one-queue") this.#runOldest();
    else if (timerOrder === "code-order") this.#turnInCodeOrder();
    else return false;
    return true;
  }

  /** The one queue of the mind that knows no other: what was ready first runs first. */
  #runOldest(): void {
    const zeroTimers = this.#loop.timers.all().map((timer) => ({
      job: timer,
      readyAt: timer.isZero ? timer.start : timer.due,
      order: timer.isZero ? (this.#orderOf.get(timer) ?? 0) : Number.MAX_SAFE_INTEGER,
    }));
    const ready = [...this.#loop.ticks, ...this.#loop.microtasks, ...this.#loop.immediates, ...zeroTimers];
    ready.sort((one, other) => one.readyAt - other.readyAt || one.order - other.order);
    const next = ready[0];
    if (next === undefined || this.#loop.nextInput() < next.readyAt) {
      this.#loop.sleepUntil(this.#loop.nextInput());
      this.#loop.poll();
      return;
    }
    this.#loop.sleepUntil(next.readyAt);
    for (const queue of [this.#loop.ticks, this.#loop.microtasks, this.#loop.immediates]) {
      const index = queue.indexOf(next);
      if (index >= 0) queue.splice(index, 1);
    }
    if (next.job.kind === "timer" || next.job.kind === "interval") {
      this.#loop.timers.remove(next.job as Timer);
      this.#loop.fire(next.job as Timer);
    } else this.#loop.run(next.job);
    this.#loop.checkRejections();
  }

  /** Timers in the order in which they were set: each makes those behind it wait. */
  #turnInCodeOrder(): void {
    const { ticks, microtasks, immediates, timers } = this.#loop;
    this.#loop.runImmediates();
    if (timers.all().length === 0) this.#loop.sleepUntil(this.#loop.nextInput());
    this.#loop.poll();
    const isWaiting = ticks.length + microtasks.length + immediates.length > 0;
    if (this.#loop.goesOn() && !isWaiting) this.#fireFirst();
    if (this.#loop.goesOn()) this.#loop.drain();
  }

  /** Some false beliefs take a delay of 0 for a job that is ready at once. */
  takesZeroForNow(): boolean {
    return this.#loop.semantics.queues !== "microtasks-first" || this.#loop.semantics.microtaskDrain !== "until-empty";
  }

  runZeroTimers(): void {
    for (const timer of this.#loop.timers.all().filter((one) => one.isZero)) {
      if (!this.#loop.goesOn()) return;
      if (timer.cancelled) continue;
      this.#loop.timers.remove(timer);
      this.#loop.run(timer);
      if (timer.repeats && !timer.cancelled) this.#loop.timers.insert(timer, this.#loop.now());
      if (this.#loop.semantics.queues !== "timers-first" && this.#loop.goesOn()) this.#loop.drain();
    }
  }

  /** Runs the pending timer that is due first, or was set first, whatever the clock says. */
  #fireFirst(): void {
    const inCodeOrder = this.#loop.semantics.timerOrder === "code-order";
    const pending = [...this.#loop.timers.all()];
    if (!inCodeOrder) pending.sort((one, other) => one.due - other.due || one.id - other.id);
    const first = pending[0];
    if (first === undefined) return;
    this.#loop.timers.remove(first);
    this.#loop.sleepUntil(first.due);
    this.#loop.fire(first);
    if (this.#loop.goesOn()) this.#loop.drain();
  }

  /** Runs a timer where it is set, for minds that take it to; false where it waits. */
  runsAtOnce(timer: Timer): boolean {
    const { semantics } = this.#loop;
    const sleeps = semantics.timer === "sleeps" && !timer.repeats;
    if (!sleeps && !(timer.isZero && !timer.repeats && semantics.zeroTimer === "runs-now")) return false;
    if (sleeps) this.#loop.hold(timer.task, timer.isZero ? 0 : timer.delay);
    this.runInScript(timer);
    return true;
  }

  /** Runs a callback where it is handed over. */
  runInScript(job: Job): void {
    const before = this.runsInScript;
    this.runsInScript = true;
    try {
      this.#loop.run(job);
    } finally {
      this.runsInScript = before;
    }
  }
}
