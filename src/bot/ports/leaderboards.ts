import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import type { CommunityId } from "../../engine/question/ids.ts";

/** The points of a community. */
export interface LeaderboardStore {
  /**
   * The points of each account for its answers in this community, from one local date to another, both included; null
   * means no limit.
   */
  standings(community: CommunityId, from: LocalDate | null, to: LocalDate | null): Promise<readonly Standing[]>;
}
