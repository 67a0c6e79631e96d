import type { ChannelSchedule, DueSchedule, NextDue, ScheduleStore } from "../../bot/ports/schedules.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { Schedule } from "../../engine/community/schedule.ts";
import type { CommunityId } from "../../engine/question/ids.ts";
import { dailyColumns } from "./presentations.ts";
import { dailyRow, dueScheduleRow, partOf, scheduleRow, zoneRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** When channels get their daily question. */
export function scheduleQueries(db: Db): ScheduleStore {
  return {
    listNext: (limit) => listNext(db, limit),
    ofCommunity: (community) => ofCommunity(db, community),
    save: (schedule, zone, nextDue) =>
      db
        .transaction()
        .execute((trx) =>
          zone === null ? saveInPresentZone(trx, schedule, nextDue) : saveInZone(trx, schedule, zone, nextDue),
        ),
    advance: async (schedule, nextDueAt) => void (await advanceSchedule(db, schedule, schedule.nextDueAt, nextDueAt)),
    end: (community, channel, now) => db.transaction().execute((trx) => end(trx, { community, channel }, now)),
  };
}

async function listNext(db: Db, limit: number): Promise<readonly DueSchedule[]> {
  const rows = await db
    .selectFrom("schedule")
    .innerJoin("community", "community.id", "schedule.community")
    .selectAll("schedule")
    .select(["community.chat", "community.workspace", "community.zone"])
    .orderBy("schedule.next_due_at")
    .limit(limit)
    .execute();
  return dueScheduleRow.array().parse(rows);
}

async function ofCommunity(db: Db, community: CommunityId): Promise<readonly ChannelSchedule[]> {
  const rows = await db
    .selectFrom("schedule")
    .leftJoin("daily", (join) =>
      join
        .onRef("daily.community", "=", "schedule.community")
        .onRef("daily.channel", "=", "schedule.channel")
        .on("daily.local_date", "=", (eb) =>
          eb
            .selectFrom("daily as last")
            .select(({ fn }) => fn.max("last.local_date").as("local_date"))
            .whereRef("last.community", "=", "schedule.community")
            .whereRef("last.channel", "=", "schedule.channel"),
        ),
    )
    .selectAll("schedule")
    .select(dailyColumns.map((column) => `daily.${column} as daily_${column}` as const))
    .where("schedule.community", "=", community)
    .execute();
  return rows.map((row) => ({ ...scheduleRow.parse(row), lastDaily: partOf(row, "daily", dailyRow) }));
}

async function saveInPresentZone(trx: Db, schedule: Schedule, nextDue: NextDue): Promise<void> {
  const row = await trx
    .selectFrom("community")
    .select("zone")
    .where("id", "=", schedule.community)
    .executeTakeFirstOrThrow();
  await saveSchedule(trx, schedule, nextDue(schedule, zoneRow.parse(row).zone));
}

async function saveInZone(trx: Db, schedule: Schedule, zone: string, nextDue: NextDue): Promise<void> {
  const { community, channel } = schedule;
  await trx.updateTable("community").set({ zone }).where("id", "=", community).execute();
  await saveSchedule(trx, schedule, nextDue(schedule, zone));
  const rows = await trx
    .selectFrom("schedule")
    .selectAll()
    .where("community", "=", community)
    .where("channel", "<>", channel)
    .execute();
  for (const other of scheduleRow.array().parse(rows)) await saveSchedule(trx, other, nextDue(other, zone));
}

async function saveSchedule(trx: Db, schedule: Schedule, nextDueAt: Instant): Promise<void> {
  const { community, channel, minuteOfDay, weekdays, since } = schedule;
  const times = {
    minute_of_day: minuteOfDay,
    weekdays: JSON.stringify(weekdays),
    since,
    next_due_at: nextDueAt,
  };
  await trx
    .insertInto("schedule")
    .values({ community, channel, ...times })
    .onConflict((conflict) => conflict.columns(["community", "channel"]).doUpdateSet(times))
    .execute();
}

/** A channel of a community, or all of them if null. */
export interface Channels {
  readonly community: CommunityId;
  readonly channel: string | null;
}

/**
 * Moves the schedule if it is still due at `from`, and returns whether it was. The row stays locked until the
 * transaction ends.
 */
export async function advanceSchedule(
  db: Db,
  { community, channel }: { readonly community: CommunityId; readonly channel: string },
  from: Instant,
  to: Instant,
): Promise<boolean> {
  const advanced = await db
    .updateTable("schedule")
    .set({ next_due_at: to })
    .where("community", "=", community)
    .where("channel", "=", channel)
    .where("next_due_at", "=", from)
    .executeTakeFirst();
  return Number(advanced.numUpdatedRows) === 1;
}

async function end(trx: Db, channels: Channels, now: Instant): Promise<number> {
  const ended = await trx
    .deleteFrom("schedule")
    .where("community", "=", channels.community)
    .$if(channels.channel !== null, (query) => query.where("channel", "=", channels.channel))
    .executeTakeFirst();
  await closeDailies(trx, channels, now);
  return Number(ended.numDeletedRows);
}

/** Closes the open dailies of these channels, except for one presentation. */
export async function closeDailies(
  trx: Db,
  { community, channel }: Channels,
  now: Instant,
  except: string | null = null,
): Promise<void> {
  const theirs = trx
    .selectFrom("daily")
    .select("daily.presentation")
    .where("daily.community", "=", community)
    .$if(channel !== null, (query) => query.where("daily.channel", "=", channel));
  await trx
    .updateTable("presentation")
    .set({ closed_at: now })
    .where("community", "=", community)
    .where("account", "is", null)
    .where("closed_at", "is", null)
    .where("id", "in", theirs)
    .$if(except !== null, (query) => query.where("id", "<>", except))
    .execute();
}
