import type { ReportStore } from "../../bot/ports/reports.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { QuestionReport } from "../../engine/community/report.ts";
import type { CommunityId } from "../../engine/question/ids.ts";
import { countRow, reportRow } from "./rows.ts";
import type { Db } from "./tables.ts";

/** What people report about questions. */
export function reportQueries(db: Db): ReportStore {
  return {
    save: (report) => save(db, report),
    list: () => all(db),
    countSince: (community, since) => countSince(db, community, since),
  };
}

async function save(db: Db, { reportedAt, ...row }: QuestionReport): Promise<void> {
  const { reason, note } = row;
  await db
    .insertInto("report")
    .values({ ...row, reported_at: reportedAt })
    .onConflict((conflict) =>
      conflict.columns(["presentation", "account"]).doUpdateSet({ reason, note, reported_at: reportedAt }),
    )
    .execute();
}

async function all(db: Db): Promise<readonly QuestionReport[]> {
  const rows = await db.selectFrom("report").selectAll().orderBy("reported_at", "desc").orderBy("id").execute();
  return reportRow.array().parse(rows);
}

async function countSince(db: Db, community: CommunityId, since: Instant): Promise<number> {
  const row = await db
    .selectFrom("report")
    .innerJoin("presentation", "presentation.id", "report.presentation")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("presentation.community", "=", community)
    .where("report.reported_at", ">=", since)
    .executeTakeFirst();
  return countRow.parse(row).count;
}
