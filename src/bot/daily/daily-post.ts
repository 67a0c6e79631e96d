import { dailyPostCard, type Reveal } from "../../cards/daily/daily-card.ts";
import { isQuestion } from "../../engine/bank/bank.ts";
import type { LocalDate } from "../../engine/community/calendar.ts";
import { dailyOrder, dailyQuestion } from "../../engine/community/daily-question.ts";
import type { CommunityId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import type { Question } from "../../engine/question/question.ts";
import type { BotContext, RequestContext } from "../context.ts";
import type { Post } from "../ports/chat.ts";
import type { LoadedDaily } from "../ports/dailies.ts";
import type { LoadedPresentation } from "../ports/presentations.ts";
import { presentedQuestion } from "../presentation.ts";
import { answerIds } from "../requests/question/question-card.ts";

/** How many questions to ask the store about in one statement. */
const chunkSize = 500;

/**
 * The channel's next daily question: one it has not had; if it has had all, the one it had longest ago. The store is
 * asked about the bank's questions in the channel's order, a chunk at a time, and never for the channel's history.
 */
export async function chooseQuestion(
  { bank, store }: BotContext,
  community: CommunityId,
  channel: string,
): Promise<Question | null> {
  const order = dailyOrder(bank, channel);
  const lastPosted = new Map<QuestionId, LocalDate>();
  for (let start = 0; start < order.length; start += chunkSize) {
    const chunk = order.slice(start, start + chunkSize).map(({ id }) => id);
    const found = await store.dailies.lastPosted(community, channel, chunk);
    for (const [question, date] of found) lastPosted.set(question, date);
    if (found.size < chunk.length) break;
  }
  return dailyQuestion(order, lastPosted);
}

/** A daily question's post in its current state, and where it belongs. */
export interface LoadedPost {
  readonly chat: string;
  /** The chat's id of the message; null until it is known to be in the channel. */
  readonly message: string | null;
  readonly post: Post;
}

/** null if the bank no longer has the question as it was shown. */
export async function loadPost(context: BotContext, id: PresentationId): Promise<LoadedPost | null> {
  const loaded = await context.store.dailies.load(id);
  const question = loaded ? presentedQuestion(context.bank, loaded.presentation) : null;
  if (!loaded || !question || !isQuestion(question)) return null;
  const { chat, workspace, daily, presentation, tally } = loaded;
  const card = dailyPostCard(context.words, {
    question,
    presentation,
    date: daily.date,
    answered: tally.answered,
    reveal: revealOf(context, loaded.previous),
    ids: answerIds(context, id, "answer-in-channel"),
  });
  return { chat, message: daily.message, post: { workspace, channel: daily.channel, key: id, card } };
}

/** The channel's last question before this one, with the share of each choice. */
function revealOf(context: BotContext, previous: LoadedDaily["previous"]): Reveal | null {
  const question = previous ? presentedQuestion(context.bank, previous.presentation) : null;
  if (!previous || !question || !isQuestion(question)) return null;
  const { date, presentation, tally } = previous;
  const { answered, right, counts } = tally;
  return { date, question, presentation, answered, right, count: (choice) => counts.get(choice) ?? 0 };
}

/** If the record of a post was lost, a press on the post shows which message it is. */
export async function recordPressed(context: RequestContext, { daily }: LoadedPresentation): Promise<void> {
  const { message, channel } = context.origin;
  if (message === null || daily === null || daily.message !== null || daily.channel !== channel) return;
  await context.store.dailies.recordPost(daily.presentation, message, context.now);
}

/** Updates the number of answers on a daily's post. It follows the reply and never delays it. */
export function showCount(context: BotContext, presentation: PresentationId): void {
  const shown = editPost(context, presentation).catch((error: unknown) => {
    context.log.warn("the count of a daily question was not shown", { error: String(error) });
  });
  context.after(shown);
}

async function editPost(context: BotContext, presentation: PresentationId): Promise<void> {
  const loaded = await loadPost(context, presentation);
  if (!loaded || loaded.message === null) return;
  await context.chat(loaded.chat)?.edit(loaded.message, loaded.post);
}
