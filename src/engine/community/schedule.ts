import type { CommunityId } from "../question/ids.ts";
import { daysAfter, hourMs, type Instant, instantOf, type LocalDate, localDateOf, weekdayOf } from "./calendar.ts";

/** When a channel gets its daily question. */
export interface Schedule {
  readonly community: CommunityId;
  /** The chat's own id of the channel. */
  readonly channel: string;
  /** Minutes since local midnight, 0 to 1439. */
  readonly minuteOfDay: number;
  /** 1 is Monday, 7 is Sunday; ascending, at least one. */
  readonly weekdays: readonly number[];
  /** Since when it holds: a time of day that had passed by then is not "missed". */
  readonly since: Instant;
}

/** A post that is this late is still made; a later one is left out, so that nobody gets a backlog. */
export const latestPostMs: Instant = hourMs;

/** The day whose question is due now and was not due more than an hour ago; null where none is. */
export function dueDate(schedule: Schedule, zone: string, now: Instant): LocalDate | null {
  const today = localDateOf(now, zone);
  for (const date of [today, daysAfter(today, -1)]) {
    const due = instantOf(date, schedule.minuteOfDay, zone);
    const isDue = due <= now && now < due + latestPostMs && due >= schedule.since;
    if (isDue && schedule.weekdays.includes(weekdayOf(date))) return date;
  }
  return null;
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
