import type { Clock } from "../bot/ports/clock.ts";
import type { Log } from "../bot/ports/log.ts";
import type { Instant } from "../engine/community/calendar.ts";

export interface Alarm {
  /** Wakes no more; ends when a wake that is under way has ended. */
  stop(): Promise<void>;
}

/**
 * The longest sleep. Short, so that a schedule set a moment ago is met on time, and so that a clock that is set
 * forward, or a laptop that was shut, is noticed at once.
 */
const longestSleep = 5_000;

/** Wakes the bot when something is due. `wake` answers when the next thing is due; null for nothing. */
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
    const sleep = next === null ? longestSleep : Math.min(longestSleep, Math.max(next - clock.now(), 0));
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
