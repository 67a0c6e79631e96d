import { dateOfDay, dayNumber, type LocalDate } from "../community/calendar.ts";

/** The local days that decide about a streak. Neither list needs an order, and a day may be in it twice. */
export interface StreakDays {
  /** Days on which the person answered. */
  readonly played: readonly LocalDate[];
  /** Days on which the community that they play in most got a daily question. */
  readonly posted: readonly LocalDate[];
}

export interface Streak {
  /** How many days the person has answered without a missed day in between, except for forgiven ones. */
  readonly days: number;
  /** The missed day since the answer before the latest one, or since the latest if there is none today. */
  readonly forgiven: LocalDate | null;
}

/** Of this many days in a row that count, one may be missed. */
const forgivenOneIn = 7;

/** A community without a daily question for longer than this has none any more, so every day counts again. */
const pauseDays = 31;

/**
 * How far ahead of today a day can be: zones are up to 26 hours apart. A later day comes from a clock that was wrong,
 * and counts when it is reached.
 */
const zonesApartDays = 2;

/**
 * The streak up to today. A day is missed if it was not answered although there was a reason to come: a community that
 * has daily questions gives none on a day without one. Days are judged from the first to the last, so that what was
 * forgiven stays forgiven.
 */
export function streakOf({ played, posted }: StreakDays, today: LocalDate): Streak {
  const now = dayNumber(today);
  const days = ascending(played).filter((day) => day <= now + zonesApartDays);
  const isMissable = missableDays(ascending(posted));
  let run = noRun;
  let previous: number | null = null;
  for (const day of days) {
    const kept: RunOfDays = previous === null ? noRun : afterGap(run, isMissable, previous + 1, day);
    run = { ...kept, days: kept.days + 1, sinceForgiven: kept.sinceForgiven + 1 };
    previous = day;
  }
  if (previous !== null && previous < now) run = afterGap(run, isMissable, previous + 1, now);
  return { days: run.days, forgiven: run.forgiven === null ? null : dateOfDay(run.forgiven) };
}

/** Days in a row as they are judged from the first to the last. */
interface RunOfDays {
  readonly days: number;
  /** The missed day in the last gap. */
  readonly forgiven: number | null;
  /** How many days have counted since a day was forgiven. */
  readonly sinceForgiven: number;
}

const noRun: RunOfDays = { days: 0, forgiven: null, sinceForgiven: Number.POSITIVE_INFINITY };

/** The run after the days from `first` until before `end`, on which the person did not answer. */
function afterGap(run: RunOfDays, isMissable: (day: number) => boolean, first: number, end: number): RunOfDays {
  let forgiven: number | null = null;
  let { sinceForgiven } = run;
  for (let day = first; day < end; day++) {
    if (!isMissable(day)) continue;
    if (sinceForgiven + 1 < forgivenOneIn) return noRun;
    forgiven = day;
    sinceForgiven = 0;
  }
  return { ...run, forgiven, sinceForgiven };
}

/** @returns a function that must be called with ascending days */
function missableDays(posted: readonly number[]): (day: number) => boolean {
  let next = 0;
  let last = Number.NEGATIVE_INFINITY;
  return (day) => {
    for (let post = posted[next]; post !== undefined && post <= day; post = posted[++next]) last = post;
    return last === day || day - last > pauseDays;
  };
}

function ascending(dates: readonly LocalDate[]): readonly number[] {
  return [...new Set(dates.map(dayNumber))].sort((a, b) => a - b);
}
