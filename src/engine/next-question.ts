import type { Answer } from "./answer.ts";
import { type Bank, questionsOf } from "./bank.ts";
import type { QuestionId } from "./ids.ts";
import { latestByQuestion } from "./learner.ts";
import type { Question } from "./question.ts";
import { textHash } from "./seed.ts";
import type { Topic } from "./topic.ts";

/** What to ask a learner next, and why it is this one. */
export interface NextQuestion {
  readonly question: Question;
  readonly because: "new" | "missed" | "again";
}

/**
 * The next question of the path that this learner has not answered, easiest first; then the ones they missed,
 * longest ago first; and when all were right, the one answered longest ago. Null where the topic has no question.
 */
export function nextQuestion(bank: Bank, answers: readonly Answer[], topic: Topic | null): NextQuestion | null {
  const pool = questionsOf(bank, topic);
  const latest = latestByQuestion(answers);
  const fresh = pool.find((question) => !latest.has(question.id));
  if (fresh) return { question: fresh, because: "new" };
  const byAge = [...pool].sort((a, b) => answeredAt(latest, a.id) - answeredAt(latest, b.id));
  const missed = byAge.find((question) => latest.get(question.id)?.right === false);
  if (missed) return { question: missed, because: "missed" };
  const oldest = byAge[0];
  return oldest ? { question: oldest, because: "again" } : null;
}

/**
 * A channel's question of the day: one it has not had; when all are spent, the one it had longest ago.
 * Two channels get different orders, and one channel gets the same order on every machine.
 *
 * @param posted what the channel has had, oldest first
 */
export function dailyQuestion(bank: Bank, posted: readonly QuestionId[], channel: string): Question | null {
  const lastPosted = new Map(posted.map((question, index) => [question, index]));
  const rank = (question: Question) => lastPosted.get(question.id) ?? -1;
  const order = (question: Question) => textHash(`${channel} ${question.id}`);
  const sorted = [...bank.questions].sort(
    (a, b) => rank(a) - rank(b) || a.difficulty - b.difficulty || order(a) - order(b),
  );
  return sorted[0] ?? null;
}

function answeredAt(latest: ReadonlyMap<QuestionId, Answer>, question: QuestionId): number {
  return latest.get(question)?.answeredAt ?? 0;
}
