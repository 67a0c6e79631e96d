import type { Timer } from "./job.ts";

interface TimerList {
  readonly key: number;
  readonly delay: number;
  readonly timers: Timer[];
  /** When Node looks at the list next. */
  expiry: number;
  /** Of two lists with the same expiry the older one comes first. */
  order: number;
}

/**
 * Pending timers as Node stores them: one list for each delay, and the lists ordered by expiry. Node runs all due
 * timers of a list before it looks at the next list, so a later timer can overtake an earlier one.
 * Source: node/lib/internal/timers.js, `processTimers` and `listOnTimeout`.
 */
export class TimerLists {
  readonly #lists = new Map<number, TimerList>();
  #order = 0;
  /** The number of pending timers. */
  size = 0;

  /** Pending timers in the order in which they were set. */
  all(): readonly Timer[] {
    const timers = [...this.#lists.values()].flatMap((list) => list.timers).filter((timer) => !timer.cancelled);
    return timers.sort((one, other) => one.id - other.id);
  }

  /** Whether a pending timer keeps the program alive. The loop asks it at each turn, so nothing is sorted or copied. */
  get keepAlive(): boolean {
    for (const { timers } of this.#lists.values()) {
      if (timers.some((timer) => timer.keepsAlive && !timer.cancelled)) return true;
    }
    return false;
  }

  /** Timers with the same key are in one list. */
  protected keyOf(timer: Timer): number {
    return timer.delay;
  }

  insert(timer: Timer): void {
    const key = this.keyOf(timer);
    let list = this.#lists.get(key);
    if (list === undefined) {
      list = { key, delay: timer.delay, timers: [], expiry: timer.due, order: this.#order++ };
      this.#lists.set(key, list);
    }
    list.timers.push(timer);
    this.size++;
  }

  remove(timer: Timer): void {
    const key = this.keyOf(timer);
    const list = this.#lists.get(key);
    const index = list?.timers.indexOf(timer) ?? -1;
    if (list === undefined || index < 0) return;
    list.timers.splice(index, 1);
    this.size--;
    if (list.timers.length === 0) this.#lists.delete(key);
  }

  /** The expiry of the first list; infinite when no timer is pending. */
  nextExpiry(): number {
    return this.#first()?.expiry ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Runs due timers, list by list.
   * @param now an integer; Node reads its clock once for the whole round
   * @param fire runs one timer, which may change the lists
   * @param isRunning false once the program has ended
   */
  runDue(now: number, fire: (timer: Timer) => void, isRunning: () => boolean): void {
    while (isRunning()) {
      const list = this.#first();
      if (list === undefined || list.expiry > now) return;
      this.#runList(list, now, fire, isRunning);
    }
  }

  #runList(list: TimerList, now: number, fire: (timer: Timer) => void, isRunning: () => boolean): void {
    while (isRunning()) {
      const timer = list.timers[0];
      if (timer === undefined) break;
      if (now - timer.start < list.delay) {
        list.expiry = Math.max(timer.start + list.delay, now + 1);
        list.order = this.#order++;
        return;
      }
      list.timers.shift();
      this.size--;
      fire(timer);
    }
    if (list.timers.length === 0 && this.#lists.get(list.key) === list) this.#lists.delete(list.key);
  }

  #first(): TimerList | undefined {
    let first: TimerList | undefined;
    for (const list of this.#lists.values()) {
      const earlier = first === undefined || list.expiry < first.expiry;
      if (earlier || (list.expiry === first?.expiry && list.order < first.order)) first = list;
    }
    return first;
  }
}
