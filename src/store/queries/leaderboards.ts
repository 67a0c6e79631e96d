import type { LeaderboardStore } from "../../bot/ports/leaderboards.ts";
import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import type { CommunityId } from "../../engine/question/ids.ts";
import { standingRow } from "./rows.ts";
import type { Db } from "./tables.ts";

export function leaderboardQueries(db: Db): LeaderboardStore {
  return { standings: (community, from, to) => standings(db, community, from, to) };
}

async function standings(
  db: Db,
  community: CommunityId,
  from: LocalDate | null,
  to: LocalDate | null,
): Promise<readonly Standing[]> {
  const inWindow = db
    .selectFrom("answer")
    .select(({ fn }) => ["account", fn.sum("points").as("points")])
    .where("community", "=", community)
    .$if(from !== null, (query) => query.where("local_date", ">=", from))
    .$if(to !== null, (query) => query.where("local_date", "<=", to))
    .groupBy("account");
  const rows = await db
    .selectFrom(inWindow.as("won"))
    .innerJoin("account", "account.id", "won.account")
    .select(["won.account", "account.name", "won.points"])
    .execute();
  return standingRow.array().parse(rows);
}
