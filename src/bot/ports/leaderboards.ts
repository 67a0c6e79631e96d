import type { LocalDate } from "../../engine/community/calendar.ts";
import type { Standing } from "../../engine/community/leaderboard.ts";
import type { CommunityId } from "../../engine/question/ids.ts";

/** Points of a community. */
export interface LeaderboardStore {
  /** Points by account for answers given in this community whose local date is in [from, to]; null is open. */
  standings(community: CommunityId, from: LocalDate | null, to: LocalDate | null): Promise<readonly Standing[]>;
}
