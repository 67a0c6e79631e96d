import type { Daily, DailyClaim, DailyStore } from "../../bot/ports/dailies.ts";
import type { DueSchedule, ScheduleStore } from "../../bot/ports/schedules.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { Schedule } from "../../engine/community/schedule.ts";
import type { Presentation } from "../../engine/question/answer.ts";
import type { CommunityId, PresentationId } from "../../engine/question/ids.ts";
import { savePresentation } from "./answers.ts";
import { dailyRow, dueScheduleRow, postedDailyRow, scheduleRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** When channels get their question. */
export function scheduleQueries(db: Db): ScheduleStore {
  return {
    list: () => schedules(db),
    ofCommunity: (community) => schedulesOf(db, community),
    save: (schedule, zone) => db.transaction().execute((trx) => saveSchedule(trx, schedule, zone)),
    end: (community, channel, now) => db.transaction().execute((trx) => endSchedules(trx, { community, channel }, now)),
  };
}

/** Which question a channel got on which day. */
export function dailyQueries(db: Db): DailyStore {
  return {
    claim: (daily, presentation) => db.transaction().execute((trx) => claim(trx, daily, presentation)),
    markSending: (presentation, now) => markSending(db, presentation, now),
    clearSending: (presentation) => clearSending(db, presentation),
    recordPost: (presentation, message, now) => recordPost(db, presentation, message, now),
    unposted: (since) => unposted(db, since),
    findOpen: (community, channel) => findOpen(db, community, channel),
    find: (presentation) => find(db, presentation),
    ofChannel: (community, channel) => ofChannel(db, community, channel),
  };
}

async function schedules(db: Db): Promise<readonly DueSchedule[]> {
  const rows = await db
    .selectFrom("schedule")
    .innerJoin("community", "community.id", "schedule.community")
    .selectAll("schedule")
    .select(["community.chat", "community.workspace", "community.zone"])
    .execute();
  return dueScheduleRow.array().parse(rows);
}

async function schedulesOf(db: Db, community: CommunityId): Promise<readonly Schedule[]> {
  const rows = await db.selectFrom("schedule").selectAll().where("community", "=", community).execute();
  return scheduleRow.array().parse(rows);
}

async function saveSchedule(trx: Db, schedule: Schedule, zone: string | null): Promise<void> {
  const { community, channel, since } = schedule;
  const times = { minute_of_day: schedule.minuteOfDay, weekdays: JSON.stringify(schedule.weekdays), since };
  await trx
    .insertInto("schedule")
    .values({ community, channel, ...times })
    .onConflict((conflict) => conflict.columns(["community", "channel"]).doUpdateSet(times))
    .execute();
  if (zone !== null) await trx.updateTable("community").set({ zone }).where("id", "=", community).execute();
}

/** A channel of a community, or with null all of them. */
interface Where {
  readonly community: CommunityId;
  readonly channel: string | null;
}

async function endSchedules(trx: Db, where: Where, now: Instant): Promise<number> {
  const ended = await trx
    .deleteFrom("schedule")
    .where("community", "=", where.community)
    .$if(where.channel !== null, (query) => query.where("channel", "=", where.channel))
    .executeTakeFirst();
  await closeDailies(trx, where, now);
  return Number(ended.numDeletedRows);
}

async function closeDailies(trx: Db, { community, channel }: Where, now: Instant): Promise<void> {
  const theirs = trx
    .selectFrom("daily")
    .select("daily.presentation")
    .where("daily.community", "=", community)
    .$if(channel !== null, (query) => query.where("daily.channel", "=", channel));
  await trx
    .updateTable("presentation")
    .set({ closed_at: now })
    .where("closed_at", "is", null)
    .where("id", "in", theirs)
    .execute();
}

async function claim(trx: Db, daily: DailyClaim, presentation: Presentation): Promise<boolean> {
  const { community, channel, date } = daily;
  await lockCommunity(trx, community);
  const claimed = await trx
    .selectFrom("daily")
    .select("presentation")
    .where("community", "=", community)
    .where("channel", "=", channel)
    .where("local_date", "=", date)
    .executeTakeFirst();
  if (claimed) return false;
  await closeDailies(trx, daily, presentation.presentedAt);
  await savePresentation(trx, presentation);
  await trx
    .insertInto("daily")
    .values({
      community,
      channel,
      local_date: date,
      presentation: daily.presentation,
      message: null,
      claimed_at: presentation.presentedAt,
      posted_at: null,
      sending_since: null,
    })
    .execute();
  return true;
}

/** A write that changes nothing takes the row in every engine: claims of one community come one after the other. */
async function lockCommunity(trx: Db, community: CommunityId): Promise<void> {
  await trx
    .updateTable("community")
    .set((eb) => ({ opened_at: eb.ref("opened_at") }))
    .where("id", "=", community)
    .execute();
}

async function markSending(db: Db, presentation: PresentationId, now: Instant): Promise<boolean> {
  const marked = await db
    .updateTable("daily")
    .set({ sending_since: now })
    .where("presentation", "=", presentation)
    .where("message", "is", null)
    .where("sending_since", "is", null)
    .executeTakeFirst();
  return Number(marked.numUpdatedRows) === 1;
}

async function clearSending(db: Db, presentation: PresentationId): Promise<void> {
  await db.updateTable("daily").set({ sending_since: null }).where("presentation", "=", presentation).execute();
}

async function recordPost(db: Db, presentation: PresentationId, message: string, now: Instant): Promise<void> {
  await db
    .updateTable("daily")
    .set({ message, posted_at: now, sending_since: null })
    .where("presentation", "=", presentation)
    .where("message", "is", null)
    .execute();
}

/** One that was closed since, by the end of its schedule or by the next one, is not to be posted any more. */
async function unposted(db: Db, since: Instant): Promise<readonly Daily[]> {
  const rows = await openDailies(db)
    .where("daily.claimed_at", ">=", since)
    .where("daily.message", "is", null)
    .orderBy("daily.claimed_at")
    .execute();
  return dailyRow.array().parse(rows);
}

async function findOpen(db: Db, community: CommunityId, channel: string): Promise<Daily | null> {
  const rows = await openDailies(db)
    .where("daily.community", "=", community)
    .orderBy("daily.claimed_at", "desc")
    .execute();
  const open = dailyRow.array().parse(rows);
  return open.find((daily) => daily.channel === channel) ?? open[0] ?? null;
}

function openDailies(db: Db) {
  return db
    .selectFrom("daily")
    .innerJoin("presentation", "presentation.id", "daily.presentation")
    .selectAll("daily")
    .where("presentation.closed_at", "is", null);
}

async function find(db: Db, presentation: PresentationId): Promise<Daily | null> {
  const row = await db.selectFrom("daily").selectAll().where("presentation", "=", presentation).executeTakeFirst();
  return row ? dailyRow.parse(row) : null;
}

async function ofChannel(db: Db, community: CommunityId, channel: string): ReturnType<DailyStore["ofChannel"]> {
  const rows = await db
    .selectFrom("daily")
    .innerJoin("presentation", "presentation.id", "daily.presentation")
    .selectAll("daily")
    .select("presentation.question")
    .where("daily.community", "=", community)
    .where("daily.channel", "=", channel)
    .where((eb) => eb.or([eb("daily.message", "is not", null), eb("daily.sending_since", "is not", null)]))
    // Two of one millisecond stand by their day; ISO dates sort alike in every engine.
    .orderBy("daily.claimed_at")
    .orderBy("daily.local_date")
    .execute();
  return postedDailyRow.array().parse(rows);
}
