import { textHash } from "../../random/seed.ts";
import { type Bank, type CurriculumItem, itemId, itemIdOf, itemsOf } from "../bank/bank.ts";
import type { LocalDate } from "../community/calendar.ts";
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

/** The bank in the order in which a channel gets it: easy first, and then different in each channel. */
export function dailyOrder(bank: Bank, channel: string): readonly Question[] {
  const ranked = bank.questions.map((question) => ({
    question,
    // A question that takes one press comes before one that takes several: a channel is a busy place.
    effort: Number(isComposed(question)),
    shuffle: textHash(`${channel} ${question.id}`),
  }));
  ranked.sort((a, b) => a.question.difficulty - b.question.difficulty || a.effort - b.effort || a.shuffle - b.shuffle);
  return ranked.map(({ question }) => question);
}

/**
 * A channel's next daily question: the first that it has not had; if it has had all, the one it had longest ago.
 *
 * @param lastPosted when the channel last had a question, for those it has had
 */
export function dailyQuestion(
  order: readonly Question[],
  lastPosted: ReadonlyMap<QuestionId, LocalDate>,
): Question | null {
  let chosen: { readonly question: Question; readonly date: LocalDate } | null = null;
  for (const question of order) {
    const date = lastPosted.get(question.id);
    if (date === undefined) return question;
    if (chosen === null || date < chosen.date) chosen = { question, date };
  }
  return chosen?.question ?? null;
}
