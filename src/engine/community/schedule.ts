import type { CommunityId } from "../question/ids.ts";
import { daysAfter, hourMs, type Instant, instantOf, type LocalDate, localDateOf, weekdayOf } from "./calendar.ts";

/** When a channel gets its daily question. */
export interface Schedule {
  readonly community: CommunityId;
  /** The chat's id of the channel. */
  readonly channel: string;
  /** Minutes since local midnight, 0 to 1439. */
  readonly minuteOfDay: number;
  /** 1 is Monday, 7 is Sunday; ascending, at least one. */
  readonly weekdays: readonly number[];
  /** When it was set. A time of day before that is not due on the same day. */
  readonly since: Instant;
}

/** A daily that is less late than this is still posted; a later one is skipped, so that no channel gets a backlog. */
export const latestPostMs: Instant = hourMs;

/** The day whose question is due now, for less than an hour; null if there is none. */
export function dueDate(schedule: Schedule, zone: string, now: Instant): LocalDate | null {
  const today = localDateOf(now, zone);
  for (const date of [today, daysAfter(today, -1)]) {
    const due = instantOf(date, schedule.minuteOfDay, zone);
    const isDue = due <= now && now < due + latestPostMs && due >= schedule.since;
    if (isDue && schedule.weekdays.includes(weekdayOf(date))) return date;
  }
  return null;
}

/** The first due time that is at most an hour ago and not before the schedule was set. */
export function firstDue(schedule: Schedule, zone: string, now: Instant): Instant {
  const earliest = Math.max(schedule.since, now - latestPostMs + 1);
  return nextDue(schedule, zone, earliest - 1);
}

/** The next time after `now` at which a question is due. */
export function nextDue(schedule: Schedule, zone: string, now: Instant): Instant {
  const today = localDateOf(now, zone);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const date = daysAfter(today, ahead);
    const due = instantOf(date, schedule.minuteOfDay, zone);
    if (due > now && schedule.weekdays.includes(weekdayOf(date))) return due;
  }
  throw new RangeError("a schedule needs at least one weekday from 1 to 7");
}
