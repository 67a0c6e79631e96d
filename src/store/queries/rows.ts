import { z } from "zod";
import type { KeyedAnswer } from "../../bot/ports/answers.ts";
import type { PostFailure } from "../../bot/ports/chat.ts";
import type { Daily } from "../../bot/ports/dailies.ts";
import type { PastedProgram } from "../../bot/ports/pasted-programs.ts";
import type { Account, Community } from "../../bot/ports/people.ts";
import type { DueSchedule } from "../../bot/ports/schedules.ts";
import type { TranscriptLine } from "../../bot/ports/transcript.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import { type QuestionReport, reportReasons } from "../../engine/community/report.ts";
import type { Schedule } from "../../engine/community/schedule.ts";
import type { AnsweredDay } from "../../engine/learner/progress.ts";
import {
  type Answer,
  type Choice,
  confidences,
  type Presentation,
  presentationReasons,
} from "../../engine/question/answer.ts";
import { topics } from "../../engine/question/curriculum.ts";
import {
  accountId,
  communityId,
  learnerId,
  misconceptionId,
  presentationId,
  questionId,
  reportId,
  traceId,
} from "../../engine/question/ids.ts";
import { cardRow } from "./card-row.ts";

/** A whole number, as a number or as its text: databases differ in how they return bigint, count and sum. */
export const integer = z
  .union([z.number(), z.bigint(), z.string().regex(/^-?\d+$/)])
  .transform(Number)
  .pipe(z.int());

/** A truth value, which databases return as 0 and 1 or as a boolean. */
export const flag = z.union([z.boolean(), integer.transform((value) => value === 1)]);

const idText = z.string().min(1);
export const account = idText.transform(accountId);
const presentation = idText.transform(presentationId);
const community = idText.transform(communityId);
export const learner = idText.transform(learnerId);
export const question = idText.transform(questionId);
export const misconception = idText.transform(misconceptionId);

/** What an answer said about the person, and what they replied to its verdict. */
const diagnosisShape = {
  named: misconception.nullable(),
  asked: json(z.array(misconception)),
  thought: misconception.nullable(),
  replied_at: integer.nullable(),
};

function diagnosisIn({ named, asked, thought, replied_at }: z.output<z.ZodObject<typeof diagnosisShape>>) {
  return { diagnosis: { named, asked }, reply: replied_at === null ? null : { thought } };
}

export const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export function json<Value>(schema: z.ZodType<Value>) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

const indexes = json(z.array(z.int().nonnegative()));

const choice = z
  .union([z.literal("unknown"), z.string().regex(/^\d+$/).transform(Number), indexes])
  .transform((value): Choice => value);

/** The text of a choice in a row: `unknown`, an index, or a list of them as JSON. */
export function choiceText(chosen: Choice): string {
  return typeof chosen === "object" ? JSON.stringify(chosen) : String(chosen);
}

/**
 * The columns of one table in a joined row, prefixed with the table's name (`answer_choice`); null if a left join found
 * no row.
 */
export function partOf<Value>(row: object, table: string, schema: z.ZodType<Value>): Value | null {
  const prefix = `${table}_`;
  const columns = Object.entries(row).filter(([name]) => name.startsWith(prefix));
  if (columns.every(([, value]) => value === null)) return null;
  return schema.parse(Object.fromEntries(columns.map(([name, value]) => [name.slice(prefix.length), value])));
}

export const zoneRow = z.object({ zone: z.string().nullable() });

export const idRow = z.object({ id: learner });

export const picksRow = z.object({ picks: indexes }).transform(({ picks }): readonly number[] => picks);

export const communityRow = z
  .object({ id: community, chat: z.string(), workspace: z.string(), zone: z.string().nullable() })
  .transform((row): Community => row);

export const accountRow = z.object({ id: account, learner, name: z.string() }).transform((row): Account => row);

export const answeringAccountRow = z.object({ account });

const choiceReason = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["first", "similar"]) }),
  z.object({ type: z.enum(["return", "review", "likely", "unclear"]), misconception }),
]);

export const presentationRow = z
  .object({
    id: presentation,
    community: community.nullable(),
    account: account.nullable(),
    question,
    digest: z.string(),
    shown: indexes,
    reason: z.enum(presentationReasons),
    chosen: json(choiceReason).nullable(),
    // A topic that no longer exists means all topics.
    topic: z.enum(topics).nullable().catch(null),
    presented_at: integer,
    closed_at: integer.nullable(),
  })
  .transform(
    ({ presented_at, closed_at, ...row }): Presentation => ({ ...row, presentedAt: presented_at, closedAt: closed_at }),
  );

export const answerRow = z
  .object({
    presentation,
    account,
    question,
    choice,
    is_right: flag,
    answered_before: flag,
    points: integer,
    confidence: z.enum(confidences).nullable(),
    ...diagnosisShape,
    answered_at: integer,
    local_date: localDate,
  })
  .transform(
    ({ is_right, answered_before, answered_at, local_date, named, asked, thought, replied_at, ...row }): Answer => ({
      ...row,
      ...diagnosisIn({ named, asked, thought, replied_at }),
      right: is_right,
      answeredBefore: answered_before,
      answeredAt: answered_at,
      localDate: local_date,
    }),
  );

export const firstAnswerRow = z
  .object({
    presentation,
    account,
    learner,
    question,
    digest: z.string(),
    choice,
    is_right: flag,
    ...diagnosisShape,
    answered_at: integer,
  })
  .transform(
    ({ is_right, answered_at, named, asked, thought, replied_at, ...row }): KeyedAnswer => ({
      ...row,
      ...diagnosisIn({ named, asked, thought, replied_at }),
      right: is_right,
      answeredAt: answered_at,
    }),
  );

export const answeredDayRow = z
  .object({ local_date: localDate, answers: integer, points: integer })
  .transform(({ local_date, ...row }): AnsweredDay => ({ ...row, date: local_date }));

export const tallyRow = z.object({ choice, is_right: flag, count: integer });

export const standingRow = z.object({ account, name: z.string(), points: integer }).transform((row): Standing => row);

const scheduleShape = {
  community,
  channel: z.string(),
  minute_of_day: integer,
  weekdays: json(z.array(z.int().min(1).max(7)).min(1)),
  since: integer,
};

export const scheduleRow = z
  .object(scheduleShape)
  .transform(({ minute_of_day, ...row }): Schedule => ({ ...row, minuteOfDay: minute_of_day }));

export const dueScheduleRow = z
  .object({
    ...scheduleShape,
    next_due_at: integer,
    chat: z.string(),
    workspace: z.string(),
    zone: z.string().nullable(),
  })
  .transform(
    ({ minute_of_day, next_due_at, ...row }): DueSchedule => ({
      ...row,
      minuteOfDay: minute_of_day,
      nextDueAt: next_due_at,
    }),
  );

const postFailures = ["no-permission", "no-channel", "unreachable"] as const satisfies readonly PostFailure[];

export const dailyRow = z
  .object({
    community,
    channel: z.string(),
    local_date: localDate,
    presentation,
    message: z.string().nullable(),
    sending_since: integer.nullable(),
    failure: z.enum(postFailures).nullable(),
  })
  .transform(
    ({ local_date, sending_since, ...row }): Daily => ({ ...row, date: local_date, sendingSince: sending_since }),
  );

export const lastPostedRow = z.object({ question, last: localDate });

/** What the decision about a new answer depends on, read under the lock of its learner. */
export const closedRow = z.object({ closed_at: integer.nullable() });

export const pastedProgramRow = z
  .object({
    id: idText.transform(traceId),
    account,
    module: z.enum(["commonjs", "module"]),
    source: z.string(),
    pasted_at: integer,
  })
  .transform(({ pasted_at, ...row }): PastedProgram => ({ ...row, pastedAt: pasted_at }));

export const reportRow = z
  .object({
    id: idText.transform(reportId),
    presentation,
    question,
    digest: z.string(),
    account,
    reason: z.enum(reportReasons),
    note: z.string(),
    reported_at: integer,
  })
  .transform(({ reported_at, ...row }): QuestionReport => ({ ...row, reportedAt: reported_at }));

export const countRow = z.object({ count: integer });

const body = z.discriminatedUnion("type", [
  z.object({ type: z.literal("words"), text: z.string() }),
  z.object({ type: z.literal("card"), card: cardRow }),
  z.object({ type: z.literal("gone") }),
]);

/**
 * A card that was saved before its blocks changed can no longer be drawn. It leaves a gap, and the lines around it
 * stay.
 */
const lineBody = json<TranscriptLine["body"]>(body.catch({ type: "gone" }));

export const transcriptRow = z
  .object({
    id: z.string(),
    number: integer,
    channel: z.string(),
    seen_by: z.string().nullable(),
    author_id: z.string().nullable(),
    author_name: z.string().nullable(),
    body: lineBody,
    saved_at: integer,
  })
  .transform(
    ({ seen_by, author_id, author_name, saved_at, ...row }): TranscriptLine => ({
      ...row,
      seenBy: seen_by,
      author: author_id === null ? null : { id: author_id, name: author_name ?? "" },
      at: saved_at,
    }),
  );

export const counterRow = z.object({ value: integer });

export const migrationRow = z.object({ version: integer, name: z.string(), checksum: z.string() });
