import type { Card } from "../cards/card.ts";
import { dailyPostCard, type Reveal } from "../cards/daily/daily-card.ts";
import { isQuestion } from "../engine/bank/bank.ts";
import { defaultZone, type Instant, type LocalDate } from "../engine/community/calendar.ts";
import { dueDate, latestPostMs, nextDue } from "../engine/community/schedule.ts";
import { dailyQuestion } from "../engine/learner/next-question.ts";
import type { Presentation } from "../engine/question/answer.ts";
import type { PresentationId } from "../engine/question/ids.ts";
import { digestOf, type Question } from "../engine/question/question.ts";
import type { From } from "./command.ts";
import type { House } from "./house.ts";
import { answerIds, newPresentation } from "./play.ts";
import type { Chat, Post, PostFailure, PostOutcome } from "./ports/chat.ts";
import type { Daily } from "./ports/dailies.ts";
import type { DueSchedule } from "./ports/schedules.ts";

/**
 * Posts every daily question that is due, each claimed by its key and marked before it is sent, and once more those
 * that were claimed and surely do not stand. One channel's failure is logged and holds up no other.
 *
 * @returns when the next one is due; null where none is set up
 */
export async function postDueDailies(house: House): Promise<Instant | null> {
  const now = house.clock.now();
  const schedules = await house.store.schedules.list();
  for (const schedule of schedules) {
    const date = dueDate(schedule, schedule.zone ?? defaultZone, now);
    if (date !== null) await each(house, schedule, () => claimAndPost(house, schedule, date, now));
  }
  const unposted = await house.store.dailies.unposted(now - latestPostMs);
  const sending = unposted.map(async (daily) => {
    const schedule = schedules.find((one) => one.community === daily.community && one.channel === daily.channel);
    if (schedule) await each(house, schedule, () => send(house, schedule, daily));
  });
  // Together: a chat that lets one channel wait must not let the others wait with it.
  await Promise.all(sending);
  const due = schedules.map((schedule) => nextDue(schedule, schedule.zone ?? defaultZone, now));
  return due.length > 0 ? Math.min(...due) : null;
}

async function each(house: House, schedule: DueSchedule, post: () => Promise<void>): Promise<void> {
  try {
    await post();
  } catch (error) {
    house.log.error("a daily question was not posted", { chat: schedule.chat, error: String(error) });
  }
}

/** Claims the day; the sending itself follows from the claim, at once or after a restart. */
async function claimAndPost(house: House, schedule: DueSchedule, date: LocalDate, now: Instant): Promise<void> {
  const { community, channel } = schedule;
  const posted = await house.store.dailies.ofChannel(community, channel);
  if (posted.some((daily) => daily.date === date)) return;
  const had = posted.map((daily) => daily.question);
  const question = dailyQuestion(house.bank, had, channel);
  if (!question) return;
  const presentation = newPresentation(house, question, {
    community,
    account: null,
    reason: "daily",
    topic: null,
    presentedAt: now,
  });
  await house.store.dailies.claim({ community, channel, date, presentation: presentation.id }, presentation);
}

async function send(house: House, schedule: DueSchedule, daily: Daily): Promise<void> {
  const chat = house.chat(schedule.chat);
  const card = chat ? await dailyCard(house, daily) : null;
  if (!chat || !card) return;
  const outcome = await sendOnce(house, chat, daily, postOf(schedule.workspace, daily, card));
  if (outcome === null) return;
  const place = placeOf(daily);
  if (outcome.type === "failed") house.failures.set(place, outcome.reason);
  else house.failures.delete(place);
  if (outcome.type === "posted")
    return house.store.dailies.recordPost(daily.presentation, outcome.message, house.clock.now());
  // The mark stays where nobody can tell: the chat is asked again, and the first press tells where the post stands.
  if (outcome.type === "lost") return;
  await house.store.dailies.clearSending(daily.presentation);
  house.log.warn("a daily question was not posted", { chat: chat.name, reason: outcome.reason });
}

/** Why the channel's last question could not be posted; null where it could. */
export function failureIn(house: House, place: Pick<Daily, "community" | "channel">): PostFailure | null {
  return house.failures.get(placeOf(place)) ?? null;
}

function placeOf({ community, channel }: Pick<Daily, "community" | "channel">): string {
  return `${community} ${channel}`;
}

/** What was sent before is not sent blindly again; null where somebody else is sending it. */
async function sendOnce(house: House, chat: Chat, daily: Daily, post: Post): Promise<PostOutcome | null> {
  if (daily.sendingSince !== null) return chat.postAgain(post, daily.sendingSince);
  return (await house.store.dailies.markSending(daily.presentation, house.clock.now())) ? chat.post(post) : null;
}

/** A press tells where a post stands whose record was lost. */
export async function recordPressed(house: House, presentation: Presentation, from: From): Promise<void> {
  if (from.message === null || presentation.reason !== "daily") return;
  const daily = await house.store.dailies.find(presentation.id);
  if (daily?.message !== null || daily.channel !== from.channel) return;
  await house.store.dailies.recordPost(daily.presentation, from.message, house.clock.now());
}

/** The post anew, with how many have answered. It follows the answer and never holds it up. */
export function showCount(house: House, presentation: Presentation): void {
  const shown = editPost(house, presentation.id).catch((error: unknown) => {
    house.log.warn("the count of a daily question was not shown", { error: String(error) });
  });
  house.after(shown);
}

async function editPost(house: House, id: PresentationId): Promise<void> {
  const daily = await house.store.dailies.find(id);
  if (!daily || daily.message === null) return;
  const schedules = await house.store.schedules.list();
  const schedule = schedules.find((one) => one.community === daily.community && one.channel === daily.channel);
  const chat = schedule ? house.chat(schedule.chat) : null;
  const card = chat ? await dailyCard(house, daily) : null;
  if (schedule && chat && card) await chat.edit(daily.message, postOf(schedule.workspace, daily, card));
}

function postOf(workspace: string | null, daily: Daily, card: Card): Post {
  return { workspace, channel: daily.channel, key: daily.presentation, card };
}

/** The daily post as it stands now; null where the bank no longer holds its question. */
async function dailyCard(house: House, daily: Daily): Promise<Card | null> {
  const found = await stillHeld(house, daily.presentation);
  if (!found) return null;
  const tally = await house.store.answers.tally(daily.presentation);
  return dailyPostCard(house.words, {
    ...found,
    date: daily.date,
    answered: tally.answered,
    reveal: await revealBefore(house, daily),
    ids: answerIds(daily.presentation, "answer-in-channel"),
  });
}

/** The channel's last question before this one, with the share of each choice. */
async function revealBefore(house: House, daily: Daily): Promise<Reveal | null> {
  const dailies = await house.store.dailies.ofChannel(daily.community, daily.channel);
  const last = dailies.filter((one) => one.date < daily.date && one.message !== null).at(-1);
  const found = last ? await stillHeld(house, last.presentation) : null;
  if (!last || !found) return null;
  const tally = await house.store.answers.tally(last.presentation);
  const { answered, right, counts } = tally;
  return { ...found, date: last.date, answered, right, count: (choice) => counts.get(choice) ?? 0 };
}

async function stillHeld(
  house: House,
  id: PresentationId,
): Promise<{ presentation: Presentation; question: Question } | null> {
  const presentation = await house.store.presentations.find(id);
  const question = presentation && house.bank.question(presentation.question);
  return presentation && question && isQuestion(question) && digestOf(question) === presentation.digest
    ? { presentation, question }
    : null;
}
