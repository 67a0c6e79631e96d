import { type Bank, itemIdOf } from "../bank/bank.ts";
import type { Instant } from "../community/calendar.ts";
import type { Choice } from "../question/answer.ts";
import type { LearnerId, MisconceptionId, PresentationId, QuestionId } from "../question/ids.ts";
import { digestOf } from "../question/question.ts";

/** Somebody's first answer to one question asked, without their name. */
export interface FirstAnswer {
  readonly presentation: PresentationId;
  readonly learner: LearnerId;
  readonly question: QuestionId;
  /** Of the question as it was put. */
  readonly digest: string;
  readonly choice: Choice;
  readonly right: boolean;
  readonly misconceptions: readonly MisconceptionId[];
  readonly answeredAt: Instant;
}

/** What is analysed as one: a written question, or all questions of one template. */
export interface Attempts {
  /** By item, what each learner answered when they met it first. */
  readonly byItem: ReadonlyMap<string, ReadonlyMap<LearnerId, FirstAnswer>>;
  /** Answers by people who had met the item before. */
  readonly repeated: number;
  /** Answers to questions that have been changed or taken out since. */
  readonly outdated: number;
}

/** The first attempts among answers in any order: what people do when they meet a thing again is memory. */
export function firstAttempts(bank: Bank, answers: Iterable<FirstAnswer>): Attempts {
  const digests = new Map<string, string>(bank.questions.map((question) => [question.id, digestOf(question)]));
  const templates = new Set(bank.templates.map(({ id }) => id));
  const byItem = new Map<string, Map<LearnerId, FirstAnswer>>();
  let repeated = 0;
  let outdated = 0;
  for (const answer of answers) {
    const item = itemIdOf(answer.question);
    // What a template made is not made again for this: that would take as long as asking it did.
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

/** Answers of one millisecond are told apart by what they answer, in whatever order they come. */
function isBefore(one: FirstAnswer, other: FirstAnswer): boolean {
  return (
    one.answeredAt < other.answeredAt || (one.answeredAt === other.answeredAt && one.presentation < other.presentation)
  );
}
