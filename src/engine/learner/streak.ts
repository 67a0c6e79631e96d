import { dateOfDay, dayNumber, type LocalDate } from "../community/calendar.ts";

/** The local days that decide about a streak. Neither list needs an order, and a day may be in it twice. */
export interface StreakDays {
  /** Days on which the person answered. */
  readonly played: readonly LocalDate[];
  /** Days on which a channel of the community that they play in most got a daily question. */
  readonly posted: readonly LocalDate[];
}

export interface Streak {
  /** On how many days of the streak the person answered. Forgiven days do not count. */
  readonly days: number;
  /** The missed day that is forgiven since the last answer before today; null for none. */
  readonly forgiven: LocalDate | null;
}

/** Of so many days in a row that count, one may be missed. */
const forgivenOneIn = 7;

/** A community without a daily question for longer than this has none anymore, so every day counts again. */
const pauseDays = 31;

/**
 * The streak up to today: the longest run of days of which at most one in any seven is missed. Days count back from
 * today, so an answered day more never makes a streak shorter. Today is never missed before it is over.
 *
 * A day without an answer counts as missed unless the community, which otherwise has daily questions, had none on it.
 * Days after today come from another time zone or from a clock that was wrong. They count when they are reached.
 */
export function streakOf({ played, posted }: StreakDays, today: LocalDate): Streak {
  const now = dayNumber(today);
  const playedDays = new Set(played.map(dayNumber).filter((day) => day <= now));
  const first = [...playedDays].reduce((earliest, day) => Math.min(earliest, day), now);
  const canBeMissed = missableDays(new Set(posted.map(dayNumber)));
  let days = 0;
  let sinceMissed = Number.POSITIVE_INFINITY;
  let forgiven: number | null = null;
  let gap: number | null = null;
  for (let day = now; day >= first; day--) {
    if (playedDays.has(day)) {
      if (gap !== null && (days === 0 || (days === 1 && playedDays.has(now)))) forgiven = gap;
      gap = null;
      days++;
      sinceMissed++;
    } else if (day < now && canBeMissed(day)) {
      if (sinceMissed + 1 < forgivenOneIn) break;
      gap = day;
      sinceMissed = 0;
    }
  }
  return { days, forgiven: forgiven === null ? null : dateOfDay(forgiven) };
}

function missableDays(posted: ReadonlySet<number>): (day: number) => boolean {
  return (day) => {
    if (posted.has(day)) return true;
    for (let before = 1; before <= pauseDays; before++) if (posted.has(day - before)) return false;
    return true;
  };
}
