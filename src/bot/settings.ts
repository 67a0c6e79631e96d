import type { Button, Card, Form } from "../cards/card.ts";
import { dailyPostCard } from "../cards/daily/daily-card.ts";
import { noticeCard, refusalCard } from "../cards/notices/notice-card.ts";
import { type ScheduleView, savedCard, settingsCard, settingsForm } from "../cards/settings/settings-card.ts";
import { defaultZone, hourMs, type LocalDate } from "../engine/community/calendar.ts";
import { firstDue, nextDue, type Schedule } from "../engine/community/schedule.ts";
import { type ButtonRequest, buttonId } from "./button-id.ts";
import type { Command } from "./command.ts";
import { chooseQuestion } from "./daily/daily-post.ts";
import { weekdayNames } from "./daily-arguments.ts";
import type { House } from "./house.ts";
import { momentOf } from "./moment.ts";
import { answerIds, newPresentation } from "./play.ts";
import type { Community } from "./ports/people.ts";
import type { ChannelSchedule } from "./ports/schedules.ts";
import { dailyFormId } from "./settings-form.ts";
import type { Visit } from "./visit.ts";

/** Reports that are younger count as new. */
const newReportDays = 30;

export async function showSettings(house: House, visit: Visit): Promise<Card> {
  const { words } = house;
  if (!visit.community) return nowhere(house);
  const { zone } = visit.community;
  const schedules = await house.store.schedules.ofCommunity(visit.community.id);
  const views = schedules.map((schedule) => ({
    ...scheduleView(house, visit, schedule, zone),
    failure: schedule.lastDaily?.failure ?? null,
    doubtful: doubtfulDay(schedule),
  }));
  return settingsCard(words, {
    zone,
    schedules: views,
    channelName: visit.from.channelName,
    reports: {
      count: await newReports(house, visit, visit.community),
      days: newReportDays,
      command: "async-quiz reports",
    },
    buttons: [
      button("settings-form", words.settings.change, "primary"),
      ...(schedules.length > 0
        ? [button("settings-daily-test", words.settings.test, "plain"), offButton(words.settings.off)]
        : []),
    ],
  });
}

export async function openSettingsForm(house: House, visit: Visit): Promise<Form | Card> {
  const { words } = house;
  if (!visit.community) return nowhere(house);
  const schedules = await house.store.schedules.ofCommunity(visit.community.id);
  const current = schedules.find((schedule) => schedule.channel === visit.from.channel) ?? schedules[0];
  return settingsForm(words, {
    id: dailyFormId,
    channel: current?.channel ?? visit.from.channel,
    time: words.time(current?.minuteOfDay ?? 9 * 60),
    zone: visit.community.zone ?? defaultZone,
    days: current ? current.weekdays.map((day) => weekdayNames[day - 1]).join(",") : "mon-fri",
  });
}

export async function saveDaily(
  house: House,
  visit: Visit,
  wanted: Extract<Command, { type: "settings-daily" }>,
): Promise<Card> {
  const { words } = house;
  if (!visit.community) return nowhere(house);
  const { channel, minuteOfDay, weekdays } = wanted;
  const schedule: Schedule = { community: visit.community.id, channel, minuteOfDay, weekdays, since: visit.now };
  await house.store.schedules.save(schedule, wanted.zone, (one, zone) => firstDue(one, zone ?? defaultZone, visit.now));
  const zone = wanted.zone ?? visit.community.zone;
  return savedCard(words, {
    zone,
    schedule: scheduleView(house, visit, schedule, zone),
    buttons: [button("settings-daily-test", words.settings.test, "primary"), offButton(words.settings.off)],
  });
}

export async function turnDailyOff(house: House, visit: Visit, channel: string | null): Promise<Card> {
  const { words } = house;
  if (!visit.community) return nowhere(house);
  const ended = await house.store.schedules.end(visit.community.id, channel, visit.now);
  if (ended === 0) return refusalCard(words, { code: "no-schedule" }, []);
  return noticeCard("neutral", words.settings.offTitle, [words.settings.turnedOff(ended)], []);
}

/** Posts a sample where the daily question will come, so that an admin sees it and learns of a missing permission. */
export async function postSample(house: House, visit: Visit): Promise<Card> {
  const { words } = house;
  const chat = house.chat(visit.from.chat);
  if (!visit.community || !chat) return nowhere(house);
  const channel = await sampleChannel(house, visit, visit.community);
  const question = await chooseQuestion(house, visit.community.id, channel);
  if (!question) return refusalCard(words, { code: "no-questions" }, []);
  const to = {
    community: visit.community.id,
    account: null,
    reason: "sample",
    topic: null,
    presentedAt: visit.now,
  } as const;
  const presentation = newPresentation(house, question, to);
  await house.store.presentations.save(presentation);
  const card = dailyPostCard(words, {
    question,
    presentation,
    date: null,
    answered: 0,
    reveal: null,
    ids: answerIds(presentation.id, "answer-in-channel"),
  });
  const outcome = await chat.post({ workspace: visit.from.workspace, channel, key: presentation.id, card });
  if (outcome.type === "posted") return noticeCard("neutral", words.settings.testTitle, [words.settings.tested], []);
  if (outcome.type === "lost") {
    return noticeCard("refused", words.settings.testLostTitle, [words.settings.testLost], []);
  }
  return noticeCard("refused", words.settings.testFailedTitle, [words.settings.testFailed[outcome.reason]], []);
}

function newReports(house: House, visit: Visit, community: Community): Promise<number> {
  return house.store.reports.countSince(community.id, visit.now - newReportDays * 24 * hourMs);
}

/** This channel, unless the daily question comes only elsewhere. */
async function sampleChannel(house: House, visit: Visit, community: Community): Promise<string> {
  const channels = (await house.store.schedules.ofCommunity(community.id)).map((schedule) => schedule.channel);
  return channels.includes(visit.from.channel) ? visit.from.channel : (channels[0] ?? visit.from.channel);
}

function scheduleView(house: House, visit: Visit, schedule: Schedule, zone: string | null): ScheduleView {
  const named = zone ?? defaultZone;
  return {
    channel: schedule.channel,
    minuteOfDay: schedule.minuteOfDay,
    weekdays: schedule.weekdays,
    next: `${momentOf(house.words, nextDue(schedule, named, visit.now), named)} (${named})`,
    failure: null,
    doubtful: null,
  };
}

/** The day whose question may be missing from the channel: it was sent, and the outcome is unknown. */
function doubtfulDay({ lastDaily }: ChannelSchedule): LocalDate | null {
  return lastDaily !== null && lastDaily.sendingSince !== null ? lastDaily.date : null;
}

function nowhere(house: House): Card {
  return refusalCard(house.words, { code: "no-community" }, []);
}

function button(type: "settings-form" | "settings-daily-test", label: string, look: Button["look"]): Button {
  return { id: buttonId({ type }), label, spoken: label, look };
}

function offButton(label: string): Button {
  const request: ButtonRequest = { type: "settings-daily-off", channel: null };
  return { id: buttonId(request), label, spoken: label, look: "plain" };
}
