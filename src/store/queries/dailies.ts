import { sql } from "kysely";
import { z } from "zod";
import type { Daily, DailyClaim, DailyStore, LoadedDaily } from "../../bot/ports/dailies.ts";
import type { Instant, LocalDate } from "../../engine/community/calendar.ts";
import type { CommunityId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import { tallyOf } from "./answers.ts";
import { dailyColumns, presentationColumns, savePresentation } from "./presentations.ts";
import { dailyRow, lastPostedRow, partOf, presentationRow, tallyRow } from "./rows.ts";
import { firstAttempt } from "./saved-answers.ts";
import { advanceSchedule, closeDailies } from "./schedules.ts";
import type { Db } from "./tables.ts";

/** Which question a channel got on which day. */
export function dailyQueries(db: Db): DailyStore {
  return {
    claim: (daily) => claim(db, daily),
    markSending: (presentation, now) => markSending(db, presentation, now),
    recordFailure: async (presentation, failure) => {
      await db
        .updateTable("daily")
        .set({ sending_since: null, failure })
        .where("presentation", "=", presentation)
        .execute();
    },
    recordPost: (presentation, message, now) => recordPost(db, presentation, message, now),
    unposted: (since) => unposted(db, since),
    load: (presentation) => load(db, presentation),
    lastPosted: (community, channel, questions) => lastPosted(db, { community, channel }, questions),
  };
}

/** Thrown to roll back a claim, because another question has the day. */
class DayTaken extends Error {}

async function claim(db: Db, daily: DailyClaim): Promise<boolean> {
  try {
    return await db.transaction().execute((trx) => claimIn(trx, daily));
  } catch (error) {
    if (!(error instanceof DayTaken)) throw error;
    await advanceSchedule(db, daily, daily.dueAt, daily.nextDueAt);
    return false;
  }
}

async function claimIn(trx: Db, daily: DailyClaim): Promise<boolean> {
  const { community, channel, date, presentation, dueAt, nextDueAt } = daily;
  if (!(await advanceSchedule(trx, daily, dueAt, nextDueAt))) return false;
  await savePresentation(trx, presentation);
  const claimed = await trx
    .insertInto("daily")
    .values({
      community,
      channel,
      local_date: date,
      presentation: presentation.id,
      question: presentation.question,
      message: null,
      claimed_at: presentation.presentedAt,
      posted_at: null,
      sending_since: null,
      failure: null,
    })
    .onConflict((conflict) => conflict.columns(["community", "channel", "local_date"]).doNothing())
    .returning("presentation")
    .executeTakeFirst();
  if (!claimed) throw new DayTaken();
  await closeDailies(trx, daily, presentation.presentedAt, presentation.id);
  return true;
}

async function markSending(db: Db, presentation: PresentationId, now: Instant): Promise<boolean> {
  const marked = await db
    .updateTable("daily")
    .set({ sending_since: now, failure: null })
    .where("presentation", "=", presentation)
    .where("message", "is", null)
    .where("sending_since", "is", null)
    .executeTakeFirst();
  return Number(marked.numUpdatedRows) === 1;
}

async function recordPost(db: Db, presentation: PresentationId, message: string, now: Instant): Promise<void> {
  await db
    .updateTable("daily")
    .set({ message, posted_at: now, sending_since: null, failure: null })
    .where("presentation", "=", presentation)
    .where("message", "is", null)
    .execute();
}

/** A daily that was closed since, by the end of its schedule or by the next one, must not be posted any more. */
async function unposted(db: Db, since: Instant): Promise<readonly Daily[]> {
  const rows = await db
    .selectFrom("daily")
    .innerJoin("presentation", "presentation.id", "daily.presentation")
    .selectAll("daily")
    .where("presentation.closed_at", "is", null)
    .where("daily.claimed_at", ">=", since)
    .where("daily.message", "is", null)
    .orderBy("daily.claimed_at")
    .execute();
  return dailyRow.array().parse(rows);
}

/** One statement: each row has this daily and the previous one, and how often one choice was chosen in one of them. */
async function load(db: Db, presentation: PresentationId): Promise<LoadedDaily | null> {
  const rows = await db
    .selectFrom("daily")
    .innerJoin("community", "community.id", "daily.community")
    .innerJoin("presentation", "presentation.id", "daily.presentation")
    .leftJoin("daily as previous", (join) =>
      join
        .onRef("previous.community", "=", "daily.community")
        .onRef("previous.channel", "=", "daily.channel")
        .on("previous.local_date", "=", (eb) =>
          eb
            .selectFrom("daily as earlier")
            .select(({ fn }) => fn.max("earlier.local_date").as("local_date"))
            .whereRef("earlier.community", "=", "daily.community")
            .whereRef("earlier.channel", "=", "daily.channel")
            .whereRef("earlier.local_date", "<", "daily.local_date")
            .where("earlier.message", "is not", null),
        ),
    )
    .leftJoin("presentation as revealed", "revealed.id", "previous.presentation")
    .leftJoin("answer", (join) =>
      join
        .on((eb) =>
          eb.or([
            eb("answer.presentation", "=", eb.ref("daily.presentation")),
            eb("answer.presentation", "=", eb.ref("previous.presentation")),
          ]),
        )
        .on("answer.attempt", "=", firstAttempt),
    )
    .select(dailyColumns.map((column) => `daily.${column} as daily_${column}` as const))
    .select(presentationColumns.map((column) => `presentation.${column} as presentation_${column}` as const))
    .select(presentationColumns.map((column) => `revealed.${column} as revealed_${column}` as const))
    .select(["community.chat", "community.workspace", "previous.local_date as previous_date"])
    .select(({ fn }) => [
      "answer.presentation as tally_presentation",
      "answer.choice as tally_choice",
      "answer.is_right as tally_is_right",
      // null, like the other columns of a left join, if nobody has answered
      sql<number | null>`nullif(${fn.count("answer.account")}, 0)`.as("tally_count"),
    ])
    .where("daily.presentation", "=", presentation)
    .groupBy(["daily.community", "daily.channel", "daily.local_date", "community.id", "presentation.id"])
    .groupBy(["previous.community", "previous.channel", "previous.local_date", "revealed.id"])
    .groupBy(["answer.presentation", "answer.choice", "answer.is_right"])
    .execute();
  return loadedDaily(rows);
}

const loadedTallyRow = tallyRow.extend({ presentation: z.string() });

const loadedDailyRow = z.object({ chat: z.string(), workspace: z.string(), previous_date: z.string().nullable() });

function loadedDaily(rows: readonly object[]): LoadedDaily | null {
  const [row] = rows;
  if (!row) return null;
  const daily = partOf(row, "daily", dailyRow);
  const presentation = partOf(row, "presentation", presentationRow);
  if (!daily || !presentation) return null;
  const { chat, workspace, previous_date: date } = loadedDailyRow.parse(row);
  const tallies = rows.map((each) => partOf(each, "tally", loadedTallyRow)).filter((each) => each !== null);
  const tally = (id: PresentationId) => tallyOf(tallies.filter((each) => each.presentation === id));
  const revealed = partOf(row, "revealed", presentationRow);
  return {
    daily,
    chat,
    workspace,
    presentation,
    tally: tally(presentation.id),
    previous: revealed && date !== null ? { date, presentation: revealed, tally: tally(revealed.id) } : null,
  };
}

async function lastPosted(
  db: Db,
  { community, channel }: { readonly community: CommunityId; readonly channel: string },
  questions: readonly QuestionId[],
): Promise<ReadonlyMap<QuestionId, LocalDate>> {
  const rows = await db
    .selectFrom("daily")
    .select(({ fn }) => ["question", fn.max("local_date").as("last")])
    .where("community", "=", community)
    .where("channel", "=", channel)
    .where("question", "in", questions)
    .where((eb) => eb.or([eb("message", "is not", null), eb("sending_since", "is not", null)]))
    .groupBy("question")
    .execute();
  return new Map(
    lastPostedRow
      .array()
      .parse(rows)
      .map(({ question, last }) => [question, last]),
  );
}
