import { dailyPostCard, type Reveal } from "../../cards/daily/daily-card.ts";
import type { LocalDate } from "../../engine/community/calendar.ts";
import { dailyOrder, dailyQuestion } from "../../engine/learner/next-question.ts";
import type { Presentation } from "../../engine/question/answer.ts";
import type { CommunityId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import { digestOf, type Question } from "../../engine/question/question.ts";
import type { House } from "../house.ts";
import { answerIds } from "../play.ts";
import type { Post } from "../ports/chat.ts";
import type { LoadedDaily } from "../ports/dailies.ts";
import type { LoadedPresentation } from "../ports/presentations.ts";
import type { Visit } from "../visit.ts";

/** Questions the store is asked about in one statement. */
const chunkSize = 500;

/**
 * The channel's next daily question: one it has not had; if it has had all, the one it had longest ago. The store is
 * asked about the bank's questions in the channel's order, a chunk at a time, and never for the channel's history.
 */
export async function chooseQuestion(
  { bank, store }: House,
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

/** A daily's post as it is to be shown now, and where. */
export interface LoadedPost {
  readonly chat: string;
  /** The chat's id of the message; null until it is known to be in the channel. */
  readonly message: string | null;
  readonly post: Post;
}

/** null if the bank no longer has the question as it was shown. */
export async function loadPost(house: House, id: PresentationId): Promise<LoadedPost | null> {
  const loaded = await house.store.dailies.load(id);
  const question = loaded ? questionOf(house, loaded.presentation) : null;
  if (!loaded || !question) return null;
  const { chat, workspace, daily, presentation, tally } = loaded;
  const card = dailyPostCard(house.words, {
    question,
    presentation,
    date: daily.date,
    answered: tally.answered,
    reveal: revealOf(house, loaded.previous),
    ids: answerIds(id, "answer-in-channel"),
  });
  return { chat, message: daily.message, post: { workspace, channel: daily.channel, key: id, card } };
}

/** The channel's last question before this one, with the share of each choice. */
function revealOf(house: House, previous: LoadedDaily["previous"]): Reveal | null {
  const question = previous ? questionOf(house, previous.presentation) : null;
  if (!previous || !question) return null;
  const { date, presentation, tally } = previous;
  const { answered, right, counts } = tally;
  return { date, question, presentation, answered, right, count: (choice) => counts.get(choice) ?? 0 };
}

function questionOf({ bank }: House, presentation: Presentation): Question | null {
  const question = bank.question(presentation.question);
  return question && digestOf(question) === presentation.digest ? question : null;
}

/** A press tells which message a daily has whose record was lost. */
export async function recordPressed(house: House, { daily }: LoadedPresentation, { from, now }: Visit): Promise<void> {
  if (from.message === null || daily === null || daily.message !== null || daily.channel !== from.channel) return;
  await house.store.dailies.recordPost(daily.presentation, from.message, now);
}

/** Updates the number of answers on a daily's post. It follows the reply and never delays it. */
export function showCount(house: House, presentation: PresentationId): void {
  const shown = editPost(house, presentation).catch((error: unknown) => {
    house.log.warn("the count of a daily question was not shown", { error: String(error) });
  });
  house.after(shown);
}

async function editPost(house: House, presentation: PresentationId): Promise<void> {
  const loaded = await loadPost(house, presentation);
  if (!loaded || loaded.message === null) return;
  await house.chat(loaded.chat)?.edit(loaded.message, loaded.post);
}
