import { type Bank, itemIdOf } from "../bank/bank.ts";
import type { Instant } from "../community/calendar.ts";
import type { Choice, Diagnosis, VerdictReply } from "../question/answer.ts";
import type { LearnerId, PresentationId, QuestionId } from "../question/ids.ts";
import { digestOf } from "../question/question.ts";

/** An answer to one presentation, without a name. */
export interface FirstAnswer {
  readonly presentation: PresentationId;
  readonly learner: LearnerId;
  readonly question: QuestionId;
  /** `digestOf` the question as it was presented. */
  readonly digest: string;
  readonly choice: Choice;
  readonly right: boolean;
  readonly diagnosis: Diagnosis;
  readonly reply: VerdictReply | null;
  readonly answeredAt: Instant;
}

/** First answers by item. An item is a written question, or all variants of a template. */
export interface Attempts {
  /** By item, what each learner answered the first time. */
  readonly byItem: ReadonlyMap<string, ReadonlyMap<LearnerId, FirstAnswer>>;
  /** How many answers came from people who had answered the item before. */
  readonly repeated: number;
  /** How many answers are to questions that have been changed or removed since. */
  readonly outdated: number;
}

/** The first attempts among answers in any order. Later attempts show memory rather than understanding. */
export function firstAttempts(bank: Bank, answers: Iterable<FirstAnswer>): Attempts {
  const digests = new Map<string, string>(bank.questions.map((question) => [question.id, digestOf(question)]));
  const templates = new Set(bank.templates.map(({ id }) => id));
  const byItem = new Map<string, Map<LearnerId, FirstAnswer>>();
  let repeated = 0;
  let outdated = 0;
  for (const answer of answers) {
    const item = itemIdOf(answer.question);
    // The variants of a template count as one item, whichever of them are in the bank today.
    const isCurrent = item === answer.question ? digests.get(item) === answer.digest : templates.has(item);
    if (!isCurrent) {
      outdated++;
      continue;
    }
    const people = byItem.get(item) ?? new Map<LearnerId, FirstAnswer>();
    byItem.set(item, people);
    const other = people.get(answer.learner);
    if (other) repeated++;
    if (!other || isBefore(answer, other)) people.set(answer.learner, answer);
  }
  return { byItem, repeated, outdated };
}

/** Answers of the same millisecond are ordered by presentation, so that their order on input does not matter. */
function isBefore(one: FirstAnswer, other: FirstAnswer): boolean {
  return (
    one.answeredAt < other.answeredAt || (one.answeredAt === other.answeredAt && one.presentation < other.presentation)
  );
}
