import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { AnswerKey, KeyedAnswer } from "../../bot/ports/answers.ts";
import type { CommunityAnswer } from "../../engine/analytics/community-insights.ts";
import { daysAfter, type LocalDate } from "../../engine/community/calendar.ts";
import type { SavedAnswer } from "../../engine/learner/learner-events.ts";
import type { AccountId, CommunityId, LearnerId } from "../../engine/question/ids.ts";
import { savedAnswerRow } from "./learner-rows.ts";
import { firstAnswerRow, flag, idRow, integer } from "./rows.ts";
import type { Db } from "./tables.ts";

/** The number of a first answer. The key (presentation, account, attempt) allows only one. */
export const firstAttempt = 1;

export const answerColumns = [
  "presentation",
  "account",
  "question",
  "choice",
  "is_right",
  "answered_before",
  "points",
  "named",
  "asked",
  "thought",
  "replied_at",
  "confidence",
  "answered_at",
  "local_date",
] as const;

/** All answers of the learner's accounts with the times of their replies, oldest first. */
export async function savedAnswersOf(db: Db, learner: LearnerId): Promise<readonly SavedAnswer[]> {
  const rows = await db
    .selectFrom("account")
    .innerJoin("answer", "answer.account", "account.id")
    .innerJoin("presentation", "presentation.id", "answer.presentation")
    .selectAll("answer")
    .where("account.learner", "=", learner)
    .orderBy("answer.answered_at")
    .orderBy("presentation.presented_at")
    .orderBy("answer.presentation")
    .orderBy("answer.account")
    .execute();
  return inTurns(rows, (row) => savedAnswerRow.parse(row));
}

/** So many are done before other requests get a turn: a person with years of answers must not hold up everybody. */
const turnSize = 100;

/** Does the same with each item, and lets other requests run in between. */
export async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Result): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(work(item));
    if (results.length % turnSize === 0) await setImmediate();
  }
  return results;
}

export function firstAnswerTo(trx: Db, { presentation, account }: AnswerKey) {
  return trx
    .selectFrom("answer")
    .select(answerColumns)
    .where("presentation", "=", presentation)
    .where("account", "=", account)
    .where("attempt", "=", firstAttempt)
    .executeTakeFirst();
}

/**
 * Locks the account's learner until the transaction ends, so that two answers at once are counted one after the other.
 * An update that changes nothing locks the row in every database. What the transaction then reads must be a statement
 * of its own: PostgreSQL takes a statement's snapshot before it waits for the lock.
 */
export async function lockLearnerOf(trx: Db, account: AccountId): Promise<LearnerId | null> {
  const locked = await trx
    .updateTable("learner")
    .set((eb) => ({ opened_at: eb.ref("opened_at") }))
    .where("id", "=", (eb) => eb.selectFrom("account").select("learner").where("account.id", "=", account))
    .returning("id")
    .executeTakeFirst();
  return locked ? idRow.parse(locked).id : null;
}

type KeyedCommunityAnswer = CommunityAnswer & Pick<KeyedAnswer, "account">;

const communityAnswerRow = z
  .object({ answered_before: flag, local_date: z.string(), replied_at: integer.nullable() })
  .loose()
  .transform(
    (row): KeyedCommunityAnswer => ({
      ...firstAnswerRow.parse(row),
      answeredBefore: row.answered_before,
      localDate: row.local_date,
      repliedAt: row.replied_at,
    }),
  );

/** Few enough that a page holds the bot's thread only briefly. */
const answersOnPage = 100;

/**
 * The answers in a community from one local date to another, both included. Pages follow each other in time, and the
 * answers on a page do too. Other requests get a turn after each page.
 */
export async function* communityAnswers(
  db: Db,
  community: CommunityId,
  from: LocalDate,
  to: LocalDate,
): AsyncGenerator<readonly CommunityAnswer[], void, undefined> {
  let date = await nextDate(db, community, from);
  while (date !== null && date <= to) {
    const day = await answersOn(db, community, date);
    day.sort((one, other) => one.answeredAt - other.answeredAt || (one.presentation < other.presentation ? -1 : 1));
    for (let start = 0; start < day.length; start += answersOnPage) {
      yield day.slice(start, start + answersOnPage);
      await setImmediate();
    }
    date = await nextDate(db, community, daysAfter(date, 1));
  }
}

/** The first day since then on which somebody has answered; one look into the index. */
async function nextDate(db: Db, community: CommunityId, from: LocalDate): Promise<LocalDate | null> {
  const row = await db
    .selectFrom("answer")
    .select("local_date")
    .where("community", "=", community)
    .where("local_date", ">=", from)
    .orderBy("local_date")
    .limit(1)
    .executeTakeFirst();
  return row?.local_date ?? null;
}

async function answersOn(db: Db, community: CommunityId, date: LocalDate): Promise<CommunityAnswer[]> {
  const day: KeyedCommunityAnswer[] = [];
  for (;;) {
    const page = await pageOn(db, community, date, day.at(-1) ?? null);
    for (const answer of page) day.push(answer);
    if (page.length < answersOnPage) return day;
    await setImmediate();
  }
}

/** In the order of the index (community, local_date, account). */
async function pageOn(
  db: Db,
  community: CommunityId,
  date: LocalDate,
  after: KeyedCommunityAnswer | null,
): Promise<readonly KeyedCommunityAnswer[]> {
  const rows = await db
    .selectFrom("answer")
    .innerJoin("account", "account.id", "answer.account")
    .innerJoin("presentation", "presentation.id", "answer.presentation")
    .select(["answer.presentation", "answer.account", "account.learner", "answer.question", "presentation.digest"])
    .select(["answer.choice", "answer.is_right", "answer.answered_before", "answer.answered_at", "answer.local_date"])
    .select(["answer.named", "answer.asked", "answer.thought", "answer.replied_at"])
    .where("answer.community", "=", community)
    .where("answer.local_date", "=", date)
    .where("answer.attempt", "=", firstAttempt)
    .$if(after !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple("answer.account", "answer.presentation"),
          ">",
          tuple(after?.account ?? "", after?.presentation ?? ""),
        ),
      ),
    )
    .orderBy("answer.account")
    .orderBy("answer.presentation")
    .limit(answersOnPage)
    .execute();
  return communityAnswerRow.array().parse(rows);
}
