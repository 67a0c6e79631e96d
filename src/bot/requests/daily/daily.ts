import { z } from "zod";
import type { Card } from "../../../cards/card.ts";
import { dailyToComeCard, noDailyCard } from "../../../cards/daily/daily-card.ts";
import { noticeCard, refusalCard } from "../../../cards/notices/notice-card.ts";
import type { Words } from "../../../cards/words/words.ts";
import { defaultZone, type Instant, localDateOf, localMinuteOf } from "../../../engine/community/calendar.ts";
import { nextDue } from "../../../engine/community/schedule.ts";
import type { RequestContext } from "../../context.ts";
import type { Community } from "../../ports/people.ts";
import { loadOpenDaily } from "../../presentation.ts";
import { nextButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import { privateQuestion } from "../question/question-card.ts";
import { verdict } from "../question/verdict.ts";
import type { NoFields } from "../request.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly daily: NoFields;
  }
}

/**
 * Today's question in this channel or, if there is none, in the community: open to a private answer, or with the
 * verdict.
 */
export const daily = defineRequest({
  type: "daily",
  who: "everyone",
  replyMode: "private",
  command: {
    words: ["daily"],
    arguments: [],
    help: (words) => words.help.daily,
    read: () => ({ type: "daily" }),
  },
  button: z.object({}),
  handle: async (context) => {
    const { words, community } = context;
    const next = nextButton(context, null);
    if (!community) return noticeCard("neutral", words.daily.noneTitle, [words.daily.elsewhere], [next]);
    const loaded = await loadOpenDaily(context);
    if (!loaded) return noDailyYet(context, community);
    if ("code" in loaded) return refusalCard(words, loaded, [next]);
    if (loaded.answer) return verdict(context, loaded, loaded.answer, { again: false });
    return privateQuestion(context, loaded, { note: "new", place: null });
  },
});

async function noDailyYet(context: RequestContext, community: Community): Promise<Card> {
  const { words, store, now } = context;
  const zone = community.zone ?? defaultZone;
  const schedules = await store.schedules.ofCommunity(community.id);
  if (schedules.length === 0) return noDailyCard(words, context.origin.channelName);
  const next = Math.min(...schedules.map((schedule) => nextDue(schedule, zone, now)));
  return dailyToComeCard(words, momentText(words, next, zone), zone, [nextButton(context, null)]);
}

/** A moment as people of that zone say it: "Tuesday 24 November, 09:00". */
export function momentText(words: Words, instant: Instant, zone: string): string {
  return words.moment(words.date(localDateOf(instant, zone)), words.time(localMinuteOf(instant, zone)));
}
