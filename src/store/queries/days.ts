import { z } from "zod";
import type { DayStore } from "../../bot/ports/days.ts";
import type { Community } from "../../bot/ports/people.ts";
import type { LocalDate } from "../../engine/community/calendar.ts";
import type { StreakDays } from "../../engine/learner/streak.ts";
import type { AccountId, LearnerId } from "../../engine/question/ids.ts";
import { communityRow, localDate } from "./rows.ts";
import { type Db, noWorkspace } from "./tables.ts";

/** The local days on which people answered, and those on which they were asked. */
export function dayQueries(db: Db): DayStore {
  return {
    ofLearner: (learner) => daysOf(db, learner),
    home: (learner) => homeOf(db, learner),
  };
}

async function daysOf(db: Db, learner: LearnerId): Promise<StreakDays> {
  const played = await db
    .selectFrom("account")
    .innerJoin("played_day", "played_day.account", "account.id")
    .select("played_day.local_date")
    .where("account.learner", "=", learner)
    .execute();
  const home = await homeOf(db, learner);
  return { played: datesIn(played), posted: home ? await postedIn(db, home) : [] };
}

async function postedIn(db: Db, { id }: Community): Promise<readonly LocalDate[]> {
  const rows = await db
    .selectFrom("daily")
    .select("local_date")
    .distinct()
    .where("community", "=", id)
    .where("message", "is not", null)
    .execute();
  return datesIn(rows);
}

/** With as many days in two communities, the one with the latest day, then the one with the smaller id. */
async function homeOf(db: Db, learner: LearnerId): Promise<Community | null> {
  const row = await db
    .selectFrom("account")
    .innerJoin("played_day", "played_day.account", "account.id")
    .innerJoin("community", (join) =>
      join.onRef("community.chat", "=", "account.chat").onRef("community.workspace", "=", "account.workspace"),
    )
    .select(["community.id", "community.chat", "community.workspace", "community.zone"])
    .where("account.learner", "=", learner)
    .where("account.workspace", "<>", noWorkspace)
    .groupBy(["community.id", "community.chat", "community.workspace", "community.zone"])
    .orderBy(({ fn }) => fn.countAll(), "desc")
    .orderBy(({ fn }) => fn.max("played_day.local_date"), "desc")
    .orderBy("community.id")
    .limit(1)
    .executeTakeFirst();
  return row ? communityRow.parse(row) : null;
}

function datesIn(rows: readonly object[]): readonly LocalDate[] {
  return z
    .object({ local_date: localDate })
    .array()
    .parse(rows)
    .map(({ local_date }) => local_date);
}

/**
 * Saves that an account has answered on a day. Needs the learner's lock.
 * @returns whether it is the first answer of the learner's accounts on this day
 */
export async function saveDay(
  trx: Db,
  { account, learner, date }: { readonly account: AccountId; readonly learner: LearnerId; readonly date: LocalDate },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("played_day")
    .values({ account, local_date: date })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return false;
  const other = await trx
    .selectFrom("account")
    .innerJoin("played_day", "played_day.account", "account.id")
    .select("account.id")
    .where("account.learner", "=", learner)
    .where("account.id", "<>", account)
    .where("played_day.local_date", "=", date)
    .executeTakeFirst();
  return other === undefined;
}
