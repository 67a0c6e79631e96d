import { z } from "zod";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { savedCard, settingsForm } from "../../../cards/settings/settings-card.ts";
import { defaultZone } from "../../../engine/community/calendar.ts";
import { firstDue, type Schedule } from "../../../engine/community/schedule.ts";
import { defineRequest, formId } from "../definition.ts";
import { declined, type NoFields } from "../request.ts";
import { channelArgument, dailySettings, daySetNames, fieldHint, weekdayNames, zones } from "./daily-arguments.ts";
import { offButton, sampleButton, scheduleView } from "./settings.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    /** Opens the form for the daily question. */
    readonly "settings-form": NoFields;
  }
  interface Requests {
    readonly "settings-daily": {
      readonly channel: string;
      readonly minuteOfDay: number;
      /** null keeps the community's zone. */
      readonly zone: string | null;
      /** 1 is Monday; ascending, at least one. */
      readonly weekdays: readonly number[];
    };
  }
}

export const settingsFormRequest = defineRequest({
  type: "settings-form",
  who: "admins",
  replyMode: "form",
  openLabel: (words) => words.settings.change,
  button: z.object({}),
  handle: async ({ words, community, origin, store }) => {
    if (!community) return refusalCard(words, { code: "no-community" }, []);
    const schedules = await store.schedules.ofCommunity(community.id);
    const current = schedules.find(({ channel }) => channel === origin.channel) ?? schedules[0];
    return settingsForm(words, {
      id: formId("settings-daily"),
      channel: current?.channel ?? origin.channel,
      time: words.time(current?.minuteOfDay ?? 9 * 60),
      zone: community.zone ?? defaultZone,
      days: current ? current.weekdays.map((day) => weekdayNames[day - 1]).join(",") : "mon-fri",
    });
  },
});

const field = z
  .string()
  .max(200)
  .transform((text) => text.trim());
const filledIn = z.object({ channel: field, time: field, zone: field, days: field });

export const settingsDaily = defineRequest({
  type: "settings-daily",
  who: "admins",
  replyMode: "private",
  command: {
    words: ["settings", "daily"],
    arguments: [
      { ...channelArgument, required: true },
      { name: "time", kind: "text", required: true, hint: fieldHint("time") },
      { name: "zone", kind: "text", required: false, hint: fieldHint("zone"), suggestions: zones },
      {
        name: "days",
        kind: "text",
        required: false,
        takesRest: true,
        hint: fieldHint("days"),
        suggestions: () => [...daySetNames, "mon-fri"],
      },
    ],
    help: (words) => words.help["settings-daily"],
    read: ({ channel = "", time = "", zone = "", days = "" }, channelOf) =>
      dailySettings({ channel, time, zone, days }, channelOf),
  },
  form: {
    read: (parts, values, channelOf) => {
      const read = filledIn.safeParse(values);
      if (!read.success || parts.length > 0) return declined({ code: "unknown-button" });
      return dailySettings(read.data, channelOf);
    },
  },
  handle: async (context, { channel, minuteOfDay, weekdays, zone: wantedZone }) => {
    const { words, community, store, now: since } = context;
    if (!community) return refusalCard(words, { code: "no-community" }, []);
    const schedule: Schedule = { community: community.id, channel, minuteOfDay, weekdays, since };
    await store.schedules.save(schedule, wantedZone, (each, zone) => firstDue(each, zone ?? defaultZone, since));
    const zone = wantedZone ?? community.zone;
    return savedCard(words, {
      zone,
      schedule: scheduleView(context, schedule, zone),
      buttons: [sampleButton(context, "primary"), offButton(context)],
    });
  },
});
