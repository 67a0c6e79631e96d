import type { Semantics } from "../rules/semantics.ts";
import type { Job, Timer, WaitKind } from "./job.ts";
import { TimerLists } from "./timer-lists.ts";

/**
 * Timers that wait, and the one alarm by which libuv wakes Node for the first of them. All times are virtual
 * milliseconds; those that Node reads are whole.
 * Source: node/lib/internal/timers.js `insert`, node/src/env.cc `RunTimers`, libuv `uv__run_timers`.
 */
export class PendingTimers {
  /** When the alarm rings; infinite when nothing waits. */
  alarm = Number.POSITIVE_INFINITY;
  /** Delays asked for, 0 for an immediate, one below 0 for each input: where there is only one, nothing overtakes. */
  readonly delays = new Set<number>();
  readonly #lists = new TimerLists();
  /** Set inside the running job, where the mind takes delays to count from its end. */
  readonly #uncounted: Timer[] = [];
  /** The loop's own clock, which is read anew only now and then. */
  #loopTime = 0;
  #lastDue = 0;
  #nextId = 0;
  readonly #semantics: Semantics;
  readonly #began: (timer: Timer) => void;

  /** @param began is told of each timer whose delay begins to count */
  constructor(semantics: Semantics, began: (timer: Timer) => void) {
    this.#semantics = semantics;
    this.#began = began;
  }

  get hasUncounted(): boolean {
    return this.#uncounted.length > 0;
  }

  get size(): number {
    return this.#lists.size;
  }

  /** Pending timers, those that were set first standing first. */
  all(): readonly Timer[] {
    return this.#lists.all();
  }

  /** Whether the program waits for one of them. */
  get keepAlive(): boolean {
    return this.all().some((timer) => timer.keepsAlive);
  }

  nextExpiry(): number {
    return this.#lists.nextExpiry();
  }

  make(wait: WaitKind, delay: number, job: Omit<Job, "kind">, start: number): Timer {
    const inRange = delay >= 1 && delay <= 2 ** 31 - 1;
    const { task, line, run } = job;
    return {
      task,
      line,
      run,
      kind: wait === "interval" ? "interval" : "timer",
      id: this.#nextId++,
      wait,
      delay: inRange ? Math.trunc(delay) : 1,
      isZero: !(delay >= 2),
      repeats: wait === "interval",
      start,
      due: start,
      cancelled: false,
      keepsAlive: true,
    };
  }

  add(timer: Timer): void {
    if (this.#semantics.delayCountsFrom === "end-of-script") this.#uncounted.push(timer);
    else this.insert(timer, timer.start);
  }

  /** The delay of a timer begins to count. */
  insert(timer: Timer, start: number): void {
    const addsUp = this.#semantics.waits === "add-up" && !timer.repeats;
    timer.start = Math.floor(addsUp ? Math.max(start, this.#lastDue) : start);
    timer.due = timer.start + timer.delay;
    this.#lastDue = Math.max(this.#lastDue, timer.due);
    this.#loopTime = Math.max(this.#loopTime, Math.floor(start));
    this.alarm = Math.min(this.alarm, timer.due);
    this.delays.add(timer.delay);
    this.#lists.insert(timer);
    this.#began(timer);
  }

  /** What was set inside a job that has ended begins to count, for the mind that takes delays to. */
  countFrom(now: number): void {
    for (const timer of this.#uncounted.splice(0)) if (!timer.cancelled) this.insert(timer, now);
  }

  remove(timer: Timer): void {
    this.#lists.remove(timer);
  }

  cancel(timer: Timer): void {
    timer.cancelled = true;
    this.#lists.remove(timer);
  }

  restart(timer: Timer, start: number): void {
    this.#lists.remove(timer);
    if (!timer.cancelled) this.insert(timer, start);
  }

  /**
   * Runs rounds of due timers while the alarm has rung.
   * @param clock the time now
   * @param fire runs one timer
   * @param between runs before each further timer of a round, `after` at the end of a round
   * @param goesOn false once the program has ended
   */
  runDue(steps: {
    clock: () => number;
    fire: (timer: Timer) => void;
    between: () => void;
    after: () => void;
    goesOn: () => boolean;
  }): void {
    this.#loopTime = Math.floor(steps.clock());
    while (steps.goesOn() && this.alarm <= this.#loopTime) {
      const now = Math.floor(steps.clock());
      this.#loopTime = now;
      this.alarm = Number.POSITIVE_INFINITY;
      let isFirst = true;
      const fire = (timer: Timer) => {
        if (!isFirst) steps.between();
        isFirst = false;
        if (steps.goesOn() && !timer.cancelled) steps.fire(timer);
      };
      this.#lists.runDue(now, fire, steps.goesOn);
      const next = this.#lists.nextExpiry();
      this.alarm = next === Number.POSITIVE_INFINITY ? next : Math.max(next, this.#loopTime + 1);
      if (steps.goesOn()) steps.after();
    }
  }
}
