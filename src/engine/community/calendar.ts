import { Temporal } from "temporal-polyfill";

/** Milliseconds since 1970-01-01T00:00Z. The engine receives the time as an argument. */
export type Instant = number;

export const minuteMs: Instant = 60_000;
export const hourMs: Instant = 60 * minuteMs;
const dayMs: Instant = 24 * hourMs;

/** An ISO date without a zone, `2026-11-24`. The texts sort like the days. */
export type LocalDate = string;

/** The time zone of a community that has not set one, and of direct messages. */
export const defaultZone = "UTC";

/** The windows of a leaderboard. */
export const leaderboardWindows = ["today", "week", "month", "all"] as const;
export type LeaderboardWindow = (typeof leaderboardWindows)[number];

export function localDateOf(instant: Instant, zone: string): LocalDate {
  return zoned(instant, zone).toPlainDate().toString();
}

/** Minutes since local midnight, 0 to 1439. */
export function localMinuteOf(instant: Instant, zone: string): number {
  const local = zoned(instant, zone);
  return local.hour * 60 + local.minute;
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Days since 1970 of a local date. */
export function dayNumber(date: LocalDate): number {
  return Date.parse(date) / dayMs;
}

export function dateOfDay(day: number): LocalDate {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function daysAfter(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/**
 * The instant of a minute of a local day. For a minute that daylight saving time skips, the end of the gap; for one
 * that occurs twice, the first.
 */
export function instantOf(date: LocalDate, minuteOfDay: number, zone: string): Instant {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
  const wanted = Temporal.PlainDate.from(date).toPlainDateTime(time);
  const found = wanted.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  // In a gap, "earlier" gives an instant before the gap, so that the next transition is the end of the gap.
  return (found.getTimeZoneTransition("next") ?? found).epochMilliseconds;
}

/** The Monday of a day's week. */
export function weekStart(date: LocalDate): LocalDate {
  return daysAfter(date, 1 - weekdayOf(date));
}

/** The Mondays of the last weeks, oldest first. The last one is that of the week of `today`. */
export function lastWeeks(today: LocalDate, count: number): readonly LocalDate[] {
  const current = weekStart(today);
  return Array.from({ length: count }, (_, index) => daysAfter(current, 7 * (index + 1 - count)));
}

/** The ISO week of a day: `2026-W48`. */
export function isoWeekOf(date: LocalDate): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, "0")}`;
}

/** The first day of a window that ends today; null for all time. Weeks begin on Monday. */
export function windowStart(window: LeaderboardWindow, today: LocalDate): LocalDate | null {
  const date = Temporal.PlainDate.from(today);
  if (window === "today") return today;
  if (window === "week") return date.subtract({ days: date.dayOfWeek - 1 }).toString();
  if (window === "month") return date.with({ day: 1 }).toString();
  return null;
}

/** The first day after a window, when the leaderboard resets; null for all time. */
export function windowEnd(window: LeaderboardWindow, today: LocalDate): LocalDate | null {
  const start = windowStart(window, today);
  if (start === null) return null;
  const step = { today: { days: 1 }, week: { weeks: 1 }, month: { months: 1 }, all: {} }[window];
  return Temporal.PlainDate.from(start).add(step).toString();
}

function zoned(instant: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
