import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import { type Bank, type CurriculumItem, itemId, itemIdOf, itemsOf } from "../bank/bank.ts";
import type { Answer } from "../question/answer.ts";
import type { LearnerId, QuestionId } from "../question/ids.ts";
import { isComposed, type Question } from "../question/question.ts";
import type { Topic } from "../question/topic.ts";
import { latestByItem } from "./learner.ts";

/** The question to ask a learner next, and why. */
export interface NextQuestion {
  readonly question: Question;
  readonly because: "new" | "missed" | "again";
}

/**
 * The next question of the curriculum that this learner has not answered, easiest first. When there is none: the one
 * they missed longest ago; and when all were right, the one they answered longest ago. So no question comes twice
 * before all have come, and a template comes with another variant each time. Null when the topic has no question.
 */
export function nextQuestion(
  bank: Bank,
  answers: readonly Answer[],
  topic: Topic | null,
  learner: LearnerId,
): NextQuestion | null {
  const items = itemsOf(bank, topic);
  const latest = latestByItem(answers);
  const answered = (item: CurriculumItem) => latest.get(itemId(item));
  const byAge = [...items].sort((a, b) => (answered(a)?.answeredAt ?? 0) - (answered(b)?.answeredAt ?? 0));
  const order: readonly (readonly [readonly CurriculumItem[], NextQuestion["because"]])[] = [
    [items.filter((item) => answered(item) === undefined), "new"],
    [byAge.filter((item) => answered(item)?.right === false), "missed"],
    [byAge, "again"],
  ];
  for (const [some, because] of order) {
    for (const item of some) {
      const question = questionAt(item, answers, learner);
      if (question) return { question, because };
    }
  }
  return null;
}

/** Each learner meets the variants of a template in an order of their own, and all of them before one comes again. */
function questionAt(item: CurriculumItem, answers: readonly Answer[], learner: LearnerId): Question | null {
  if (item.type === "question") return item.question;
  const { id } = item.template;
  const answeredBefore = answers.filter(({ question }) => itemIdOf(question) === id).length;
  const variants = shuffled(item.variants, randomFrom(textHash(`${learner} ${id}`)));
  return variants[answeredBefore % variants.length] ?? null;
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
  // In a channel one press is much asked already: what takes several comes after what takes one.
  const effort = (question: Question) => Number(isComposed(question));
  const sorted = [...bank.questions].sort(
    (a, b) => rank(a) - rank(b) || a.difficulty - b.difficulty || effort(a) - effort(b) || order(a) - order(b),
  );
  return sorted[0] ?? null;
}
