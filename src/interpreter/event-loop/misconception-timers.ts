import type { Overrides } from "../rules/semantics.ts";
import { isTimerOfNode, type Timer } from "./job.ts";
import { PendingTimers } from "./pending-timers.ts";
import { TimerLists } from "./timer-lists.ts";

/** Each timer in a list of its own, so that no timer overtakes another one with the same due time. */
class SeparateLists extends TimerLists {
  protected override keyOf(timer: Timer): number {
    return timer.id;
  }
}

/** Pending timers under misconceptions about when their delays begin to count, and in which order they fire. */
export class MisconceptionTimers extends PendingTimers {
  readonly #overrides: Overrides;
  /** Set inside the running job, under `delayCountsFrom: end-of-script`. */
  readonly #uncounted: Timer[] = [];
  /** When the delay of each timer began to count before it was postponed. */
  readonly #startOf = new Map<Timer, number>();
  readonly #fired = new Set<Timer>();
  /** When the last of the waits is over, under `waits: add-up`. */
  #lastEnd = 0;
  #hasHostWait = false;
  readonly #added = new Set<Timer>();

  constructor(overrides: Overrides) {
    super(overrides.timerOrder === "code-order" ? new SeparateLists() : new TimerLists());
    this.#overrides = overrides;
  }

  get hasUncounted(): boolean {
    return this.#uncounted.length > 0;
  }

  add(timer: Timer): void {
    const { delayCountsFrom, waitBegins } = this.#overrides;
    const isOfNode = isTimerOfNode(timer.wait);
    if (delayCountsFrom === "end-of-script" && isOfNode) this.#uncounted.push(timer);
    else if (waitBegins === "at-the-end-of-the-script" && !isOfNode) this.#uncounted.push(timer);
    else this.insert(timer, timer.start);
  }

  countFrom(now: number): void {
    for (const timer of this.#uncounted.splice(0)) if (!timer.cancelled) this.insert(timer, now);
  }

  override cancel(timer: Timer): void {
    super.cancel(timer);
    this.#lastEnd = Math.max(0, ...this.all().map(({ due }) => due));
    if (this.#overrides.timerOrder !== "code-order") return;
    // What waited for the cancelled timer no longer does.
    const behind = this.all().filter((one) => isTimerOfNode(one.wait) && one.id > timer.id);
    for (const one of behind) this.remove(one);
    for (const one of behind) this.insert(one, this.#startOf.get(one) ?? one.start);
  }

  /** `add-up`: a calculation takes its time from no wait, so all pending waits end later. */
  postpone(now: number, milliseconds: number): void {
    if (this.#overrides.waits !== "add-up" || !this.#hasHostWait || milliseconds <= 0) return;
    for (const timer of this.all().filter(({ repeats }) => !repeats)) {
      this.#startOf.set(timer, timer.start + milliseconds);
      this.restart(timer, now);
      this.#startOf.delete(timer);
    }
  }

  protected override startOf(timer: Timer, start: number): number {
    const { waits, timerOrder } = this.#overrides;
    if (waits === "add-up" && !timer.repeats) return this.#startAddedUp(timer, start);
    if (timerOrder === "code-order" && isTimerOfNode(timer.wait)) return this.#startInCodeOrder(timer, start);
    return start;
  }

  /** A wait begins when all earlier ones are over. Timers are waits, too, beside those of host functions. */
  #startAddedUp(timer: Timer, start: number): number {
    this.#hasHostWait ||= !isTimerOfNode(timer.wait);
    const added = this.#hasHostWait ? Math.max(start, this.#lastEnd) : start;
    // A wait that is restarted counts once.
    const restarted = this.#added.has(timer) ? Math.max(start, timer.start) : added;
    const began = this.#startOf.get(timer) ?? restarted;
    this.#added.add(timer);
    this.#lastEnd = Math.max(this.#lastEnd, began + timer.delay);
    return began;
  }

  /** A timer is not due before the timers that were set before it. An interval counts with its first beat. */
  #startInCodeOrder(timer: Timer, start: number): number {
    if (this.#fired.has(timer)) return start;
    this.#startOf.set(timer, start);
    const before = this.all().filter((one) => isTimerOfNode(one.wait) && one.id < timer.id && !this.#fired.has(one));
    return Math.max(start, ...before.map((one) => one.due - timer.delay));
  }

  noteFired(timer: Timer): void {
    this.#fired.add(timer);
  }
}
