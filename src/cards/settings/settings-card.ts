import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Button, Card, Form } from "../card.ts";
import { channelSpan, codeSpan, joined, type Prose, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

export interface ScheduleView {
  readonly channel: string;
  readonly minuteOfDay: number;
  readonly weekdays: readonly number[];
  /** When the next one comes, in words. */
  readonly next: string;
  /** Why the last question could not be posted there; null where it could. */
  readonly failure: keyof Words["daily"]["trouble"] | null;
  /** The day of the last question where nobody knows whether it stands in the channel; null where that is known. */
  readonly doubtful: LocalDate | null;
}

export function settingsCard(
  words: Words,
  view: {
    zone: string | null;
    schedules: readonly ScheduleView[];
    channelName: string;
    /** How many questions were reported here in so many days, and what is typed where the program runs to list them. */
    reports: { readonly count: number; readonly days: number; readonly command: string };
    buttons: readonly Button[];
  },
): Card {
  const schedules = view.schedules.map((schedule) => scheduleLine(words, schedule));
  const { count, days, command } = view.reports;
  const troubles = view.schedules.flatMap((schedule) => troublesOf(words, schedule));
  return {
    type: "card",
    tone: "neutral",
    title: words.settings.title,
    blocks: [
      schedules.length > 0 ? { type: "list", items: schedules } : { type: "text", text: plain(words.settings.none) },
      ...(troubles.length > 0 ? [{ type: "list", items: troubles } as const] : []),
      { type: "text", text: plain(zoneLine(words, view.zone)) },
      { type: "text", text: plain(words.settings.how) },
      { type: "text", text: codeSpan(words.daily.noneExample(view.channelName)) },
      { type: "note", text: joined(plain(words.settings.reports(count, days)), codeSpan(command), plain(".")) },
    ],
    buttons: [view.buttons],
  };
}

/** The daily question was set up: when it comes, and that the zone is UTC until somebody says otherwise. */
export function savedCard(
  words: Words,
  view: { zone: string | null; schedule: ScheduleView; buttons: readonly Button[] },
): Card {
  const { schedule, zone } = view;
  const saved = words.settings.saved(
    words.time(schedule.minuteOfDay),
    words.weekdays(schedule.weekdays),
    zone ?? "UTC",
  );
  return {
    type: "card",
    tone: "neutral",
    title: words.settings.savedTitle,
    blocks: [
      { type: "text", text: joined(plain(saved), plain(" "), plain(words.settings.next(schedule.next)), plain(".")) },
      ...(zone === null ? [{ type: "note", text: plain(zoneLine(words, null)) } as const] : []),
    ],
    buttons: [view.buttons],
  };
}

/** The same settings as a form. */
export function settingsForm(
  words: Words,
  view: { id: string; channel: string; time: string; zone: string; days: string },
): Form {
  const { fields } = words.settings;
  return {
    type: "form",
    id: view.id,
    title: words.settings.formTitle,
    intro: plain(words.settings.formIntro),
    fields: [
      { name: "channel", kind: "channel", value: view.channel, ...fields.channel },
      { name: "time", kind: "text", value: view.time, ...fields.time },
      { name: "zone", kind: "text", value: view.zone, ...fields.zone },
      { name: "days", kind: "text", value: view.days, ...fields.days },
    ],
    submit: words.settings.save,
  };
}

function scheduleLine(words: Words, schedule: ScheduleView) {
  const daily = words.settings.daily(words.time(schedule.minuteOfDay), words.weekdays(schedule.weekdays));
  return joined(channelSpan(schedule.channel), plain(`: ${daily}. ${words.settings.next(schedule.next)}.`));
}

/** What an admin should know of the channel's last question. */
function troublesOf(words: Words, { channel, failure, doubtful }: ScheduleView): readonly Prose[] {
  const { troubleTitle, trouble } = words.daily;
  const [before, after] = doubtful === null ? ["", ""] : words.settings.doubtful(words.date(doubtful));
  return [
    ...(failure === null ? [] : [joined(channelSpan(channel), plain(`: ${troubleTitle}. ${trouble[failure]}`))]),
    ...(doubtful === null ? [] : [joined(plain(before), channelSpan(channel), plain(after))]),
  ];
}

function zoneLine(words: Words, zone: string | null): string {
  return zone === null ? words.settings.zoneUnset : words.settings.zone(zone);
}
