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

/** Characters (code points) of what a person may add in their own words. */
export const longestNote = 500;

/** What somebody says is wrong with a question that was put to them. */
export interface QuestionReport {
  readonly id: ReportId;
  readonly presentation: PresentationId;
  readonly question: QuestionId;
  /** `digestOf` the question as it was put, which may have been mended since. */
  readonly digest: string;
  readonly account: AccountId;
  readonly reason: ReportReason;
  /** Empty where nothing was added. */
  readonly note: string;
  readonly reportedAt: Instant;
}
