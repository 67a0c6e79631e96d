import type { LocalDate } from "../../engine/community/calendar.ts";
import { type Button, type Card, card, type Form, list, note, text } from "../card.ts";
import { channelSpan, codeSpan, commandSpan, instruction, joined, type Prose, plain } from "../prose.ts";
import type { Words } from "../words/words.ts";

export interface ScheduleView {
  readonly channel: string;
  readonly minuteOfDay: number;
  readonly weekdays: readonly number[];
  /** When the next question comes, in words. */
  readonly next: string;
  /** Why the last question could not be posted; null if it was. */
  readonly failure: keyof Words["daily"]["trouble"] | null;
  /** The day of the last question, if it is unknown whether it was posted; otherwise null. */
  readonly doubtful: LocalDate | null;
}

export interface SettingsView {
  readonly zone: string | null;
  readonly schedules: readonly ScheduleView[];
  readonly channelName: string;
  /** How many questions were reported in the last `days`, and the shell command that lists them. */
  readonly reports: { readonly count: number; readonly days: number; readonly command: string };
  readonly buttons: readonly Button[];
}

export function settingsCard(words: Words, view: SettingsView): Card {
  const { settings } = words;
  const { count, days, command } = view.reports;
  const { before, after } = settings.reports(count, days);
  const schedules = view.schedules.map((schedule) => scheduleLine(words, schedule));
  const troubles = view.schedules.flatMap((schedule) => troublesOf(words, schedule));
  const blocks = [
    schedules.length > 0 ? list(schedules) : text(settings.none),
    ...(troubles.length > 0 ? [list(troubles)] : []),
    text(zoneLine(words, view.zone)),
    text(settings.how),
    text(exampleSettings(view.channelName)),
    note(joined(plain(before), codeSpan(command), plain(after))),
  ];
  return card("neutral", settings.title, blocks, view.buttons);
}

/** A command that sets up a daily question. */
export function exampleSettings(channelName: string): Prose {
  return commandSpan("settings daily", `${channelName} 09:00 Europe/Berlin mon-fri`);
}

export interface SavedView {
  readonly zone: string | null;
  readonly schedule: ScheduleView;
  readonly buttons: readonly Button[];
}

/** The daily question was set up: when it comes, and that the zone is UTC if none is set. */
export function savedCard(words: Words, { zone, schedule, buttons }: SavedView): Card {
  const { saved, next, savedTitle } = words.settings;
  const { minuteOfDay, weekdays } = schedule;
  const when = saved(words.time(minuteOfDay), words.weekdays(weekdays), zone ?? "UTC");
  const blocks = [text(`${when} ${next(schedule.next)}.`), ...(zone === null ? [note(zoneLine(words, null))] : [])];
  return card("neutral", savedTitle, blocks, buttons);
}

export interface SettingsFormView {
  readonly id: string;
  readonly channel: string;
  readonly time: string;
  readonly zone: string;
  readonly days: string;
}

/** The same settings as a form. */
export function settingsForm(words: Words, view: SettingsFormView): Form {
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

function scheduleLine(words: Words, schedule: ScheduleView): Prose {
  const daily = words.settings.daily(words.time(schedule.minuteOfDay), words.weekdays(schedule.weekdays));
  return joined(channelSpan(schedule.channel), plain(`: ${daily}. ${words.settings.next(schedule.next)}.`));
}

/** What an admin needs to know about the channel's last question. */
function troublesOf(words: Words, { channel, failure, doubtful }: ScheduleView): readonly Prose[] {
  const { troubleTitle, trouble } = words.daily;
  const troubles: Prose[] = [];
  if (failure !== null) troubles.push(joined(channelSpan(channel), plain(`: ${troubleTitle}. ${trouble[failure]}`)));
  if (doubtful !== null) {
    const { before, after } = words.settings.doubtful(words.date(doubtful));
    troubles.push(joined(plain(before), channelSpan(channel), instruction(after)));
  }
  return troubles;
}

function zoneLine(words: Words, zone: string | null): string {
  return zone === null ? words.settings.zoneUnset : words.settings.zone(zone);
}
