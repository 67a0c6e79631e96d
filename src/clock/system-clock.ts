import type { Clock } from "../bot/ports/clock.ts";

/** The only code that reads the time. */
export const systemClock: Clock = { now: () => Date.now() };
