import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import type { CommunityId } from "../../engine/question/ids.ts";

/** The points of a community. */
export interface LeaderboardStore {
  /** Each account's points for answers in this community between two local dates, both included; null is no limit. */
  standings(community: CommunityId, from: LocalDate | null, to: LocalDate | null): Promise<readonly Standing[]>;
}
