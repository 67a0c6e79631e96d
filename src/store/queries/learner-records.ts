import type { LearnerRecordStore, RecordModel } from "../../bot/ports/learner-records.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import {
  answerEvent,
  confidenceEvent,
  eventsOf,
  type LearnerEvent,
  replyEvent,
  type SavedAnswer,
  timeOf,
} from "../../engine/learner/learner-events.ts";
import {
  addEvent,
  type CorrectedMisconception,
  correctionSince,
  type LearnerRecord,
  newLearnerRecord,
} from "../../engine/learner/learner-record.ts";
import type { Answer } from "../../engine/question/answer.ts";
import type { LearnerId, QuestionId } from "../../engine/question/ids.ts";
import {
  learnerMisconceptionRow,
  learnerQuestionRow,
  learnerStateRow,
  type StateRow,
  saveMisconceptions,
  saveQuestions,
  saveState,
} from "./learner-rows.ts";
import type { RecordCache } from "./record-cache.ts";
import { inTurns, savedAnswersOf } from "./saved-answers.ts";
import type { Db } from "./tables.ts";

/** What the model has learned about each learner. */
export function learnerRecordQueries(db: Db, cache: RecordCache): LearnerRecordStore {
  const rebuilt = (learner: LearnerId, model: RecordModel) =>
    db.transaction().execute((trx) => rebuildLocked(trx, learner, { model, cache }));
  return {
    load: async (learner, model) => (await load(db, learner, { model, cache })) ?? rebuilt(learner, model),
    rebuild: rebuilt,
    seenBy: (learner) => seenBy(db, learner),
  };
}

async function rebuildLocked(trx: Db, learner: LearnerId, context: RecordContext): Promise<LearnerRecord> {
  // An update that changes nothing locks the row, so that no answer is saved in between.
  const { numUpdatedRows } = await trx
    .updateTable("learner")
    .set((eb) => ({ opened_at: eb.ref("opened_at") }))
    .where("id", "=", learner)
    .executeTakeFirst();
  // The person may have deleted everything in the meantime.
  return numUpdatedRows === 0n ? newLearnerRecord() : (await rebuildRecord(trx, learner, context)).record;
}

/** What turns answers into records, and the records that were used last. */
export interface RecordContext {
  readonly model: RecordModel;
  readonly cache: RecordCache;
}

/** The state of a record that is up to date, and the model that made it. */
export interface CurrentRecord extends RecordContext {
  readonly state: StateRow;
}

/** Rebuilds the record first if there is none, or if it is of another model. Needs the learner's lock. */
export async function currentRecord(trx: Db, learner: LearnerId, context: RecordContext): Promise<CurrentRecord> {
  const saved = await stateOf(trx, learner);
  if (saved?.version === context.model.version) return { ...context, state: saved };
  return { ...context, state: (await rebuildRecord(trx, learner, context)).state };
}

/** @param current null to have the record rebuilt on next use */
export async function addAnswerToRecord(
  trx: Db,
  learner: LearnerId,
  answer: Answer,
  current: CurrentRecord | null,
): Promise<CorrectedMisconception | null> {
  if (!current) return dropRecord(trx, learner);
  const event = answerEvent(current.model.bank, answer);
  return add(trx, learner, { event, at: answer.answeredAt }, current);
}

export function addReplyToRecord(
  trx: Db,
  learner: LearnerId,
  saved: SavedAnswer,
  context: RecordContext | null,
): Promise<void> {
  return addLater(trx, learner, { event: replyEvent(saved.answer), at: timeOf(saved, "reply") }, context);
}

export function addConfidenceToRecord(
  trx: Db,
  learner: LearnerId,
  saved: SavedAnswer,
  context: RecordContext | null,
): Promise<void> {
  const event = context && confidenceEvent(context.model.bank, saved.answer);
  return addLater(trx, learner, { event, at: timeOf(saved, "confidence") }, context);
}

/** Adds what was said about a saved answer. Without a context or an event, the record is rebuilt on next use. */
async function addLater(
  trx: Db,
  learner: LearnerId,
  { event, at }: { readonly event: LearnerEvent | null; readonly at: Instant },
  context: RecordContext | null,
): Promise<void> {
  const state = await stateOf(trx, learner);
  if (!state) return;
  if (!context || !event || state.version !== context.model.version) await dropRecord(trx, learner);
  else await add(trx, learner, { event, at }, { ...context, state });
}

interface TimedEvent {
  readonly event: LearnerEvent;
  readonly at: Instant;
}

/**
 * Adds an event to the learner's rows. An event that is not later than the last one may belong before it, as when a
 * clock has gone back. Then the record is dropped, and rebuilt in order on next use.
 */
async function add(
  trx: Db,
  learner: LearnerId,
  { event, at }: TimedEvent,
  { model, cache, state }: CurrentRecord,
): Promise<CorrectedMisconception | null> {
  if (at <= state.last_at) return dropRecord(trx, learner);
  const question = event.type === "answer" ? (event.question?.id ?? null) : null;
  const cached = cache.find(learner, state.stamp);
  const record = cached ?? (await recordOf(trx, learner, state, question === null ? [] : [question]));
  const before = new Map(record.misconceptions);
  addEvent(record, event);
  const stamp = cache.newStamp();
  await saveState(trx, learner, { record, version: model.version, at, stamp });
  const changed = [...record.misconceptions]
    .map(([id, one], ordinal) => ({ id, one, ordinal }))
    .filter(({ id, one }) => before.get(id) !== one);
  await saveMisconceptions(trx, learner, changed);
  const seen = question === null ? undefined : record.seen.get(question);
  await saveQuestions(trx, learner, question === null || !seen ? [] : [[question, seen]]);
  // Only a cached record has all questions.
  if (cached) cache.add(learner, stamp, record);
  return correctionSince(before, record);
}

/** Makes the record be rebuilt on next use. */
async function dropRecord(trx: Db, learner: LearnerId): Promise<null> {
  await trx.deleteFrom("learner_state").where("learner", "=", learner).execute();
  return null;
}

/** Null if it must be rebuilt. */
async function load(db: Db, learner: LearnerId, { model, cache }: RecordContext): Promise<LearnerRecord | null> {
  const state = await stateOf(db, learner);
  if (state?.version !== model.version) return null;
  const cached = cache.find(learner, state.stamp);
  if (cached) return cached;
  const record = await recordOf(db, learner, state, null);
  // If rows have changed meanwhile, so has the stamp: then this record is never found.
  cache.add(learner, state.stamp, record);
  return record;
}

async function stateOf(db: Db, learner: LearnerId) {
  const row = await db.selectFrom("learner_state").selectAll().where("learner", "=", learner).executeTakeFirst();
  return row ? learnerStateRow.parse(row) : null;
}

async function seenBy(db: Db, learner: LearnerId): Promise<ReadonlySet<QuestionId>> {
  const rows = await db
    .selectFrom("learner_question")
    .select(["question", "times", "last_after", "is_right"])
    .where("learner", "=", learner)
    .execute();
  return new Set(
    learnerQuestionRow
      .array()
      .parse(rows)
      .map(([question]) => question),
  );
}

/** @param questions those whose rows are read; null for all */
async function recordOf(
  db: Db,
  learner: LearnerId,
  { answers, day, held, followed, free, slipped, recent }: StateRow,
  questions: readonly QuestionId[] | null,
): Promise<LearnerRecord> {
  const misconceptions = await db
    .selectFrom("learner_misconception")
    .selectAll()
    .where("learner", "=", learner)
    .orderBy("ordinal")
    .execute();
  const seen = await db
    .selectFrom("learner_question")
    .select(["question", "times", "last_after", "is_right"])
    .where("learner", "=", learner)
    .$if(questions !== null, (query) => query.where("question", "in", [...(questions ?? []), ""]))
    .execute();
  return {
    answers,
    day,
    misconceptions: new Map(learnerMisconceptionRow.array().parse(misconceptions)),
    seen: new Map(learnerQuestionRow.array().parse(seen)),
    answering: { held, followed, free, slipped },
    recent,
  };
}

/** Computes the record from all answers. Needs the learner's lock. */
export async function rebuildRecord(
  trx: Db,
  learner: LearnerId,
  { model: { bank, version }, cache }: RecordContext,
): Promise<{ readonly record: LearnerRecord; readonly state: StateRow }> {
  const record = newLearnerRecord();
  const saved = await savedAnswersOf(trx, learner);
  await inTurns(eventsOf(bank, saved), (event) => addEvent(record, event));
  const at = saved.reduce((latest, one) => Math.max(latest, timeOf(one, "confidence")), 0);
  await trx.deleteFrom("learner_misconception").where("learner", "=", learner).execute();
  await trx.deleteFrom("learner_question").where("learner", "=", learner).execute();
  const stamp = cache.newStamp();
  const state = await saveState(trx, learner, { record, version, at, stamp });
  const misconceptions = [...record.misconceptions].map(([id, one], ordinal) => ({ id, one, ordinal }));
  await saveMisconceptions(trx, learner, misconceptions);
  await saveQuestions(trx, learner, [...record.seen]);
  cache.add(learner, stamp, record);
  return { record, state };
}
