import type { AnswerKey } from "../../bot/ports/answers.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { Answer, Confidence } from "../../engine/question/answer.ts";
import type { MisconceptionId } from "../../engine/question/ids.ts";
import { addConfidenceToRecord, addReplyToRecord, type RecordContext } from "./learner-records.ts";
import { answerRow } from "./rows.ts";
import { answerColumns, firstAnswerTo, firstAttempt, lockLearnerOf } from "./saved-answers.ts";
import type { Db } from "./tables.ts";

// What people say about their answers, after the verdict.

/** One update, unless there is a reply already. */
export async function saveReply(
  trx: Db,
  { presentation, account }: AnswerKey,
  { thought, now }: { readonly thought: MisconceptionId | null; readonly now: Instant },
  records: RecordContext | null,
): Promise<Answer | null> {
  const learner = await lockLearnerOf(trx, account);
  if (learner === null) return null;
  const replied = await trx
    .updateTable("answer")
    .set({ thought, replied_at: now })
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .where("attempt", "=", firstAttempt)
    .where("replied_at", "is", null)
    .returning(answerColumns)
    .executeTakeFirst();
  const row = replied ?? (await firstAnswerTo(trx, { presentation, account }));
  if (!row) return null;
  const answer = answerRow.parse(row);
  // A reply comes before a rating, so after one the record is rebuilt.
  const isInOrder = answer.confidence === null;
  const saved = { answer, repliedAt: now, ratedAt: null };
  if (replied) await addReplyToRecord(trx, learner, saved, isInOrder ? records : null);
  return answer;
}

/** One update, unless the person has said it already. */
export async function saveConfidence(
  trx: Db,
  { presentation, account }: AnswerKey,
  { confidence, now }: { readonly confidence: Confidence; readonly now: Instant },
  records: RecordContext | null,
): Promise<Answer | null> {
  const learner = await lockLearnerOf(trx, account);
  if (learner === null) return null;
  const rated = await trx
    .updateTable("answer")
    .set({ confidence, rated_at: now })
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .where("attempt", "=", firstAttempt)
    .where("rated_at", "is", null)
    .returning(["replied_at", ...answerColumns])
    .executeTakeFirst();
  const row = rated ?? (await firstAnswerTo(trx, { presentation, account }));
  if (!row) return null;
  const answer = answerRow.parse(row);
  if (rated) {
    const saved = { answer, repliedAt: rated.replied_at, ratedAt: now };
    await addConfidenceToRecord(trx, learner, saved, records);
  }
  return answer;
}
