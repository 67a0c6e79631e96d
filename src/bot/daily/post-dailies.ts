import PQueue from "p-queue";
import { defaultZone, type Instant } from "../../engine/community/calendar.ts";
import { dueDate, latestPostMs, nextDue } from "../../engine/community/schedule.ts";
import type { PresentationId } from "../../engine/question/ids.ts";
import type { BotContext } from "../context.ts";
import type { Daily } from "../ports/dailies.ts";
import type { DueSchedule } from "../ports/schedules.ts";
import { present } from "../presentation.ts";
import { chooseQuestion, loadPost } from "./daily-post.ts";

/** How many channels to post to at the same time. */
const concurrency = 16;

/** How many schedules to read at once. */
const batchSize = 100;

export interface PostedDailies {
  /** How many channels needed something. */
  readonly handled: number;
  /** When the next daily is due; null if none is set up. */
  readonly nextDueAt: Instant | null;
}

/**
 * Posts every daily question that is due, and tries again the ones that an earlier wake claimed and that may be missing
 * from their channel. A daily is claimed by its key, marked, and then sent. A channel that fails is logged and does not
 * delay the others. It is tried again for an hour.
 */
export async function postDailies(context: BotContext, now: Instant): Promise<PostedDailies> {
  const unposted = await context.store.dailies.unposted(now - latestPostMs);
  await forEachChannel(context, unposted, (daily) => send(context, daily, now));
  let handled = unposted.length;
  for (;;) {
    const schedules = await context.store.schedules.listNext(batchSize);
    const due = schedules.filter(({ nextDueAt }) => nextDueAt <= now);
    const failed = await forEachChannel(context, due, (schedule) => postDue(context, schedule, now));
    handled += due.length;
    // After a full batch, more may be due. A channel that failed is still due, but waits for the next wake.
    if (due.length < batchSize || failed > 0) return { handled, nextDueAt: nextAfter(schedules, now) };
  }
}

/** When the next schedule is due, after those that were due now. */
function nextAfter(schedules: readonly DueSchedule[], now: Instant): Instant | null {
  const times = schedules.map((schedule) => (schedule.nextDueAt > now ? schedule.nextDueAt : dueAfter(schedule, now)));
  return times.length > 0 ? Math.min(...times) : null;
}

function dueAfter(schedule: DueSchedule, now: Instant): Instant {
  return nextDue(schedule, schedule.zone ?? defaultZone, now);
}

/** Runs a task for each item, several at a time, and returns how many failed. */
async function forEachChannel<Item extends { readonly channel: string }>(
  { log }: BotContext,
  items: readonly Item[],
  task: (item: Item) => Promise<void>,
): Promise<number> {
  const queue = new PQueue({ concurrency });
  let failed = 0;
  const tasks = items.map((item) => async () => {
    try {
      await task(item);
    } catch (error) {
      failed++;
      log.error("a daily question was not posted", { channel: item.channel, error: String(error) });
    }
  });
  await queue.addAll(tasks);
  return failed;
}

async function postDue(context: BotContext, schedule: DueSchedule, now: Instant): Promise<void> {
  const presentation = await claim(context, schedule, now);
  if (presentation !== null) await send(context, { presentation, sendingSince: null }, now);
}

/** Claims the day for a question and returns its presentation; null if nothing is to be posted. */
async function claim(context: BotContext, schedule: DueSchedule, now: Instant): Promise<PresentationId | null> {
  const { community, channel, zone, nextDueAt: dueAt } = schedule;
  const nextDueAt = dueAfter(schedule, now);
  const date = dueDate(schedule, zone ?? defaultZone, now);
  const question = date === null ? null : await chooseQuestion(context, community, channel);
  if (date === null || !question) {
    await context.store.schedules.advance(schedule, nextDueAt);
    return null;
  }
  const presentation = present(context, question, {
    community,
    account: null,
    reason: "daily",
    chosen: null,
    topic: null,
    presentedAt: now,
  });
  const claimed = await context.store.dailies.claim({ community, channel, date, presentation, dueAt, nextDueAt });
  return claimed ? presentation.id : null;
}

/** Sends a claimed daily. If an earlier wake may have sent it, the chat first finds out what became of it. */
async function send(
  context: BotContext,
  daily: Pick<Daily, "presentation" | "sendingSince">,
  now: Instant,
): Promise<void> {
  const { presentation, sendingSince } = daily;
  const loaded = await loadPost(context, presentation);
  const chat = loaded ? context.chat(loaded.chat) : null;
  if (!loaded || !chat) return;
  const { dailies } = context.store;
  // Another program may be sending it.
  if (sendingSince === null && !(await dailies.markSending(presentation, now))) return;
  const { post } = loaded;
  const outcome = sendingSince === null ? await chat.post(post) : await chat.postAgain(post, sendingSince);
  switch (outcome.type) {
    case "posted":
      // Sending can take long, so the record of the post has its own time.
      return dailies.recordPost(presentation, outcome.message, context.clock.now());
    case "failed":
      context.log.warn("a daily question was not posted", { chat: chat.name, reason: outcome.reason });
      return dailies.recordFailure(presentation, outcome.reason);
    case "lost":
      // The mark stays. The next wake asks the chat again, and a press on the message tells where it is.
      return;
  }
}
