import { textHash } from "../../random/seed.ts";
import { type Bank, type Stop, stopId, stopIdOf, stopsOf } from "../bank/bank.ts";
import { instanceId } from "../generation/template.ts";
import type { Answer } from "../question/answer.ts";
import type { LearnerId, QuestionId } from "../question/ids.ts";
import { isComposed, type Question } from "../question/question.ts";
import type { Topic } from "../question/topic.ts";
import { latestByStop } from "./learner.ts";

/** What to ask a learner next, and why it is this one. */
export interface NextQuestion {
  readonly question: Question;
  readonly because: "new" | "missed" | "again";
}

/**
 * The next stop of the path at which this learner has not answered, easiest first; then those they missed,
 * longest ago first; and when all were right, the one answered longest ago. So nothing comes twice until the pool is
 * spent, and a family comes with a fresh question each time. Null where the topic has no question.
 */
export function nextQuestion(
  bank: Bank,
  answers: readonly Answer[],
  topic: Topic | null,
  learner: LearnerId,
): NextQuestion | null {
  const stops = stopsOf(bank, topic);
  const latest = latestByStop(answers);
  const answered = (stop: Stop) => latest.get(stopId(stop));
  const byAge = [...stops].sort((a, b) => (answered(a)?.answeredAt ?? 0) - (answered(b)?.answeredAt ?? 0));
  const order: readonly (readonly [readonly Stop[], NextQuestion["because"]])[] = [
    [stops.filter((stop) => answered(stop) === undefined), "new"],
    [byAge.filter((stop) => answered(stop)?.right === false), "missed"],
    [byAge, "again"],
  ];
  for (const [some, because] of order) {
    for (const stop of some) {
      const question = questionAt(bank, stop, answers, learner);
      if (question) return { question, because };
    }
  }
  return null;
}

/** Of a family the question that comes after those that the learner has answered. */
function questionAt(bank: Bank, stop: Stop, answers: readonly Answer[], learner: LearnerId): Question | null {
  if (stop.type === "question") return stop.question;
  const { id } = stop.recipe;
  const before = answers.filter(({ question }) => stopIdOf(question) === id).length;
  return bank.question(instanceId(id, textHash(`${learner} ${id} ${before}`) % seeds));
}

/** Six letters and digits. */
const seeds = 36 ** 6;

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
  // In a channel one press is much asked already: what takes several comes after what takes one.
  const effort = (question: Question) => Number(isComposed(question));
  const sorted = [...bank.questions].sort(
    (a, b) => rank(a) - rank(b) || a.difficulty - b.difficulty || effort(a) - effort(b) || order(a) - order(b),
  );
  return sorted[0] ?? null;
}
