import type { CommunityAnswer } from "../../engine/analytics/community-insights.ts";
import type { FirstAnswer } from "../../engine/analytics/first-answers.ts";
import type { Instant, LocalDate } from "../../engine/community/calendar.ts";
import type { CorrectedMisconception } from "../../engine/learner/learner-record.ts";
import type { AnsweredDay } from "../../engine/learner/progress.ts";
import type { Answer, Choice, Confidence } from "../../engine/question/answer.ts";
import type { Grade } from "../../engine/question/diagnosis.ts";
import type {
  AccountId,
  CommunityId,
  LearnerId,
  MisconceptionId,
  PresentationId,
  QuestionId,
} from "../../engine/question/ids.ts";
import type { RecordModel } from "./learner-records.ts";

/** A new answer, to be saved once. */
export interface Submission {
  readonly presentation: PresentationId;
  readonly account: AccountId;
  readonly choice: Choice;
  readonly grade: Grade;
  /** The points for a right answer, if the learner has not answered the question before. */
  readonly difficulty: number;
  readonly now: Instant;
  readonly localDate: LocalDate;
}

export type SaveOutcome =
  | {
      readonly type: "saved";
      readonly answer: Answer;
      /** Null for none, and without a model. */
      readonly correction: CorrectedMisconception | null;
      /** Whether none of the learner's accounts had answered on this local day before. */
      readonly isFirstOfDay: boolean;
    }
  /** Returns the account's first answer, which still counts. */
  | { readonly type: "already-answered"; readonly answer: Answer }
  | { readonly type: "closed"; readonly at: Instant };

/** One account's answer to one presentation. */
export interface AnswerKey {
  readonly presentation: PresentationId;
  readonly account: AccountId;
}

export type KeyedAnswer = AnswerKey & FirstAnswer;

/** How often each choice of a presentation was chosen. */
export interface Tally {
  readonly answered: number;
  readonly right: number;
  /** By the choice's index. Composed answers and "I don't know" have no entry. */
  readonly counts: ReadonlyMap<number, number>;
}

/** Answers and the points they earned. */
export interface AnswerStore {
  /**
   * Saves a first answer with its points (engine `pointsFor`) and its local day, and erases the partial answer. The key
   * (presentation, account, attempt) lets exactly one through.
   * @param model updates the learner's record in the same transaction; without it, the record is recomputed on next use
   */
  save(submission: Submission, model?: RecordModel): Promise<SaveOutcome>;
  /**
   * Saves what a person says they think, with the answer whose verdict asked; null for none of those. The first reply
   * counts: a later one changes nothing.
   * @returns the answer with the first reply, or null without an answer
   */
  saveReply(key: AnswerKey, thought: MisconceptionId | null, now: Instant, model?: RecordModel): Promise<Answer | null>;
  /**
   * Saves how sure the person says they were. The first word counts: a later one changes nothing.
   * @returns the answer with what they first said, or null without an answer
   */
  saveConfidence(key: AnswerKey, confidence: Confidence, now: Instant, model?: RecordModel): Promise<Answer | null>;
  /** All answers of the learner's accounts, oldest first. */
  ofLearner(learner: LearnerId): Promise<readonly Answer[]>;
  /** The local days on which the learner's accounts have answered, the first one first. */
  days(learner: LearnerId): Promise<readonly AnsweredDay[]>;
  /** The latest answer of the learner's accounts to this question. */
  latest(learner: LearnerId, question: QuestionId): Promise<Answer | null>;
  /**
   * The first answers of all accounts in pages of at most `limit`, in a stable order: those after this key, or with
   * null from the start. The last page is shorter. Answers saved between two pages may be missing.
   */
  page(after: AnswerKey | null, limit: number): Promise<readonly KeyedAnswer[]>;
  /**
   * The answers in a community from one local date to another, both included, in pages: in the order of their times,
   * however many there are. Other requests get a turn between two pages.
   */
  ofCommunity(community: CommunityId, from: LocalDate, to: LocalDate): AsyncIterable<readonly CommunityAnswer[]>;
  tally(presentation: PresentationId): Promise<Tally>;
}
