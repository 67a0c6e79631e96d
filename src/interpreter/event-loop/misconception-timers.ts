import type { Overrides } from "../rules/semantics.ts";
import type { Timer } from "./job.ts";
import { PendingTimers } from "./pending-timers.ts";

/** Pending timers under misconceptions about when their delays begin to count. */
export class MisconceptionTimers extends PendingTimers {
  readonly #overrides: Overrides;
  /** Set inside the running job, under `delayCountsFrom: end-of-script`. */
  readonly #uncounted: Timer[] = [];
  #lastDue = 0;

  constructor(overrides: Overrides) {
    super();
    this.#overrides = overrides;
  }

  get hasUncounted(): boolean {
    return this.#uncounted.length > 0;
  }

  add(timer: Timer): void {
    const { delayCountsFrom, waitBegins } = this.#overrides;
    const isReply = timer.wait !== "timer" && timer.wait !== "interval";
    if (delayCountsFrom === "end-of-script") this.#uncounted.push(timer);
    else if (waitBegins === "at-the-end-of-the-script" && isReply) this.#uncounted.push(timer);
    else this.insert(timer, timer.start);
  }

  countFrom(now: number): void {
    for (const timer of this.#uncounted.splice(0)) if (!timer.cancelled) this.insert(timer, now);
  }

  override insert(timer: Timer, start: number): void {
    super.insert(timer, start);
    this.#lastDue = Math.max(this.#lastDue, timer.due);
  }

  protected override startOf(timer: Timer, start: number): number {
    return this.#overrides.waits === "add-up" && !timer.repeats ? Math.max(start, this.#lastDue) : start;
  }
}
