import type { z } from "zod";
import type { LearnerRecordStore, RecordModel } from "../../bot/ports/learner-records.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import {
  answerEvent,
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
  type SeenRecord,
} from "../../engine/learner/learner-record.ts";
import type { Answer } from "../../engine/question/answer.ts";
import type { LearnerId, QuestionId } from "../../engine/question/ids.ts";
import {
  learnerMisconceptionRow,
  learnerQuestionRow,
  learnerStateRow,
  misconceptionColumns,
  type OrdinalRecord,
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
  return numUpdatedRows === 0n ? newLearnerRecord() : (await rebuild(trx, learner, context)).record;
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
  return { ...context, state: (await rebuild(trx, learner, context)).state };
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
  return add(trx, learner, { event, at: timeOf({ answer, repliedAt: null }, "answer") }, current);
}

export async function addReplyToRecord(
  trx: Db,
  learner: LearnerId,
  saved: SavedAnswer,
  context: RecordContext | null,
): Promise<void> {
  const state = await stateOf(trx, learner);
  const event = replyEvent(saved.answer);
  if (!state) return;
  if (!context || !event || state.version !== context.model.version) await dropRecord(trx, learner);
  else await add(trx, learner, { event, at: timeOf(saved, "reply") }, { ...context, state });
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

type StateRow = Readonly<z.output<typeof learnerStateRow>>;

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
async function rebuild(
  trx: Db,
  learner: LearnerId,
  { model: { bank, version }, cache }: RecordContext,
): Promise<{ readonly record: LearnerRecord; readonly state: StateRow }> {
  const record = newLearnerRecord();
  const saved = await savedAnswersOf(trx, learner);
  await inTurns(eventsOf(bank, saved), (event) => addEvent(record, event));
  const at = saved.reduce((latest, one) => Math.max(latest, timeOf(one, "reply")), 0);
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

interface NewState {
  readonly record: LearnerRecord;
  readonly version: string;
  readonly at: Instant;
  readonly stamp: string;
}

async function saveState(trx: Db, learner: LearnerId, { record, version, at, stamp }: NewState): Promise<StateRow> {
  const { answers, day, answering, recent } = record;
  const { held, followed, free, slipped } = answering;
  const state = { version, answers, day, last_at: at, stamp, held, followed, free, slipped, recent };
  const columns = { ...state, recent: JSON.stringify(recent) };
  await trx
    .insertInto("learner_state")
    .values({ learner, ...columns })
    .onConflict((conflict) => conflict.column("learner").doUpdateSet(columns))
    .execute();
  return state;
}

/** Databases limit the values of one statement. */
const rowsInOne = 50;

async function saveMisconceptions(trx: Db, learner: LearnerId, some: readonly OrdinalRecord[]): Promise<void> {
  for (let from = 0; from < some.length; from += rowsInOne) {
    const rows = some.slice(from, from + rowsInOne).map((one) => misconceptionColumns(learner, one));
    await trx
      .insertInto("learner_misconception")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["learner", "misconception"]).doUpdateSet(({ ref }) => ({
          belief: ref("excluded.belief"),
          fits: ref("excluded.fits"),
          against: ref("excluded.against"),
          step: ref("excluded.step"),
          due_day: ref("excluded.due_day"),
          due_after: ref("excluded.due_after"),
          first_right_item: ref("excluded.first_right_item"),
          first_right_day: ref("excluded.first_right_day"),
          shown_belief: ref("excluded.shown_belief"),
          is_corrected: ref("excluded.is_corrected"),
          stability: ref("excluded.stability"),
          memory_difficulty: ref("excluded.memory_difficulty"),
          review_day: ref("excluded.review_day"),
        })),
      )
      .execute();
  }
}

async function saveQuestions(trx: Db, learner: LearnerId, some: readonly Seen[]): Promise<void> {
  for (let from = 0; from < some.length; from += rowsInOne) {
    const rows = some.slice(from, from + rowsInOne).map(([question, { times, lastAfter, right }]) => ({
      learner,
      question,
      times,
      last_after: lastAfter,
      is_right: right ? (1 as const) : (0 as const),
    }));
    await trx
      .insertInto("learner_question")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["learner", "question"]).doUpdateSet(({ ref }) => ({
          times: ref("excluded.times"),
          last_after: ref("excluded.last_after"),
          is_right: ref("excluded.is_right"),
        })),
      )
      .execute();
  }
}

type Seen = readonly [QuestionId, SeenRecord];
