import type { Card } from "../cards/card.ts";
import { dailyToComeCard, noDailyCard } from "../cards/daily/daily-card.ts";
import { noticeCard, refusalCard } from "../cards/notices/notice-card.ts";
import { isQuestion } from "../engine/bank/bank.ts";
import { defaultZone } from "../engine/community/calendar.ts";
import { digestOf } from "../engine/question/question.ts";
import type { House } from "./house.ts";
import { momentOf, nextPost } from "./moment.ts";
import { nextButton } from "./next-button.ts";
import { privateQuestion } from "./play.ts";
import type { Daily } from "./ports/dailies.ts";
import { verdict } from "./press.ts";
import type { Visit } from "./visit.ts";

/** The question of today of this channel, else of the community, to answer privately or as it was answered. */
export async function showDaily(house: House, visit: Visit): Promise<Card> {
  const { words } = house;
  if (!visit.community)
    return noticeCard("neutral", words.daily.noneTitle, [words.daily.elsewhere], [nextButton(house, null)]);
  const daily = await house.store.dailies.findOpen(visit.community.id, visit.from.channel);
  return daily ? showOpenDaily(house, visit, daily) : noDailyYet(house, visit);
}

async function showOpenDaily(house: House, visit: Visit, daily: Daily): Promise<Card> {
  const presentation = await house.store.presentations.find(daily.presentation);
  const question = presentation && house.bank.question(presentation.question);
  if (!presentation || !question || !isQuestion(question) || digestOf(question) !== presentation.digest) {
    return refusalCard(house.words, { code: "question-changed" }, [nextButton(house, null)]);
  }
  const given = await house.store.answers.find(daily.presentation, visit.account.id);
  if (given) return verdict(house, presentation, question, given, false);
  return privateQuestion(house, visit, question, presentation, "new");
}

async function noDailyYet(house: House, visit: Visit): Promise<Card> {
  const zone = visit.community?.zone ?? defaultZone;
  const schedules = visit.community ? await house.store.schedules.ofCommunity(visit.community.id) : [];
  const next = nextPost(schedules, zone, visit.now);
  if (next === null) return noDailyCard(house.words, visit.from.channelName);
  return dailyToComeCard(house.words, momentOf(house.words, next, zone), zone, [nextButton(house, null)]);
}
