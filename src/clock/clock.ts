import type { Clock } from "../bot/ports/clock.ts";
import type { Log } from "../bot/ports/log.ts";
import type { Instant } from "../engine/community/calendar.ts";

/** The only code that reads the time. */
export const systemClock: Clock = { now: () => Date.now() };

export interface Alarm {
  /** Stops the alarm, and resolves when a wake that is running has ended. */
  stop(): Promise<void>;
}

/**
 * The longest sleep. It is short, so that a new schedule is met on time and a change of the clock, or the end of a
 * laptop's sleep, is noticed soon.
 */
const longestSleepMs = 5_000;

/** Wakes the bot when something is due. `wake` returns when the next thing is due, or null for nothing. */
export function startAlarm(clock: Clock, log: Log, wake: () => Promise<Instant | null>): Alarm {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let waking: Promise<void> = Promise.resolve();

  const ring = async () => {
    const next = await wake().catch((error: unknown) => {
      log.error("waking for the daily questions failed", { error: String(error) });
      return null;
    });
    if (stopped) return;
    const sleep = next === null ? longestSleepMs : Math.min(longestSleepMs, Math.max(next - clock.now(), 0));
    timer = setTimeout(() => {
      waking = ring();
    }, sleep);
  };
  waking = ring();

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await waking;
      clearTimeout(timer);
    },
  };
}
