import type { LearnerModel } from "../../engine/learner/learner-model.ts";
import type { LearnerRecord } from "../../engine/learner/learner-record.ts";
import type { LearnerId, QuestionId } from "../../engine/question/ids.ts";

/** What turns answers into records. */
export type RecordModel = Pick<LearnerModel, "bank" | "version">;

/**
 * What the model has learned about each learner. A saved record is updated in the transaction of an answer or a reply,
 * and equals what all answers of the learner's accounts give.
 */
export interface LearnerRecordStore {
  /** The saved record. It is rebuilt if there is none, or if it is of another model or bank. */
  load(learner: LearnerId, model: RecordModel): Promise<LearnerRecord>;
  /** Computes the record from all answers of the learner's accounts, and saves it. */
  rebuild(learner: LearnerId, model: RecordModel): Promise<LearnerRecord>;
  /** The questions of the saved record, as they are: good enough to count them. */
  seenBy(learner: LearnerId): Promise<ReadonlySet<QuestionId>>;
}
