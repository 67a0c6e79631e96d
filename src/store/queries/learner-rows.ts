import { z } from "zod";
import type { Instant } from "../../engine/community/calendar.ts";
import type { SavedAnswer } from "../../engine/learner/learner-events.ts";
import type { LearnerRecord, MisconceptionRecord, SeenRecord } from "../../engine/learner/learner-record.ts";
import type { LearnerId, MisconceptionId, QuestionId } from "../../engine/question/ids.ts";
import { answerRow, flag, integer, json, misconception, question } from "./rows.ts";
import type { Db, Tables } from "./tables.ts";

/** A measurement, as a number or as its text. */
const real = z.union([z.number(), z.string()]).pipe(z.coerce.number());

/** An answer with the times of what the person said about it, which only the order of events needs. */
export const savedAnswerRow = z
  .object({ replied_at: integer.nullable(), rated_at: integer.nullable() })
  .loose()
  .transform(
    (row): SavedAnswer => ({ answer: answerRow.parse(row), repliedAt: row.replied_at, ratedAt: row.rated_at }),
  );

export const learnerStateRow = z.object({
  version: z.string(),
  answers: integer,
  day: integer,
  last_at: integer,
  stamp: z.string(),
  held: real,
  followed: real,
  free: real,
  slipped: real,
  recent: json(z.array(question)).transform((ids): readonly QuestionId[] => ids),
});

/** Null until an answer or a reply shows the misconception. */
const shownRow = z
  .object({
    step: integer,
    due_day: integer,
    due_after: integer,
    first_right_item: z.string().nullable(),
    first_right_day: integer.nullable(),
    shown_belief: real,
    is_corrected: flag,
    is_sure: flag,
    stability: real,
    memory_difficulty: real,
    review_day: integer,
  })
  .transform(({ first_right_item: item, first_right_day: day, ...row }): MisconceptionRecord["shown"] => ({
    step: row.step,
    dueDay: row.due_day,
    dueAfter: row.due_after,
    firstRight: item === null || day === null ? null : { item, day },
    belief: row.shown_belief,
    isCorrected: row.is_corrected,
    isSure: row.is_sure,
    memory: { stability: row.stability, difficulty: row.memory_difficulty, day: row.review_day },
  }));

export const learnerMisconceptionRow = z
  .object({ misconception, belief: real, fits: integer, against: integer, step: integer.nullable() })
  .loose()
  .transform((row): readonly [MisconceptionId, MisconceptionRecord] => {
    const { misconception: id, belief, fits, against, step } = row;
    return [id, { belief, fits, against, shown: step === null ? null : shownRow.parse(row) }];
  });

export const learnerQuestionRow = z
  .object({ question, times: integer, last_after: integer, is_right: flag })
  .transform((row) => [row.question, { times: row.times, lastAfter: row.last_after, right: row.is_right }] as const);

/** A record with its ordinal among those of its learner. */
interface OrdinalRecord {
  readonly id: MisconceptionId;
  readonly one: MisconceptionRecord;
  readonly ordinal: number;
}

function misconceptionColumns(
  learner: LearnerId,
  { id, one, ordinal }: OrdinalRecord,
): Tables["learner_misconception"] {
  const { belief, fits, against, shown } = one;
  return {
    learner,
    misconception: id,
    ordinal,
    belief,
    fits,
    against,
    step: shown?.step ?? null,
    due_day: shown?.dueDay ?? null,
    due_after: shown?.dueAfter ?? null,
    first_right_item: shown?.firstRight?.item ?? null,
    first_right_day: shown?.firstRight?.day ?? null,
    shown_belief: shown?.belief ?? null,
    is_corrected: shown && (shown.isCorrected ? 1 : 0),
    is_sure: shown && (shown.isSure ? 1 : 0),
    stability: shown?.memory.stability ?? null,
    memory_difficulty: shown?.memory.difficulty ?? null,
    review_day: shown?.memory.day ?? null,
  };
}

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
