import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysAfter } from "../../../src/engine/community/calendar.ts";
import { streakOf } from "../../../src/engine/learner/streak.ts";
import { propertyRuns } from "../../property-runs.ts";

const today = "2028-03-15";
const ago = (days: readonly number[]) => days.map((count) => daysAfter(today, -count));
const streak = (played: readonly number[], posted: readonly number[] = []) =>
  streakOf({ played: ago(played), posted: ago(posted) }, today);

/** A community whose daily question comes on every day but these. */
const dailyExcept = (without: readonly number[]) =>
  Array.from({ length: 60 }, (_, days) => days).filter((days) => !without.includes(days));

describe("a streak", () => {
  test.each<[string, readonly number[], readonly number[], number, number | null]>([
    ["nothing", [], [], 0, null],
    ["today", [0], [], 1, null],
    ["yesterday, today is young", [1], [], 1, null],
    ["three days with today", [2, 1, 0], [], 3, null],
    ["three days without today", [3, 2, 1], [], 3, null],
    ["a missed day is forgiven, and said", [3, 2, 0], [], 3, 1],
    ["two missed days in a row end it", [4, 3, 0], [], 1, null],
    ["a second missed day within seven ends it", [6, 5, 3, 1, 0], [], 2, null],
    ["a second one after seven is forgiven too", [10, 9, 7, 6, 5, 4, 3, 2, 0], [], 9, 1],
    ["two missed days before today, and no answer yet", [4, 3], [], 0, null],
    ["days without a daily question do not count as missed", [6, 5, 2, 1, 0], dailyExcept([4, 3]), 5, null],
    ["a community whose questions have ended gives no excuse", [5, 4, 0], [50, 49], 1, null],
    ["an older forgiven day is not said again", [5, 3, 2, 1, 0], [], 5, null],
  ])("after %s", (_, played, posted, days, forgiven) => {
    expect(streak(played, posted)).toEqual({ days, forgiven: forgiven === null ? null : ago([forgiven])[0] });
  });

  test("continues over the end of a month and of a leap February", () => {
    const played = ["2028-02-28", "2028-02-29", "2028-03-01"];
    expect(streakOf({ played, posted: [] }, "2028-03-01").days).toBe(3);
  });

  test("ignores a day far ahead, which only a wrong clock saves, until it is reached", () => {
    expect(streak([1, 0, -400]).days).toBe(2);
  });
});

const someDays = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 41 });

/** The rule in other words: the longest run of days back from today in which no seven days have two missed ones. */
function naive(played: readonly number[], posted: readonly number[]): number {
  const isMissable = (day: number) => posted.includes(day) || !posted.some((post) => post > day && post <= day + 31);
  const has = (day: number) => played.includes(day);
  const counting = Array.from({ length: 41 }, (_, index) => 40 - index).filter(
    (day) => has(day) || (day > 0 && isMissable(day)),
  );
  let run = 0;
  let sinceMissed = Number.POSITIVE_INFINITY;
  for (const day of counting) {
    if (has(day)) {
      run++;
      sinceMissed++;
    } else if (run > 0 && sinceMissed + 1 >= 7) {
      sinceMissed = 0;
    } else {
      run = 0;
      sinceMissed = Number.POSITIVE_INFINITY;
    }
  }
  return run;
}

describe("for any days", () => {
  test("it equals the rule in other words, in any order, with days that are listed twice", () => {
    fc.assert(
      fc.property(someDays, someDays, (played, posted) => {
        const expected = naive(played, posted);
        expect(streak(played, posted).days).toBe(expected);
        expect(streak([...played, ...played].reverse(), [...posted].reverse()).days).toBe(expected);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test("it is never longer than the days on which the person answered, and an answer today never shortens it", () => {
    fc.assert(
      fc.property(someDays, someDays, (played, posted) => {
        const { days } = streak(played, posted);
        expect(days).toBeLessThanOrEqual(played.length);
        expect(streak([...played, 0], posted).days).toBeGreaterThanOrEqual(days);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
