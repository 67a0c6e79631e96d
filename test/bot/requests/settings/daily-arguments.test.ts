import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readForm } from "../../../../src/bot/requests/catalogue.ts";
import {
  daySetNames,
  readDays,
  readTime,
  readZone,
  weekdayNames,
  zones,
} from "../../../../src/bot/requests/settings/daily-arguments.ts";
import { localDateOf } from "../../../../src/engine/community/calendar.ts";

test.each([
  ["00:00", 0],
  ["0:00", 0],
  ["9:00", 540],
  ["09:00", 540],
  ["09.30", 570],
  [" 21:30 ", 1290],
  ["23:59", 1439],
  ["24:00", null],
  ["9", null],
  ["9:5", null],
  ["09:60", null],
  ["9:00 am", null],
  ["-1:00", null],
  ["٩:٠٠", null],
  ["", null],
])("the time %j is minute %j", (typed, minute) => {
  expect(readTime(typed)).toBe(minute);
});

test.each([
  ["UTC", "UTC"],
  ["utc", "UTC"],
  ["Europe/Berlin", "Europe/Berlin"],
  ["europe/berlin", "Europe/Berlin"],
  ["America/New York", "America/New_York"],
  ["Asia/Kathmandu", "Asia/Katmandu"],
  ["Berlin", null],
  ["Mars/Olympus", null],
  ["+02:00", null],
  ["-0500", null],
  ["2", null],
  ["", null],
  ["x".repeat(10_000), null],
])("the zone %.30j is %j", (typed, zone) => {
  const read = readZone(typed);
  // Which of a zone's two spellings is canonical depends on the version of the time zone data.
  expect(read === "Asia/Kathmandu" ? "Asia/Katmandu" : read).toBe(zone);
});

test("every suggested zone is read in its own spelling, and has a calendar", () => {
  expect(zones().length).toBeGreaterThan(300);
  expect(zones()[0]).toBe("UTC");
  for (const zone of zones()) {
    const read = readZone(zone);
    expect([zone, readZone(read ?? "")]).toEqual([zone, read]);
    expect(localDateOf(Date.UTC(2026, 10, 24, 12), read ?? "")).toMatch(/^2026-11-2[45]$/);
  }
});

test("every zone that is read has a calendar, including old names", () => {
  for (const typed of ["US/Eastern", "EST", "EST5EDT", "GMT", "Etc/GMT+2", "Asia/Calcutta", "Europe/Kiev", "Zulu"]) {
    const zone = readZone(typed);
    if (zone !== null) expect(localDateOf(Date.UTC(2026, 10, 24, 12), zone)).toBe("2026-11-24");
  }
});

describe("days", () => {
  test.each([
    ["mon-fri", [1, 2, 3, 4, 5]],
    ["Mon-Fri", [1, 2, 3, 4, 5]],
    ["mon,wed,fri", [1, 3, 5]],
    ["fri, wed  mon", [1, 3, 5]],
    ["monday,wednesday", [1, 3]],
    ["tues-thurs", [2, 3, 4]],
    ["fri-mon", [1, 5, 6, 7]],
    ["sun-sun", [7]],
    ["mon-wed,tue-thu", [1, 2, 3, 4]],
    ["daily", [1, 2, 3, 4, 5, 6, 7]],
    ["weekdays,sat", [1, 2, 3, 4, 5, 6]],
    ["weekends", [6, 7]],
    ["", null],
    [",", null],
    ["mo", null],
    ["mon-", null],
    ["-fri", null],
    ["mon-wed-fri", null],
    ["mondays", null],
    ["mon-fri,holiday", null],
    ["constructor", null],
    ["__proto__", null],
  ])("%j are %j", (typed, days) => {
    expect(readDays(typed)).toEqual(days);
  });

  test("any set of weekdays is read back, in any order", () => {
    const days = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    fc.assert(
      fc.property(days, fc.constantFrom(",", " ", ", "), (wanted, between) => {
        const typed = wanted.map((day) => weekdayNames[day - 1]).join(between);
        expect(readDays(typed)).toEqual([...wanted].sort());
      }),
    );
  });

  test("the names of sets are read, and any other text never throws", () => {
    for (const name of daySetNames) expect(readDays(name)).not.toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (typed) => {
        const days = readDays(typed);
        if (days !== null) expect(days).toEqual([...new Set(days)].sort());
        readTime(typed);
        readZone(typed);
      }),
    );
  });
});

describe("the form", () => {
  const channelOf = (typed: string) => (typed === "C1" ? typed : null);
  const filled = { channel: "C1", time: " 9:00 ", zone: " Europe/Berlin ", days: " mon-fri " };

  test("is read like typed arguments", () => {
    expect(readForm("settings-daily", filled, channelOf)).toEqual({
      type: "settings-daily",
      channel: "C1",
      minuteOfDay: 540,
      zone: "Europe/Berlin",
      weekdays: [1, 2, 3, 4, 5],
    });
  });

  test.each([
    ["another form", "settings", filled],
    ["a field is missing", "settings-daily", { channel: "C1", time: "9:00", zone: "UTC" }],
    ["a field is endless", "settings-daily", { ...filled, days: "mon ".repeat(100) }],
  ])("is declined if it is not ours: %s", (_, id, values) => {
    expect(readForm(id, values as Record<string, string>, channelOf)).toEqual({
      type: "declined",
      refusal: { code: "unknown-button" },
    });
  });
});
