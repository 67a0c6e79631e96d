import { setTimeout as delay } from "node:timers/promises";
import PQueue from "p-queue";
import pTimeout from "p-timeout";

/** Waiting on purpose: for a platform's pace or before a retry. Tests pass timers that follow their own clock. */
export interface Timers {
  /** Resolves after this many milliseconds, or as soon as `signal` aborts. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemTimers: Timers = {
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => {}),
};

/** What the promise resolves to, or null if that takes longer. */
export function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | null> {
  return pTimeout<Value, null>(promise, { milliseconds, fallback: () => null });
}

/** Runs calls one after another, with a pause between them. */
export interface CallLane {
  run<Value>(call: () => Promise<Value>): Promise<Value>;
}

/**
 * @param gapMs the least time from the end of one call to the start of the next
 * @param stopped ends all pauses, so that what is still queued runs at once
 */
export function openCallLane(gapMs: number, timers: Timers, stopped: AbortSignal): CallLane {
  const queue = new PQueue({ concurrency: 1 });
  return {
    run(call) {
      const result = queue.add(call);
      void queue.add(() => timers.sleep(gapMs, stopped));
      return result;
    },
  };
}
