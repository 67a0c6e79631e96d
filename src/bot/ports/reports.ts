import type { Instant } from "../../engine/community/calendar.ts";
import type { QuestionReport } from "../../engine/community/report.ts";
import type { CommunityId } from "../../engine/question/ids.ts";

/** Reports by people who think that something is wrong with a question. */
export interface ReportStore {
  /** Saves one report for each account and presentation: a second one replaces the first. */
  save(report: QuestionReport): Promise<void>;
  /** All of them, the latest first. */
  list(): Promise<readonly QuestionReport[]>;
  /** How many were made since then about presentations in this community. */
  countSince(community: CommunityId, since: Instant): Promise<number>;
}
