import type { z } from "zod";
import type { Instant } from "../../engine/community/calendar.ts";
import type { LearnerRecord, SeenRecord } from "../../engine/learner/learner-record.ts";
import type { LearnerId, QuestionId } from "../../engine/question/ids.ts";
import { type learnerStateRow, misconceptionColumns, type OrdinalRecord } from "./learner-rows.ts";
import type { Db } from "./tables.ts";

// Writes the rows of a learner's record.

export type StateRow = Readonly<z.output<typeof learnerStateRow>>;

interface NewState {
  readonly record: LearnerRecord;
  readonly version: string;
  readonly at: Instant;
  readonly stamp: string;
}

export async function saveState(
  trx: Db,
  learner: LearnerId,
  { record, version, at, stamp }: NewState,
): Promise<StateRow> {
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

export async function saveMisconceptions(trx: Db, learner: LearnerId, some: readonly OrdinalRecord[]): Promise<void> {
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
          is_sure: ref("excluded.is_sure"),
          stability: ref("excluded.stability"),
          memory_difficulty: ref("excluded.memory_difficulty"),
          review_day: ref("excluded.review_day"),
        })),
      )
      .execute();
  }
}

export async function saveQuestions(trx: Db, learner: LearnerId, some: readonly Seen[]): Promise<void> {
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
