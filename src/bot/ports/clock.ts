import type { Instant } from "../../engine/community/calendar.ts";

/** The time. */
export interface Clock {
  now(): Instant;
}
