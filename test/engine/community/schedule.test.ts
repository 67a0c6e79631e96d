import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  daysAfter,
  hourMs,
  instantOf,
  localDateOf,
  minuteMs,
  weekdayOf,
} from "../../../src/engine/community/calendar.ts";
import { dueDate, nextDue, type Schedule } from "../../../src/engine/community/schedule.ts";
import type { CommunityId } from "../../../src/engine/question/ids.ts";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
const everyDay = [1, 2, 3, 4, 5, 6, 7];

function scheduleAt(minuteOfDay: number, over: Partial<Schedule> = {}): Schedule {
  return { community: "c" as CommunityId, channel: "room", minuteOfDay, weekdays: everyDay, since: 0, ...over };
}

const someSchedule = fc
  .record({
    minuteOfDay: fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.constantFrom(0, 119, 120, 150, 1430, 1439)),
    weekdays: fc.subarray(everyDay, { minLength: 1 }),
  })
  .map(({ minuteOfDay, weekdays }) => scheduleAt(minuteOfDay, { weekdays }));
/** Instants of a year with every change of the zones above. */
const someInstant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });

describe("dueDate", () => {
  test.each([
    ["a minute early", "2026-11-24T07:59:00Z", null],
    ["on time", "2026-11-24T08:00:00Z", "2026-11-24"],
    ["59 minutes late", "2026-11-24T08:59:59.999Z", "2026-11-24"],
    ["an hour late", "2026-11-24T09:00:00Z", null],
    ["on a Saturday", "2026-11-28T08:00:00Z", null],
  ])("09:00 in Berlin on weekdays, %s", (_, now, date) => {
    const schedule = scheduleAt(9 * 60, { weekdays: [1, 2, 3, 4, 5] });
    expect(dueDate(schedule, "Europe/Berlin", Date.parse(now))).toBe(date);
  });

  test("yesterday's 23:50, noticed at 00:20, is yesterday's, by yesterday's weekday", () => {
    const onlyMonday = scheduleAt(23 * 60 + 50, { weekdays: [1] });
    const now = Date.parse("2026-11-24T00:20:00Z");
    expect(dueDate(onlyMonday, "UTC", now)).toBe("2026-11-23");
    expect(dueDate({ ...onlyMonday, weekdays: [2] }, "UTC", now)).toBeNull();
  });

  test("what was due before the schedule was set is not posted late", () => {
    const due = Date.parse("2026-11-24T09:00:00Z");
    const setBefore = scheduleAt(9 * 60, { since: due - 1 });
    expect(dueDate(setBefore, "UTC", due + minuteMs)).toBe("2026-11-24");
    expect(dueDate({ ...setBefore, since: due + 1 }, "UTC", due + minuteMs)).toBeNull();
  });

  test("in a doubled hour, it is due at the first of the two, and not again at the second", () => {
    const schedule = scheduleAt(2 * 60 + 30);
    const first = Date.parse("2026-10-25T00:30:00Z");
    expect(dueDate(schedule, "Europe/Berlin", first)).toBe("2026-10-25");
    expect(dueDate(schedule, "Europe/Berlin", first + hourMs)).toBeNull();
    expect(nextDue(schedule, "Europe/Berlin", first)).toBe(Date.parse("2026-10-26T01:30:00Z"));
  });

  test("in a gap, it is due when the gap ends, on that day only", () => {
    const end = Date.parse("2026-03-29T01:00:00Z");
    for (const minuteOfDay of [120, 150, 179]) {
      const schedule = scheduleAt(minuteOfDay);
      expect(nextDue(schedule, "Europe/Berlin", end - 1)).toBe(end);
      expect(dueDate(schedule, "Europe/Berlin", end)).toBe("2026-03-29");
      expect(dueDate(schedule, "Europe/Berlin", end - 1)).toBeNull();
    }
  });

  test("each day of the schedule is due for the hour after its time, and no other day is", () => {
    fc.assert(
      fc.property(someSchedule, fc.constantFrom(...zones), someInstant, (schedule, zone, near) => {
        const date = localDateOf(near, zone);
        const due = instantOf(date, schedule.minuteOfDay, zone);
        const expected = schedule.weekdays.includes(weekdayOf(date)) ? date : null;
        const edges = [due - 1, due, due + hourMs - 1, due + hourMs].map((now) => dueDate(schedule, zone, now));
        expect(edges).toEqual([null, expected, expected, null]);
      }),
    );
  });

  test("a clock that jumps, even back, sees each day in one span", () => {
    const jumps = fc.array(fc.integer({ min: -2 * hourMs, max: 9 * hourMs }), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(someSchedule, fc.constantFrom(...zones), someInstant, jumps, (schedule, zone, start, steps) => {
        const checks = [start];
        for (const step of steps) checks.push((checks.at(-1) as number) + step);
        const seen = checks.map((now) => ({ now, date: dueDate(schedule, zone, now) })).sort((a, b) => a.now - b.now);
        const runs = seen.map(({ date }) => date).filter((date, index, all) => index === 0 || date !== all[index - 1]);
        const days = runs.filter((date) => date !== null);
        expect(days).toEqual([...new Set(days)].sort());
        for (const { now, date } of seen) {
          if (date !== null) expect(instantOf(date, schedule.minuteOfDay, zone)).toBeLessThanOrEqual(now);
        }
      }),
    );
  });
});

describe("nextDue", () => {
  test("is the first due time after now", () => {
    fc.assert(
      fc.property(someSchedule, fc.constantFrom(...zones), someInstant, (schedule, zone, now) => {
        const next = nextDue(schedule, zone, now);
        const today = localDateOf(now, zone);
        const later = Array.from({ length: 10 }, (_, ahead) => daysAfter(today, ahead - 1))
          .filter((date) => schedule.weekdays.includes(weekdayOf(date)))
          .map((date) => instantOf(date, schedule.minuteOfDay, zone))
          .filter((due) => due > now);
        expect(next).toBe(Math.min(...later));
        expect(dueDate(schedule, zone, next)).toBe(localDateOf(next, zone));
      }),
    );
  });

  test("throws if no weekday is valid", () => {
    expect(() => nextDue(scheduleAt(0, { weekdays: [] }), "UTC", 0)).toThrow(RangeError);
  });
});
