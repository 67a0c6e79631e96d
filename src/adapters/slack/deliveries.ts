import type { App } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Clock } from "../../bot/ports/clock.ts";
import { entriesUpTo } from "../kit/entries.ts";
import { deliveryMemory } from "./limits.ts";

/** A signed request that has arrived before: somebody is replaying it. */
export class Replayed extends Error {
  constructor() {
    super("a signed request arrived twice");
    this.name = "Replayed";
  }
}

/** The property under which a delivery's signature reaches Bolt's middleware. */
export const signatureProperty = "slackSignature";

/**
 * Acknowledges a repeated delivery without acting on it, and rejects replayed requests. The record is lost on a
 * restart, which does no harm: events only redraw a page, an answer has its key in the database, and Slack delivers
 * each command and press to one process once.
 */
export function actOnce(app: App, clock: Clock): void {
  const { most, ttlMs } = deliveryMemory;
  const seen = new LRUCache<string, true>({ ...entriesUpTo(most), ttl: ttlMs, ttlResolution: 0, perf: clock });
  const isNew = (key: string) => {
    if (seen.has(key)) return false;
    seen.set(key, true);
    return true;
  };
  app.use(async ({ body, context, next, ...args }) => {
    const signature = context[signatureProperty];
    const isReplay = typeof signature === "string" && !isNew(`signature ${signature}`);
    const key = deliveryKey(body);
    const isFirst = key === null || isNew(key);
    if (isReplay && !isEvent(body) && key !== null) throw new Replayed();
    if (isFirst) return next();
    if ("ack" in args && typeof args.ack === "function") await args.ack();
  });
}

const event = z.object({ event_id: z.string() });
const interaction = z.object({ trigger_id: z.string() });

/** Slack's id of a delivery, the same in every retry; null for deliveries that may be repeated. */
function deliveryKey(body: unknown): string | null {
  const readEvent = event.safeParse(body);
  if (readEvent.success) return `event ${readEvent.data.event_id}`;
  const readInteraction = interaction.safeParse(body);
  return readInteraction.success ? `trigger ${readInteraction.data.trigger_id}` : null;
}

function isEvent(body: unknown): boolean {
  return event.safeParse(body).success;
}
