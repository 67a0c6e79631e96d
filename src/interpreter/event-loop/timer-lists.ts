import type { Timer } from "./job.ts";

interface TimerList {
  readonly delay: number;
  readonly timers: Timer[];
  /** When the list is looked at next. */
  expiry: number;
  /** Of two lists with one expiry the older comes first. */
  order: number;
}

/**
 * Pending timers as Node keeps them: one list for each delay, and the lists in order of their expiry. A list that is
 * due is emptied of all its due timers before the next list is looked at, so a later timer can overtake.
 * Source: node/lib/internal/timers.js, `processTimers` and `listOnTimeout`.
 */
export class TimerLists {
  readonly #lists = new Map<number, TimerList>();
  #order = 0;
  /** How many wait. */
  size = 0;

  /** Pending timers, those that were set first standing first. */
  all(): readonly Timer[] {
    const timers = [...this.#lists.values()].flatMap((list) => list.timers).filter((timer) => !timer.cancelled);
    return timers.sort((one, other) => one.id - other.id);
  }

  insert(timer: Timer): void {
    let list = this.#lists.get(timer.delay);
    if (list === undefined) {
      list = { delay: timer.delay, timers: [], expiry: timer.due, order: this.#order++ };
      this.#lists.set(timer.delay, list);
    }
    list.timers.push(timer);
    this.size++;
  }

  remove(timer: Timer): void {
    const list = this.#lists.get(timer.delay);
    const index = list?.timers.indexOf(timer) ?? -1;
    if (list === undefined || index < 0) return;
    list.timers.splice(index, 1);
    this.size--;
    if (list.timers.length === 0) this.#lists.delete(timer.delay);
  }

  /** When the first list is looked at; infinite when nothing is pending. */
  nextExpiry(): number {
    return this.#first()?.expiry ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Runs what is due, list by list.
   * @param now whole milliseconds; Node reads its clock once for the whole round
   * @param fire runs one timer; the lists may change meanwhile
   * @param goesOn false once the program has ended
   */
  runDue(now: number, fire: (timer: Timer) => void, goesOn: () => boolean): void {
    while (goesOn()) {
      const list = this.#first();
      if (list === undefined || list.expiry > now) return;
      this.#runList(list, now, fire, goesOn);
    }
  }

  #runList(list: TimerList, now: number, fire: (timer: Timer) => void, goesOn: () => boolean): void {
    while (goesOn()) {
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
    if (list.timers.length === 0 && this.#lists.get(list.delay) === list) this.#lists.delete(list.delay);
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
