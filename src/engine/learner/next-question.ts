import { textHash } from "../../random/seed.ts";
import { type Bank, type CurriculumItem, itemId, itemIdOf, itemsOf } from "../bank/bank.ts";
import { variantId } from "../generation/template.ts";
import type { Answer } from "../question/answer.ts";
import type { LearnerId, QuestionId } from "../question/ids.ts";
import { isComposed, type Question } from "../question/question.ts";
import type { Topic } from "../question/topic.ts";
import { latestByItem } from "./learner.ts";

/** What to ask a learner next, and why it is this one. */
export interface NextQuestion {
  readonly question: Question;
  readonly because: "new" | "missed" | "again";
}

/**
 * The next stop of the path at which this learner has not answered, easiest first; then those they missed,
 * longest ago first; and when all were right, the one answered longest ago. So nothing comes twice until the pool is
 * spent, and a template comes with a fresh question each time. Null where the topic has no question.
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
      const question = questionAt(bank, item, answers, learner);
      if (question) return { question, because };
    }
  }
  return null;
}

/** Of a template the question that comes after those that the learner has answered. */
function questionAt(bank: Bank, item: CurriculumItem, answers: readonly Answer[], learner: LearnerId): Question | null {
  if (item.type === "question") return item.question;
  const { id } = item.template;
  const before = answers.filter(({ question }) => itemIdOf(question) === id).length;
  return bank.question(variantId(id, textHash(`${learner} ${id} ${before}`) % seeds));
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
