import { z } from "zod";
import type { Clock } from "../../bot/ports/clock.ts";
import { deliveryMemory } from "./limits.ts";

/** Remembers what was seen, for a while. */
export interface Seen {
  /** True for the first one of a key. */
  first(key: string): boolean;
}

/**
 * In memory, since whatever comes twice after a restart does no harm: events only draw a page anew, an answer has
 * its key in the database, and Slack delivers commands and presses to one process once.
 */
export function openSeen(clock: Clock): Seen {
  const seen = new Map<string, number>();
  return {
    first(key) {
      const now = clock.now();
      for (const [old, at] of seen) {
        if (now - at < deliveryMemory.milliseconds && seen.size <= deliveryMemory.most) break;
        seen.delete(old);
      }
      if (seen.has(key)) return false;
      seen.set(key, now);
      return true;
    },
  };
}

const event = z.object({ event_id: z.string() });
const interaction = z.object({ trigger_id: z.string() });

/** The name Slack gives a delivery, the same however often it comes; null where twice does no harm. */
export function deliveryKey(body: unknown): string | null {
  const isEvent = event.safeParse(body);
  if (isEvent.success) return `event ${isEvent.data.event_id}`;
  const hasTrigger = interaction.safeParse(body);
  return hasTrigger.success ? `trigger ${hasTrigger.data.trigger_id}` : null;
}

export function isEvent(body: unknown): boolean {
  return event.safeParse(body).success;
}
