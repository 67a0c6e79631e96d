import { isTimerOfNode, type Job, type Timer, type WaitKind } from "./job.ts";
import { TimerLists } from "./timer-lists.ts";

/**
 * Pending timers, and the one alarm with which libuv wakes Node for the first of them. All times are virtual
 * milliseconds; those that Node reads are integers.
 * Source: node/lib/internal/timers.js `insert`, node/src/env.cc `RunTimers`, libuv `uv__run_timers`.
 */
export class PendingTimers {
  /** When the alarm rings; infinite when no timer is pending. */
  alarm = Number.POSITIVE_INFINITY;
  /**
   * Delays in use, 0 for immediates, a negative one for each input, a fraction for each wait of a host function. With
   * only one of them nothing can overtake.
   */
  readonly delays = new Set<number>();
  readonly #lists: TimerLists;
  /** The loop's cached time, which libuv updates only now and then. */
  #loopTime = 0;
  #nextId = 0;
  /** Called for each timer whose delay begins to count. */
  began: (timer: Timer) => void = () => {};

  constructor(lists: TimerLists = new TimerLists()) {
    this.#lists = lists;
  }

  get size(): number {
    return this.#lists.size;
  }

  /** Pending timers in the order in which they were set. */
  all(): readonly Timer[] {
    return this.#lists.all();
  }

  /** Whether one of them keeps the program alive. */
  get keepAlive(): boolean {
    return this.#lists.keepAlive;
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

  /** The delay of a timer begins to count. */
  insert(timer: Timer, start: number): void {
    timer.start = Math.floor(this.startOf(timer, start));
    timer.due = timer.start + timer.delay;
    this.#loopTime = Math.max(this.#loopTime, Math.floor(start));
    this.alarm = Math.min(this.alarm, timer.due);
    this.delays.add(isTimerOfNode(timer.wait) ? timer.delay : timer.id + 0.5);
    this.#lists.insert(timer);
    this.began(timer);
  }

  /** When the delay of a timer set at `start` begins to count. */
  protected startOf(_timer: Timer, start: number): number {
    return start;
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
   * Runs rounds of due timers as long as the alarm has rung.
   * @param clock the current time
   * @param fire runs one timer
   * @param between runs before each further timer of a round, `after` at the end of a round
   * @param isRunning false once the program has ended
   */
  runDue(steps: {
    clock: () => number;
    fire: (timer: Timer) => void;
    between: () => void;
    after: () => void;
    isRunning: () => boolean;
  }): void {
    this.#loopTime = Math.floor(steps.clock());
    while (steps.isRunning() && this.alarm <= this.#loopTime) {
      const now = Math.floor(steps.clock());
      this.#loopTime = now;
      this.alarm = Number.POSITIVE_INFINITY;
      let isFirst = true;
      const fire = (timer: Timer) => {
        if (!isFirst) steps.between();
        isFirst = false;
        if (steps.isRunning() && !timer.cancelled) steps.fire(timer);
      };
      this.#lists.runDue(now, fire, steps.isRunning);
      const next = this.#lists.nextExpiry();
      this.alarm = next === Number.POSITIVE_INFINITY ? next : Math.max(next, this.#loopTime + 1);
      if (steps.isRunning()) steps.after();
    }
  }
}
