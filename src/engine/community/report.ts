import type { AccountId, PresentationId, QuestionId, ReportId } from "../question/ids.ts";
import type { Instant } from "./calendar.ts";

/** What may be wrong with a question, as a closed list. */
export const reportReasons = [
  "wrong-key",
  "unclear-wording",
  "code-differs",
  "typing-mistake",
  "something-else",
] as const;
export type ReportReason = (typeof reportReasons)[number];

/** The most code points in a person's note. */
export const longestNote = 500;

/** What somebody says is wrong with a question. */
export interface QuestionReport {
  readonly id: ReportId;
  readonly presentation: PresentationId;
  readonly question: QuestionId;
  /** `digestOf` the question as it was presented; it may have been corrected since. */
  readonly digest: string;
  readonly account: AccountId;
  readonly reason: ReportReason;
  /** Empty when the person added nothing. */
  readonly note: string;
  readonly reportedAt: Instant;
}
