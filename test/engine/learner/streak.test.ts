import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter, type LocalDate } from "../../../src/engine/community/calendar.ts";
import { type StreakDays, streakOf } from "../../../src/engine/learner/streak.ts";
import { propertyRuns } from "../../property-runs.ts";

const forgivenOneIn = 7;
const pauseDays = 31;

/** A Tuesday. */
const today = "2026-11-24";
const ago = (days: number): LocalDate => daysAfter(today, -days);
const played = (...daysAgo: readonly number[]): StreakDays => ({ played: daysAgo.map(ago), posted: [] });
const none = { days: 0, forgiven: null };

describe("without daily questions, every day counts", () => {
  test.each([
    ["nothing", [], none],
    ["today", [0], { days: 1, forgiven: null }],
    ["yesterday: today is not over", [1], { days: 1, forgiven: null }],
    ["the day before yesterday: yesterday is forgiven", [2], { days: 1, forgiven: ago(1) }],
    ["two missed days in a row end it", [3], none],
    ["three days with today", [2, 1, 0], { days: 3, forgiven: null }],
    ["three days without today", [3, 2, 1], { days: 3, forgiven: null }],
    ["yesterday is forgiven after today's answer too", [3, 2, 0], { days: 3, forgiven: ago(1) }],
    ["a day that was forgiven before yesterday is not said again", [3, 1, 0], { days: 3, forgiven: null }],
    ["an answer after two missed days starts a new one", [4, 3, 0], { days: 1, forgiven: null }],
    ["the seventh day after a missed one may be missed", [9, 7, 6, 5, 4, 3, 2], { days: 7, forgiven: ago(1) }],
    ["the sixth day may not: it starts after the earlier one", [8, 6, 5, 4, 3, 2], { days: 5, forgiven: ago(1) }],
    ["a day twice counts once", [1, 1, 0, 0], { days: 2, forgiven: null }],
  ])("%s", (_, daysAgo, streak) => {
    expect(streakOf(played(...daysAgo), today)).toMatchObject(streak);
  });

  test("continues over the end of a month and of a leap February", () => {
    const days = ["2028-02-28", "2028-02-29", "2028-03-01"];
    expect(streakOf({ played: days, posted: [] }, "2028-03-01").days).toBe(3);
  });
});

describe("days without a daily question", () => {
  // Monday to Friday of this week and the two before: 22 and 23 November are a weekend.
  const posted = [0, 1, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15].map(ago);

  test("do not end a streak, and need no forgiveness", () => {
    const record = { played: [8, 7, 6, 5, 4, 1].map(ago), posted };
    expect(streakOf(record, today)).toEqual({ days: 6, forgiven: null });
  });

  test("a missed Friday is forgiven on Monday, before and after the answer", () => {
    for (const more of [[], [1]]) {
      expect(streakOf({ played: [6, 5, ...more].map(ago), posted }, ago(1)).forgiven).toBe(ago(4));
    }
  });

  test("an answer on such a day counts", () => {
    expect(streakOf({ played: [4, 3, 2, 1, 0].map(ago), posted }, today).days).toBe(5);
  });

  test("every day counts again once the community has had none for a month", () => {
    const record = { played: [pauseDays + 2].map(ago), posted: [pauseDays + 2].map(ago) };
    expect(streakOf(record, ago(2))).toMatchObject({ days: 1 });
    expect(streakOf(record, ago(1))).toMatchObject({ days: 1, forgiven: null });
    expect(streakOf(record, today)).toMatchObject({ days: 1, forgiven: ago(1) });
    expect(streakOf(record, daysAfter(today, 1))).toMatchObject(none);
  });
});

const someDays = fc.array(fc.integer({ min: -3, max: 45 }).map(ago), { maxLength: 45 });
const someRecord = fc.record({ played: someDays, posted: someDays });
const runs = { numRuns: propertyRuns(300) };

function daysAgo(date: LocalDate): number {
  return (Date.parse(today) - Date.parse(date)) / 86_400_000;
}

/** Tries every first day, and takes the longest run in which no seven days that count have two missed ones. */
function naiveDays(record: StreakDays): number {
  const [playedDays, postedDays] = [record.played, record.posted].map((dates) => new Set(dates.map(daysAgo)));
  let most = 0;
  for (let first = 46; first >= 0; first--) {
    const counted: boolean[] = [];
    for (let day = first; day >= 0; day--) {
      const has = playedDays?.has(day) === true;
      const last = Array.from({ length: pauseDays + 1 }, (_, before) => before).find((before) =>
        postedDays?.has(day + before),
      );
      if (has || (day > 0 && (last === 0 || last === undefined))) counted.push(has);
    }
    const windows = counted.map((_, start) => counted.slice(start, start + forgivenOneIn));
    if (windows.every((window) => window.filter((has) => !has).length <= 1)) {
      most = Math.max(most, counted.filter(Boolean).length);
    }
  }
  return most;
}

describe("for any days", () => {
  test("the streak is the longest run in which no seven days have two missed ones", () => {
    fc.assert(
      fc.property(someRecord, (record) => {
        expect(streakOf(record, today).days).toBe(naiveDays(record));
      }),
      runs,
    );
  });

  test("an answered day more never makes it shorter", () => {
    fc.assert(
      fc.property(someRecord, fc.integer({ min: -3, max: 45 }), (record, more) => {
        const longer = { ...record, played: [...record.played, ago(more)] };
        expect(streakOf(longer, today).days).toBeGreaterThanOrEqual(streakOf(record, today).days);
      }),
      runs,
    );
  });

  test("neither order, repeated days nor days after today change it", () => {
    fc.assert(
      fc.property(someRecord, someDays, (record, others) => {
        const later = others.filter((date) => date > today);
        const all = { played: [...record.played, ...later, ...record.played].reverse(), posted: record.posted };
        expect(streakOf(all, today)).toEqual(streakOf(record, today));
      }),
      runs,
    );
  });

  test("a clock that was set ahead costs nothing once it is right again", () => {
    fc.assert(
      fc.property(someRecord, (record) => {
        const before = record.played.filter((date) => date <= today);
        expect(streakOf(record, today)).toEqual(streakOf({ ...record, played: before }, today));
      }),
      runs,
    );
  });

  test("an answer today adds a day, and forgives and takes back nothing", () => {
    fc.assert(
      fc.property(someRecord, (record) => {
        const without = { ...record, played: record.played.filter((date) => date !== today) };
        const answered = streakOf({ ...without, played: [...without.played, today] }, today);
        expect(answered.days).toBe(streakOf(without, today).days + 1);
        expect(answered.forgiven).toBe(streakOf(without, today).forgiven);
      }),
      runs,
    );
  });
});
