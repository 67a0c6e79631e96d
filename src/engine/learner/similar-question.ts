import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import { type Bank, isQuestion, itemIdOf } from "../bank/bank.ts";
import type { Answer } from "../question/answer.ts";
import type { LearnerId, MisconceptionId, QuestionId } from "../question/ids.ts";
import { probedBy, type Question } from "../question/question.ts";

/** What a question should be like: another one, and the misconception that the answer to it showed. */
interface Like {
  readonly question: QuestionId;
  readonly misconception: MisconceptionId | null;
}

/**
 * A question that probes the same misconception in other words; if the answer showed none, one of the misconceptions
 * that the question probes. Questions that the learner has not answered come first, then those of the same topic and of
 * a similar difficulty. Null if there is none.
 */
export function similarQuestion(
  bank: Bank,
  answers: readonly Answer[],
  { question: id, misconception }: Like,
  learner: LearnerId,
): Question | null {
  const found = bank.question(id);
  const missed = isQuestion(found) ? found : null;
  const probed = misconception !== null ? [misconception] : missed === null ? [] : probedBy(missed);
  const counts = new Map<QuestionId, number>();
  for (const { question } of answers) counts.set(question, (counts.get(question) ?? 0) + 1);
  const rank = (question: Question): readonly number[] => [
    counts.get(question.id) ?? 0,
    Number(itemIdOf(question.id) !== itemIdOf(id)) * Number(!question.about.some((one) => probed.includes(one))),
    Number(question.topic !== missed?.topic),
    Math.abs(question.difficulty - (missed?.difficulty ?? 1)),
  ];
  const candidates = [...bank.curriculum]
    .flatMap((item) => (item.type === "question" ? [item.question] : item.variants))
    .filter((question) => question.id !== id && probedBy(question).some((one) => probed.includes(one)));
  const mixed = shuffled(candidates, randomFrom(textHash(`${learner} ${id}`)));
  const [best = null] = mixed
    .map((question) => ({ question, rank: rank(question) }))
    .sort((one, other) => compared(one.rank, other.rank))
    .map(({ question }) => question);
  return best;
}

function compared(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
