import type { LeaderboardWindow } from "../../../engine/community/calendar.ts";
import type { Topic } from "../../../engine/question/curriculum.ts";

export const topicNames: Readonly<Record<Topic, string>> = {
  "sync-and-async": "Sync and async",
  blocking: "Blocking and non-blocking",
  "callbacks-promises-async-await": "Callbacks, promises, async/await",
  "event-loop": "The event loop",
  "concurrency-and-parallelism": "Concurrency and parallelism",
};

export const windowNames: Readonly<Record<LeaderboardWindow, string>> = {
  today: "Today",
  week: "This week",
  month: "This month",
  all: "All time",
};

const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** `1 point`, `3 points`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** `first` for 0. */
export function ordinal(index: number): string {
  return ordinals[index] ?? "last";
}

export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Rounded to a tenth of a millisecond. */
export function millisecondsText(milliseconds: number): string {
  return `${Math.round(milliseconds * 10) / 10} ms`;
}

/** `Tuesday 24 November` */
export function dateText(localDate: string): string {
  const midday = new Date(`${localDate}T12:00:00Z`);
  const parts = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat("en-GB", parts).format(midday);
}

/** `24 Nov`, always of the same width */
export function shortDateText(localDate: string): string {
  const midday = new Date(`${localDate}T12:00:00Z`);
  const month = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" }).format(midday);
  return `${String(midday.getUTCDate()).padStart(2)} ${month}`;
}

/** `09:00` */
export function timeText(minuteOfDay: number): string {
  const digits = (count: number) => String(count).padStart(2, "0");
  return `${digits(Math.floor(minuteOfDay / 60))}:${digits(minuteOfDay % 60)}`;
}

/** `Mon to Fri`, `Mon, Wed`: three or more days in a row are a range. */
export function weekdaysText(days: readonly number[]): string {
  if (days.length === 7) return "every day";
  const ranges: number[][] = [];
  for (const day of days) {
    const range = ranges.at(-1);
    if (range?.at(-1) === day - 1) range.push(day);
    else ranges.push([day]);
  }
  return ranges.flatMap(rangeText).join(", ");
}

function rangeText(range: readonly number[]): readonly string[] {
  const names = range.map((day) => weekdayNames[day - 1] ?? "");
  return names.length < 3 ? names : [`${names.at(0)} to ${names.at(-1)}`];
}
