import { LRUCache } from "lru-cache";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Timers } from "./timing.ts";

/** Edits of posted messages, with a pause between two edits of the same message. Only the latest state is sent. */
export interface PacedEdits<State> {
  /** Resolves when this state, or a later one of the same message, has been sent. */
  edit(message: string, state: State): Promise<void>;
  /** Resolves when everything that was waiting has been sent. */
  done(): Promise<void>;
}

/**
 * How many messages' last edits to remember. A forgotten message may be edited too early once, which platforms
 * tolerate.
 */
const rememberedMessages = 1_000;

export function openPacedEdits<State>(options: {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Ends all waits, so that what is still waiting is sent at once. */
  readonly stopped: AbortSignal;
  /** The least time between two edits of this message. */
  readonly gapMs: (message: string) => number;
  /** Sends one edit. Reports its own failures. */
  readonly send: (message: string, state: State) => Promise<void>;
}): PacedEdits<State> {
  const { clock, timers, stopped, gapMs, send } = options;
  const pending = new Map<string, { latest: State; readonly sent: Promise<void> }>();
  const lastSent = new LRUCache<string, number>({ max: rememberedMessages });

  async function sendLatest(message: string): Promise<void> {
    const gap = gapMs(message);
    const elapsed = clock.now() - (lastSent.get(message) ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back must not make the wait longer than one gap.
    const wait = Math.min(Math.max(gap - elapsed, 0), gap);
    if (wait > 0) await timers.sleep(wait, stopped);
    const next = pending.get(message);
    pending.delete(message);
    lastSent.set(message, clock.now());
    if (next) await send(message, next.latest);
  }

  return {
    edit(message, state) {
      const waiting = pending.get(message);
      if (waiting) {
        waiting.latest = state;
        return waiting.sent;
      }
      // `sendLatest` reads the entry that is set below, so it must start later.
      const sent = Promise.resolve().then(() => sendLatest(message));
      pending.set(message, { latest: state, sent });
      return sent;
    },
    async done() {
      await Promise.all([...pending.values()].map(({ sent }) => sent));
    },
  };
}
