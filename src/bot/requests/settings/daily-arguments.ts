import type { Words } from "../../../cards/words/words.ts";
import { nearest } from "../../../text/nearest.ts";
import { type Declined, declined, type RequestOf } from "../request.ts";
import type { ArgumentSpec, ChannelOf } from "../typed-command.ts";

/** The words of the settings form explain the arguments too. */
export function fieldHint(field: keyof Words["settings"]["fields"]): (words: Words) => string {
  return ({ settings: { fields } }) => `${fields[field].label}: ${fields[field].hint}`;
}

export const channelArgument = {
  name: "channel",
  kind: "channel",
  hint: fieldHint("channel"),
} as const satisfies Omit<ArgumentSpec, "required">;

/** The arguments of a daily question as typed; empty for those that were left out. */
interface DailyArguments {
  readonly channel: string;
  readonly time: string;
  readonly zone: string;
  readonly days: string;
}

/** Reads the four arguments of `settings daily`, or declines the first that cannot be read. */
export function dailySettings(typed: DailyArguments, channelOf: ChannelOf): RequestOf<"settings-daily"> | Declined {
  if (typed.channel === "" || typed.time === "") return declined({ code: "settings-incomplete" });
  const channel = channelOf(typed.channel);
  if (channel === null) return declined({ code: "bad-channel", typed: typed.channel });
  const minuteOfDay = readTime(typed.time);
  if (minuteOfDay === null) return declined({ code: "bad-time", typed: typed.time });
  const typedDays = `${typed.zone} ${typed.days}`.trim();
  if (typed.zone !== "" && readZone(typed.zone) === null && readDays(typedDays) !== null) {
    // The zone was left out, and the days were typed instead.
    return dailySettings({ ...typed, zone: "", days: typedDays }, channelOf);
  }
  const zone = typed.zone === "" ? null : readZone(typed.zone);
  if (typed.zone !== "" && zone === null) {
    return declined({ code: "bad-zone", typed: typed.zone, nearest: nearest(typed.zone, zones()) });
  }
  const weekdays = readDays(typed.days === "" ? "daily" : typed.days);
  if (weekdays === null) return declined({ code: "bad-days", typed: typed.days });
  return { type: "settings-daily", channel, minuteOfDay, zone, weekdays };
}

/** Minutes since midnight of `9:00`, `09:00` or `21:30`; null for anything else. */
export function readTime(typed: string): number | null {
  const found = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed.trim());
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/**
 * The zone in the spelling of `Intl`; null if `Intl` does not know it. An offset such as `+02:00` is refused, because
 * it would be an hour off for half of the year in zones with daylight saving time.
 */
export function readZone(typed: string): string | null {
  if (!/^[A-Za-z]/.test(typed)) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: typed.replaceAll(" ", "_") }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** The zones to suggest. `Intl` leaves UTC out of its list. */
export function zones(): readonly string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

export const weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const daySets: ReadonlyMap<string, readonly number[]> = new Map([
  ["daily", [1, 2, 3, 4, 5, 6, 7]],
  ["everyday", [1, 2, 3, 4, 5, 6, 7]],
  ["weekdays", [1, 2, 3, 4, 5]],
  ["weekends", [6, 7]],
]);

/** The words for several days at once. */
export const daySetNames: readonly string[] = [...daySets.keys()];

/** Weekdays (1 is Monday) of `mon-fri`, `mon,wed,fri`, `daily`, `weekdays`, `weekends`, `fri-mon`; null otherwise. */
export function readDays(typed: string): readonly number[] | null {
  const days = new Set<number>();
  for (const part of typed
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)) {
    const set = daySets.get(part) ?? readDayRange(part);
    if (!set) return null;
    for (const day of set) days.add(day);
  }
  return days.size > 0 ? [...days].sort((a, b) => a - b) : null;
}

function readDayRange(part: string): readonly number[] | null {
  const ends = part.split("-").map(readDay);
  const [first, last = first] = ends;
  if (ends.length > 2 || !first || !last) return null;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((first - 1 + step) % 7) + 1);
}

function readDay(name: string): number | null {
  if (name.length < 3) return null;
  const full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const found = full.findIndex((day) => day.startsWith(name));
  return found === -1 ? null : found + 1;
}
