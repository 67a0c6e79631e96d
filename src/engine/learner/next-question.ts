import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import { type Bank, type CurriculumItem, itemId, itemIdOf, itemsOf } from "../bank/bank.ts";
import type { LocalDate } from "../community/calendar.ts";
import type { Answer } from "../question/answer.ts";
import type { Topic } from "../question/curriculum.ts";
import type { LearnerId, QuestionId } from "../question/ids.ts";
import { isComposed, type Question } from "../question/question.ts";
import { latestByItem } from "./learner.ts";

/** The question to ask a learner next, and why. */
export interface NextQuestion {
  readonly question: Question;
  readonly because: "new" | "missed" | "again";
}

/**
 * The next question of the curriculum that this learner has not answered, easiest first. If there is none, the one they
 * missed longest ago; if all were right, the one they answered longest ago. So no question repeats before the learner
 * has seen all of them, and a template shows another variant each time. Null if the topic has no questions.
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

/** Each learner gets the variants of a template in an order of their own, and gets all of them before one repeats. */
function questionAt(item: CurriculumItem, answers: readonly Answer[], learner: LearnerId): Question | null {
  if (item.type === "question") return item.question;
  const { id } = item.template;
  const answeredBefore = answers.filter(({ question }) => itemIdOf(question) === id).length;
  const variants = shuffled(item.variants, randomFrom(textHash(`${learner} ${id}`)));
  return variants[answeredBefore % variants.length] ?? null;
}

/** The bank in the order in which a channel gets it: easy first, and then different in each channel. */
export function dailyOrder(bank: Bank, channel: string): readonly Question[] {
  const ranked = bank.questions.map((question) => ({
    question,
    // One-press questions come before those that take several presses, because a channel is busy.
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
