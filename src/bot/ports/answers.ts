import type { FirstAnswer } from "../../engine/analytics/first-answers.ts";
import type { Instant, LocalDate } from "../../engine/community/calendar.ts";
import type { Answer, Choice, Grade } from "../../engine/question/answer.ts";
import type { AccountId, LearnerId, PresentationId, QuestionId } from "../../engine/question/ids.ts";

/** A new answer, to be kept once. */
export interface Submission {
  readonly presentation: PresentationId;
  readonly account: AccountId;
  readonly question: QuestionId;
  readonly choice: Choice;
  readonly grade: Grade;
  /** What a right first answer to this question earns. */
  readonly difficulty: number;
  readonly now: Instant;
  readonly localDate: LocalDate;
}

export type SaveOutcome =
  | { readonly type: "saved"; readonly answer: Answer }
  /** This account's first answer, which stands. */
  | { readonly type: "already-answered"; readonly answer: Answer }
  | { readonly type: "closed"; readonly at: Instant };

/** Which answer: of whom, to which question asked. */
export interface AnswerKey {
  readonly presentation: PresentationId;
  readonly account: AccountId;
}

export type KeyedAnswer = AnswerKey & FirstAnswer;

/** How many chose what. */
export interface Tally {
  readonly answered: number;
  readonly right: number;
  /** By the choice's index; answers that were put together, and who did not know, are in none. */
  readonly counts: ReadonlyMap<number, number>;
}

/** Answers and the points they earned. */
export interface AnswerStore {
  /**
   * Saves a first answer with its points (engine `pointsFor`; "before" is any answer of the learner's accounts to
   * the same question), or says why not. The key (presentation, account, attempt) lets exactly one through.
   */
  save(submission: Submission): Promise<SaveOutcome>;
  find(presentation: PresentationId, account: AccountId): Promise<Answer | null>;
  /** All answers of the learner's accounts, oldest first. */
  ofLearner(learner: LearnerId): Promise<readonly Answer[]>;
  /**
   * Everybody's first answers in pages of at most `limit`: those after this key, in a stable order; null starts.
   * The last page is shorter. What is answered meanwhile may be missing.
   */
  page(after: AnswerKey | null, limit: number): Promise<readonly KeyedAnswer[]>;
  tally(presentation: PresentationId): Promise<Tally>;
}
