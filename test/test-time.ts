import type { Timers } from "../src/adapters/kit/timing.ts";
import type { Clock } from "../src/bot/ports/clock.ts";

/** A clock that only tests move, with timers that follow it. */
export interface TestTime extends Clock, Timers {
  /** Moves the clock and wakes everything that has waited long enough. */
  advance(milliseconds: number): void;
  /** Whether waiting moves the clock by itself, so that nothing really waits. Otherwise a wait ends by `advance`. */
  flows: boolean;
  /** How many waits have not ended. */
  waiting(): number;
}

/**
 * Starts at the real time, because Bolt checks signatures by the real clock.
 * @param runs whether the clock also runs by itself, for tests of the whole program, which has its own clock
 */
export function openTestTime({ runs = false } = {}): TestTime {
  const start = Date.now();
  let added = 0;
  const now = () => (runs ? Date.now() : start) + added;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  const time: TestTime = {
    flows: true,
    now,
    waiting: () => sleepers.size,
    advance(milliseconds) {
      added += milliseconds;
      for (const sleeper of [...sleepers].filter(({ due }) => due <= now())) sleeper.wake();
    },
    sleep(milliseconds, signal) {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(sleeper);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper = { due: now() + milliseconds, wake };
        sleepers.add(sleeper);
        signal.addEventListener("abort", wake);
        // What is in progress continues first, as it would while real time passes.
        if (time.flows) setImmediate(() => time.advance(Math.max(sleeper.due - now(), 0)));
      });
    },
  };
  return time;
}
