import { z } from "zod";
import type { Button } from "../../../cards/card.ts";
import { refusalCard } from "../../../cards/notices/notice-card.ts";
import { type ScheduleView, settingsCard } from "../../../cards/settings/settings-card.ts";
import { defaultZone, hourMs, type LocalDate } from "../../../engine/community/calendar.ts";
import { nextDue, type Schedule } from "../../../engine/community/schedule.ts";
import type { BotContext, RequestContext } from "../../context.ts";
import type { ChannelSchedule } from "../../ports/schedules.ts";
import { requestButton } from "../buttons.ts";
import { momentText } from "../daily/daily.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly settings: NoFields;
  }
}

/** Reports that are younger count as new. */
const newReportDays = 30;

export const settings = defineRequest({
  type: "settings",
  who: "admins",
  replyMode: "private",
  surface: "window",
  command: {
    words: ["settings"],
    arguments: [],
    help: (words) => words.help.settings,
    read: () => ({ type: "settings" }),
  },
  button: z.object({}),
  handle: async (context) => {
    const { words, store, community, now } = context;
    if (!community) return refusalCard(words, { code: "no-community" }, []);
    const { zone } = community;
    const schedules = await store.schedules.ofCommunity(community.id);
    const views = schedules.map((schedule) => ({
      ...scheduleView(context, schedule, zone),
      failure: schedule.lastDaily?.failure ?? null,
      doubtful: doubtfulDay(schedule),
    }));
    return settingsCard(words, {
      zone,
      schedules: views,
      channelName: context.origin.channelName,
      reports: {
        count: await store.reports.countSince(community.id, now - newReportDays * 24 * hourMs),
        days: newReportDays,
        command: "async-quiz reports",
      },
      buttons: [
        requestButton(context, { type: "settings-form" }, words.settings.change, "primary"),
        ...(schedules.length > 0 ? [sampleButton(context, "plain"), offButton(context)] : []),
      ],
    });
  },
});

/** A schedule as it is saved, with its next post. */
export function scheduleView({ words, now }: RequestContext, schedule: Schedule, zone: string | null): ScheduleView {
  const named = zone ?? defaultZone;
  const { channel, minuteOfDay, weekdays } = schedule;
  const next = `${momentText(words, nextDue(schedule, named, now), named)} (${named})`;
  return { channel, minuteOfDay, weekdays, next, failure: null, doubtful: null };
}

export function sampleButton(context: BotContext, style: Button["style"]): Button {
  return requestButton(context, { type: "settings-daily-test" }, context.words.settings.test, style);
}

export function offButton(context: BotContext): Button {
  return requestButton(context, { type: "settings-daily-off", channel: null }, context.words.settings.off);
}

/** The day whose post may or may not be in the channel; null if that is known. */
function doubtfulDay({ lastDaily }: ChannelSchedule): LocalDate | null {
  return lastDaily !== null && lastDaily.sendingSince !== null ? lastDaily.date : null;
}
