import type { Instant } from "../../engine/community/calendar.ts";
import type { Schedule } from "../../engine/community/schedule.ts";
import type { CommunityId } from "../../engine/question/ids.ts";

export interface DueSchedule extends Schedule {
  readonly chat: string;
  readonly workspace: string | null;
  readonly zone: string | null;
}

/** When channels get their daily question. */
export interface ScheduleStore {
  list(): Promise<readonly DueSchedule[]>;
  ofCommunity(community: CommunityId): Promise<readonly Schedule[]>;
  /** Sets or replaces the channel's schedule and, where given, the community's zone. */
  save(schedule: Schedule, zone: string | null): Promise<void>;
  /** Ends the channel's schedule (null: all of the community), closes its open daily, and returns how many ended. */
  end(community: CommunityId, channel: string | null, now: Instant): Promise<number>;
}
