import type { Card } from "../cards/card.ts";
import { dailyToComeCard, noDailyCard } from "../cards/daily/daily-card.ts";
import { noticeCard, refusalCard } from "../cards/notices/notice-card.ts";
import { defaultZone } from "../engine/community/calendar.ts";
import { digestOf } from "../engine/question/question.ts";
import type { House } from "./house.ts";
import { momentOf, nextPost } from "./moment.ts";
import { nextButton } from "./next-button.ts";
import { privateQuestion } from "./play.ts";
import type { LoadedPresentation } from "./ports/presentations.ts";
import { verdict } from "./press.ts";
import type { Visit } from "./visit.ts";

/** The question of today of this channel, else of the community, to answer privately or as it was answered. */
export async function showDaily(house: House, visit: Visit): Promise<Card> {
  const { words } = house;
  if (!visit.community)
    return noticeCard("neutral", words.daily.noneTitle, [words.daily.elsewhere], [nextButton(house, null)]);
  const daily = await house.store.presentations.findOpenDaily(visit.community.id, visit.from.channel, visit.account.id);
  return daily ? showOpenDaily(house, daily) : noDailyYet(house, visit);
}

async function showOpenDaily(house: House, daily: LoadedPresentation): Promise<Card> {
  const { presentation, answer } = daily;
  const question = house.bank.question(presentation.question);
  if (!question || digestOf(question) !== presentation.digest) {
    return refusalCard(house.words, { code: "question-changed" }, [nextButton(house, null)]);
  }
  if (answer) return verdict(house, { ...daily, question }, answer, false);
  return privateQuestion(house, question, daily, "new");
}

async function noDailyYet(house: House, visit: Visit): Promise<Card> {
  const zone = visit.community?.zone ?? defaultZone;
  const schedules = visit.community ? await house.store.schedules.ofCommunity(visit.community.id) : [];
  const next = nextPost(schedules, zone, visit.now);
  if (next === null) return noDailyCard(house.words, visit.from.channelName);
  return dailyToComeCard(house.words, momentOf(house.words, next, zone), zone, [nextButton(house, null)]);
}
