import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import { type Bank, isQuestion, itemIdOf } from "../bank/bank.ts";
import type { LearnerId, MisconceptionId, QuestionId } from "../question/ids.ts";
import { probedBy, type Question } from "../question/question.ts";
import type { LearnerRecord } from "./learner-record.ts";

/** What a question should be like: another one, and the misconception that the answer to it showed. */
interface Like {
  /** Null if only the misconception counts. */
  readonly question: QuestionId | null;
  readonly misconception: MisconceptionId | null;
}

/**
 * A question that probes the same misconception in other words; if the answer showed none, one of the misconceptions
 * that the question probes. Questions that the learner has not answered come first, then those of the same topic and of
 * a similar difficulty. Null if there is none.
 */
export function similarQuestion(
  bank: Bank,
  { seen }: Pick<LearnerRecord, "seen">,
  { question: id, misconception }: Like,
  learner: LearnerId,
): Question | null {
  const found = id === null ? null : bank.question(id);
  const missed = found !== null && isQuestion(found) ? found : null;
  const probed = misconception !== null ? [misconception] : missed === null ? [] : probedBy(missed);
  const timesAnswered = ({ id: one }: Question) => seen.get(one)?.times ?? 0;
  const isBeside = (one: Question) =>
    (id === null || itemIdOf(one.id) !== itemIdOf(id)) && !one.about.some((about) => probed.includes(about));
  const isElsewhere = ({ topic }: Question) => topic !== missed?.topic;
  const step = ({ difficulty }: Question) => Math.abs(difficulty - (missed?.difficulty ?? 1));
  const candidates = bank.curriculum
    .flatMap((item) => (item.type === "question" ? [item.question] : item.variants))
    .filter((question) => question.id !== id && probedBy(question).some((one) => probed.includes(one)));
  const [best = null] = shuffled(candidates, randomFrom(textHash(`${learner} ${id}`))).sort(
    (one, other) =>
      timesAnswered(one) - timesAnswered(other) ||
      Number(isBeside(one)) - Number(isBeside(other)) ||
      Number(isElsewhere(one)) - Number(isElsewhere(other)) ||
      step(one) - step(other),
  );
  return best;
}
