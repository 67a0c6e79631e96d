import type { Words } from "../cards/words/words.ts";
import { type Instant, localDateOf, localMinuteOf } from "../engine/community/calendar.ts";
import { nextDue, type Schedule } from "../engine/community/schedule.ts";

/** A moment as people of that zone say it: "Tuesday 24 November at 09:00". */
export function momentOf(words: Words, instant: Instant, zone: string): string {
  return words.moment(words.date(localDateOf(instant, zone)), words.time(localMinuteOf(instant, zone)));
}

/** When the next of these is due; null where there is none. */
export function nextPost(schedules: readonly Schedule[], zone: string, now: Instant): Instant | null {
  return schedules.length > 0 ? Math.min(...schedules.map((schedule) => nextDue(schedule, zone, now))) : null;
}
