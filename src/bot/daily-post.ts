import type { Card } from "../cards/card.ts";
import { dailyPostCard, type Reveal } from "../cards/daily/daily-card.ts";
import { defaultZone, type Instant, type LocalDate } from "../engine/community/calendar.ts";
import { dueDate, latestPostMs, nextDue } from "../engine/community/schedule.ts";
import { dailyQuestion } from "../engine/learner/next-question.ts";
import type { Presentation } from "../engine/question/answer.ts";
import type { PresentationId } from "../engine/question/ids.ts";
import type { Question } from "../engine/question/question.ts";
import type { BotContext } from "./context.ts";
import type { Origin } from "./origin.ts";
import type { Chat, Post, PostFailure, PostOutcome } from "./ports/chat.ts";
import type { Daily } from "./ports/dailies.ts";
import type { DueSchedule } from "./ports/schedules.ts";
import { present, presentedQuestion } from "./presentation.ts";
import { answerIds } from "./requests/question/question-card.ts";

/**
 * Posts every daily question that is due, each claimed by its key and marked before it is sent, and once more those
 * that were claimed and surely do not stand. One channel's failure is logged and holds up no other.
 *
 * @returns when the next one is due; null where none is set up
 */
export async function postDueDailies(context: BotContext): Promise<Instant | null> {
  const now = context.clock.now();
  const schedules = await context.store.schedules.list();
  for (const schedule of schedules) {
    const date = dueDate(schedule, schedule.zone ?? defaultZone, now);
    if (date !== null) await each(context, schedule, () => claimAndPost(context, schedule, date, now));
  }
  const unposted = await context.store.dailies.unposted(now - latestPostMs);
  const sending = unposted.map(async (daily) => {
    const schedule = schedules.find((one) => one.community === daily.community && one.channel === daily.channel);
    if (schedule) await each(context, schedule, () => send(context, schedule, daily));
  });
  // Together: a chat that lets one channel wait must not let the others wait with it.
  await Promise.all(sending);
  const due = schedules.map((schedule) => nextDue(schedule, schedule.zone ?? defaultZone, now));
  return due.length > 0 ? Math.min(...due) : null;
}

async function each(context: BotContext, schedule: DueSchedule, post: () => Promise<void>): Promise<void> {
  try {
    await post();
  } catch (error) {
    context.log.error("a daily question was not posted", { chat: schedule.chat, error: String(error) });
  }
}

/** Claims the day; the sending itself follows from the claim, at once or after a restart. */
async function claimAndPost(context: BotContext, schedule: DueSchedule, date: LocalDate, now: Instant): Promise<void> {
  const { community, channel } = schedule;
  const posted = await context.store.dailies.ofChannel(community, channel);
  if (posted.some((daily) => daily.date === date)) return;
  const had = posted.map((daily) => daily.question);
  const question = dailyQuestion(context.bank, had, channel);
  if (!question) return;
  const presentation = present(context, question, {
    community,
    account: null,
    reason: "daily",
    topic: null,
    presentedAt: now,
  });
  await context.store.dailies.claim({ community, channel, date, presentation: presentation.id }, presentation);
}

async function send(context: BotContext, schedule: DueSchedule, daily: Daily): Promise<void> {
  const chat = context.chat(schedule.chat);
  const card = chat ? await dailyCard(context, daily) : null;
  if (!chat || !card) return;
  const outcome = await sendOnce(context, chat, daily, postOf(schedule.workspace, daily, card));
  if (outcome === null) return;
  const place = placeOf(daily);
  if (outcome.type === "failed") context.failures.set(place, outcome.reason);
  else context.failures.delete(place);
  if (outcome.type === "posted")
    return context.store.dailies.recordPost(daily.presentation, outcome.message, context.clock.now());
  // The mark stays where nobody can tell: the chat is asked again, and the first press tells where the post stands.
  if (outcome.type === "lost") return;
  await context.store.dailies.clearSending(daily.presentation);
  context.log.warn("a daily question was not posted", { chat: chat.name, reason: outcome.reason });
}

/** Why the channel's last question could not be posted; null where it could. */
export function failureIn(context: BotContext, place: Pick<Daily, "community" | "channel">): PostFailure | null {
  return context.failures.get(placeOf(place)) ?? null;
}

function placeOf({ community, channel }: Pick<Daily, "community" | "channel">): string {
  return `${community} ${channel}`;
}

/** What was sent before is not sent blindly again; null where somebody else is sending it. */
async function sendOnce(context: BotContext, chat: Chat, daily: Daily, post: Post): Promise<PostOutcome | null> {
  if (daily.sendingSince !== null) return chat.postAgain(post, daily.sendingSince);
  return (await context.store.dailies.markSending(daily.presentation, context.clock.now())) ? chat.post(post) : null;
}

/** A press tells where a post stands whose record was lost. */
export async function recordPressed(context: BotContext, presentation: Presentation, origin: Origin): Promise<void> {
  if (origin.message === null || presentation.reason !== "daily") return;
  const daily = await context.store.dailies.find(presentation.id);
  if (daily?.message !== null || daily.channel !== origin.channel) return;
  await context.store.dailies.recordPost(daily.presentation, origin.message, context.clock.now());
}

/** The post anew, with how many have answered. It follows the answer and never holds it up. */
export function showCount(context: BotContext, presentation: Presentation): void {
  const shown = editPost(context, presentation.id).catch((error: unknown) => {
    context.log.warn("the count of a daily question was not shown", { error: String(error) });
  });
  context.after(shown);
}

async function editPost(context: BotContext, id: PresentationId): Promise<void> {
  const daily = await context.store.dailies.find(id);
  if (!daily || daily.message === null) return;
  const schedules = await context.store.schedules.list();
  const schedule = schedules.find((one) => one.community === daily.community && one.channel === daily.channel);
  const chat = schedule ? context.chat(schedule.chat) : null;
  const card = chat ? await dailyCard(context, daily) : null;
  if (schedule && chat && card) await chat.edit(daily.message, postOf(schedule.workspace, daily, card));
}

function postOf(workspace: string | null, daily: Daily, card: Card): Post {
  return { workspace, channel: daily.channel, key: daily.presentation, card };
}

/** The daily post as it stands now; null where the bank no longer holds its question. */
async function dailyCard(context: BotContext, daily: Daily): Promise<Card | null> {
  const found = await stillHeld(context, daily.presentation);
  if (!found) return null;
  const tally = await context.store.answers.tally(daily.presentation);
  return dailyPostCard(context.words, {
    ...found,
    date: daily.date,
    answered: tally.answered,
    reveal: await revealBefore(context, daily),
    ids: answerIds(context, daily.presentation, "answer-in-channel"),
  });
}

/** The channel's last question before this one, with the share of each choice. */
async function revealBefore(context: BotContext, daily: Daily): Promise<Reveal | null> {
  const dailies = await context.store.dailies.ofChannel(daily.community, daily.channel);
  const last = dailies.filter((one) => one.date < daily.date && one.message !== null).at(-1);
  const found = last ? await stillHeld(context, last.presentation) : null;
  if (!last || !found) return null;
  const tally = await context.store.answers.tally(last.presentation);
  const { answered, right, counts } = tally;
  return { ...found, date: last.date, answered, right, count: (choice) => counts.get(choice) ?? 0 };
}

async function stillHeld(
  context: BotContext,
  id: PresentationId,
): Promise<{ presentation: Presentation; question: Question } | null> {
  const presentation = await context.store.presentations.find(id);
  const question = presentation ? presentedQuestion(context.bank, presentation) : null;
  return presentation && question ? { presentation, question } : null;
}
