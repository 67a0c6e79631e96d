import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  daysAfter,
  instantOf,
  leaderboardWindows,
  localDateOf,
  localMinuteOf,
  weekdayOf,
  windowEnd,
  windowStart,
} from "../../../src/engine/community/calendar.ts";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"];
const someZone = fc.constantFrom(...zones);
const someMinute = fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 60, max: 181 }));
/** Any day and, half of the time, one on which a clock of these zones changes. */
const someDate = fc.oneof(
  fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 11, 31) }).map((instant) => localDateOf(instant, "UTC")),
  fc.constantFrom("2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"),
);

const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

describe("instantOf", () => {
  test.each([
    ["an ordinary winter day", "2026-11-24", "09:00", "Europe/Berlin", "2026-11-24T08:00:00Z"],
    ["an ordinary summer day", "2026-07-01", "09:00", "Europe/Berlin", "2026-07-01T07:00:00Z"],
    ["a zone of 45 minutes", "2026-11-24", "00:00", "Asia/Kathmandu", "2026-11-23T18:15:00Z"],
    ["Berlin's gap, first minute", "2026-03-29", "02:00", "Europe/Berlin", "2026-03-29T01:00:00Z"],
    ["Berlin's gap, within", "2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:00:00Z"],
    ["Berlin's gap, last minute", "2026-03-29", "02:59", "Europe/Berlin", "2026-03-29T01:00:00Z"],
    ["Berlin's gap, its end", "2026-03-29", "03:00", "Europe/Berlin", "2026-03-29T01:00:00Z"],
    ["Berlin's gap, the minute before", "2026-03-29", "01:59", "Europe/Berlin", "2026-03-29T00:59:00Z"],
    ["Berlin's doubled hour, the first", "2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"],
    ["Berlin after its doubled hour", "2026-10-25", "03:00", "Europe/Berlin", "2026-10-25T02:00:00Z"],
    ["New York's gap, first minute", "2026-03-08", "02:00", "America/New_York", "2026-03-08T07:00:00Z"],
    ["New York's gap, within", "2026-03-08", "02:30", "America/New_York", "2026-03-08T07:00:00Z"],
    ["New York's doubled hour, the first", "2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00Z"],
    ["Lord Howe's half hour gap", "2026-10-04", "02:10", "Australia/Lord_Howe", "2026-10-03T15:30:00Z"],
    ["Lord Howe's doubled half hour", "2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z"],
    ["a gap at midnight", "2025-04-25", "00:20", "Africa/Cairo", "2025-04-24T22:00:00Z"],
  ])("%s", (_, date, time, zone, instant) => {
    expect(new Date(instantOf(date, clock(time), zone)).toISOString()).toBe(instant.replace("Z", ".000Z"));
  });

  test("returns the day and, outside of gaps, the minute", () => {
    fc.assert(
      fc.property(someDate, someMinute, someZone, (date, minute, zone) => {
        const instant = instantOf(date, minute, zone);
        expect(localDateOf(instant, zone)).toBe(date);
        const late = localMinuteOf(instant, zone) - minute;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(60);
      }),
    );
  });

  test("never goes back as the minutes of a day advance", () => {
    fc.assert(
      fc.property(someDate, someMinute, someMinute, someZone, (date, one, other, zone) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        expect(instantOf(date, early, zone)).toBeLessThanOrEqual(instantOf(date, late, zone));
      }),
    );
  });
});

test.each([
  ["2026-11-24T22:59:59.999Z", "Europe/Berlin", "2026-11-24", 1439],
  ["2026-11-24T23:00:00Z", "Europe/Berlin", "2026-11-25", 0],
  ["2026-11-24T18:14:00Z", "Asia/Kathmandu", "2026-11-24", 1439],
  ["2026-11-24T18:15:00Z", "Asia/Kathmandu", "2026-11-25", 0],
  ["2026-11-25T04:59:00Z", "America/New_York", "2026-11-24", 1439],
  ["2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25", 150],
])("%s in %s is %s, minute %i", (instant, zone, date, minute) => {
  expect(localDateOf(Date.parse(instant), zone)).toBe(date);
  expect(localMinuteOf(Date.parse(instant), zone)).toBe(minute);
});

test.each([
  ["today", "2026-11-24", "2026-11-24", "2026-11-25"],
  ["week", "2026-11-24", "2026-11-23", "2026-11-30"],
  ["week", "2026-11-23", "2026-11-23", "2026-11-30"],
  ["week", "2026-11-29", "2026-11-23", "2026-11-30"],
  ["week", "2027-01-01", "2026-12-28", "2027-01-04"],
  ["month", "2026-11-24", "2026-11-01", "2026-12-01"],
  ["month", "2028-02-29", "2028-02-01", "2028-03-01"],
  ["month", "2026-12-31", "2026-12-01", "2027-01-01"],
  ["all", "2026-11-24", null, null],
] as const)("the window %s of %s begins on %s and ends before %s", (window, today, start, end) => {
  expect(windowStart(window, today)).toBe(start);
  expect(windowEnd(window, today)).toBe(end);
});

test("a window contains its day, a week begins on Monday, and the day after a window begins the next one", () => {
  fc.assert(
    fc.property(someDate, fc.constantFrom(...leaderboardWindows), (today, window) => {
      const [start, end] = [windowStart(window, today), windowEnd(window, today)];
      if (start === null || end === null) {
        expect([window, start, end]).toEqual(["all", null, null]);
        return;
      }
      expect(start <= today && today < end).toBe(true);
      expect(windowStart(window, daysAfter(end, -1))).toBe(start);
      expect(windowStart(window, end)).toBe(end);
      if (window === "week") expect([weekdayOf(start), daysAfter(start, 7)]).toEqual([1, end]);
    }),
  );
});
