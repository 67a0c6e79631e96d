import { z } from "zod";
import type { KeyedAnswer } from "../../bot/ports/answers.ts";
import type { Daily } from "../../bot/ports/dailies.ts";
import type { PastedProgram } from "../../bot/ports/pasted-programs.ts";
import type { Account, Community } from "../../bot/ports/people.ts";
import type { DueSchedule } from "../../bot/ports/schedules.ts";
import type { TranscriptLine } from "../../bot/ports/transcript.ts";
import type { Card } from "../../cards/card.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import { type Report, reportReasons } from "../../engine/community/report.ts";
import type { Schedule } from "../../engine/community/schedule.ts";
import { type Answer, type Choice, type Presentation, presentationReasons } from "../../engine/question/answer.ts";
import type {
  AccountId,
  CommunityId,
  LearnerId,
  MisconceptionId,
  PresentationId,
  QuestionId,
  ReportId,
  TraceId,
} from "../../engine/question/ids.ts";
import { topics } from "../../engine/question/topic.ts";
import { noWorkspace } from "./tables.ts";

/** Any whole number, as a number or as its text: engines differ in how they hand back bigint, count and sum. */
const whole = z
  .union([z.number(), z.bigint(), z.string().regex(/^-?\d+$/)])
  .transform(Number)
  .pipe(z.int());

const named = <Id extends string>() => z.string().min(1) as unknown as z.ZodType<Id>;
const accountId = named<AccountId>();
const presentationId = named<PresentationId>();
const communityId = named<CommunityId>();
const learnerId = named<LearnerId>();
const questionId = named<QuestionId>();

const workspace = z.string().transform((text) => (text === noWorkspace ? null : text));
const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/);

function json<Value>(schema: z.ZodType<Value>) {
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

export const pressedRow = z.object({ pressed: indexes }).transform(({ pressed }): readonly number[] => pressed);

export const communityRow = z
  .object({ id: communityId, chat: z.string(), workspace, zone: z.string().nullable() })
  .transform((row): Community => row);

export const accountRow = z
  .object({ id: accountId, learner: learnerId, name: z.string() })
  .transform((row): Account => row);

export const presentationRow = z
  .object({
    id: presentationId,
    community: communityId.nullable(),
    account: accountId.nullable(),
    question: questionId,
    digest: z.string(),
    shown: indexes,
    reason: z.enum(presentationReasons),
    // A topic that has since left the path: the whole path.
    topic: z.enum(topics).nullable().catch(null),
    presented_at: whole,
    closed_at: whole.nullable(),
  })
  .transform(
    ({ presented_at, closed_at, ...row }): Presentation => ({ ...row, presentedAt: presented_at, closedAt: closed_at }),
  );

export const answerRow = z
  .object({
    presentation: presentationId,
    account: accountId,
    question: questionId,
    choice,
    is_right: whole.transform((flag) => flag === 1),
    points: whole,
    misconceptions: json(z.array(named<MisconceptionId>())),
    answered_at: whole,
    local_date: localDate,
  })
  .transform(
    ({ is_right, answered_at, local_date, ...row }): Answer => ({
      ...row,
      right: is_right,
      answeredAt: answered_at,
      localDate: local_date,
    }),
  );

export const firstAnswerRow = z
  .object({
    presentation: presentationId,
    account: accountId,
    learner: learnerId,
    question: questionId,
    digest: z.string(),
    choice,
    is_right: whole.transform((flag) => flag === 1),
    misconceptions: json(z.array(named<MisconceptionId>())),
    answered_at: whole,
  })
  .transform(
    ({ is_right, answered_at, ...row }): KeyedAnswer => ({ ...row, right: is_right, answeredAt: answered_at }),
  );

export const tallyRow = z.object({ choice, is_right: whole.transform((flag) => flag === 1), count: whole });

export const standingRow = z
  .object({ account: accountId, name: z.string(), points: whole })
  .transform((row): Standing => row);

const scheduleShape = {
  community: communityId,
  channel: z.string(),
  minute_of_day: whole,
  weekdays: json(z.array(z.int().min(1).max(7)).min(1)),
  since: whole,
};

export const scheduleRow = z
  .object(scheduleShape)
  .transform(({ minute_of_day, ...row }): Schedule => ({ ...row, minuteOfDay: minute_of_day }));

export const dueScheduleRow = z
  .object({ ...scheduleShape, chat: z.string(), workspace, zone: z.string().nullable() })
  .transform(({ minute_of_day, ...row }): DueSchedule => ({ ...row, minuteOfDay: minute_of_day }));

const dailyShape = {
  community: communityId,
  channel: z.string(),
  local_date: localDate,
  presentation: presentationId,
  message: z.string().nullable(),
  sending_since: whole.nullable(),
};

export const dailyRow = z
  .object(dailyShape)
  .transform(
    ({ local_date, sending_since, ...row }): Daily => ({ ...row, date: local_date, sendingSince: sending_since }),
  );

export const postedDailyRow = z
  .object({ ...dailyShape, question: questionId })
  .transform(({ local_date, sending_since, ...row }) => ({ ...row, date: local_date, sendingSince: sending_since }));

export const pastedProgramRow = z
  .object({
    id: named<TraceId>(),
    account: accountId,
    module: z.enum(["commonjs", "module"]),
    source: z.string(),
    pasted_at: whole,
  })
  .transform(({ pasted_at, ...row }): PastedProgram => ({ ...row, pastedAt: pasted_at }));

export const reportRow = z
  .object({
    id: named<ReportId>(),
    presentation: presentationId,
    question: questionId,
    digest: z.string(),
    account: accountId,
    reason: z.enum(reportReasons),
    note: z.string(),
    reported_at: whole,
  })
  .transform(({ reported_at, ...row }): Report => ({ ...row, reportedAt: reported_at }));

export const countRow = z.object({ count: whole });

/** Our own card as it was said: only its outline is checked, since a card of last year may hold last year's blocks. */
const card = z.looseObject({
  type: z.literal("card"),
  title: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })),
  buttons: z.array(z.array(z.looseObject({ id: z.string() }))),
}) as unknown as z.ZodType<Card>;

const body = z.discriminatedUnion("type", [
  z.object({ type: z.literal("words"), text: z.string() }),
  z.object({ type: z.literal("card"), card }),
  z.object({ type: z.literal("gone") }),
]);

export const transcriptRow = z
  .object({
    id: z.string(),
    number: whole,
    channel: z.string(),
    seen_by: z.string().nullable(),
    author_id: z.string().nullable(),
    author_name: z.string().nullable(),
    body: json<TranscriptLine["body"]>(body),
    kept_at: whole,
  })
  .transform(
    ({ seen_by, author_id, author_name, kept_at, ...row }): TranscriptLine => ({
      ...row,
      seenBy: seen_by,
      author: author_id === null ? null : { id: author_id, name: author_name ?? "" },
      at: kept_at,
    }),
  );

export const counterRow = z.object({ value: whole });

export const migrationRow = z.object({ version: whole, name: z.string(), checksum: z.string() });
