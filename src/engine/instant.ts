/** Milliseconds since 1970-01-01T00:00Z. The engine is given the time; it never looks. */
export type Instant = number;

export const minute: Instant = 60_000;
export const hour: Instant = 60 * minute;
