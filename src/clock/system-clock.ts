import type { Clock } from "../bot/ports/clock.ts";

/** The only reader of the time. */
export const systemClock: Clock = { now: () => Date.now() };
