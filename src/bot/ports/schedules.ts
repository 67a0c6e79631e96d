import type { Instant } from "../../engine/community/calendar.ts";
import type { Schedule } from "../../engine/community/schedule.ts";
import type { CommunityId } from "../../engine/question/ids.ts";
import type { Daily } from "./dailies.ts";

/** A schedule with what a wake needs to post its daily. */
export interface DueSchedule extends Schedule {
  readonly chat: string;
  readonly workspace: string;
  readonly zone: string | null;
  readonly nextDueAt: Instant;
}

/** A schedule with the last daily that was claimed for its channel. */
export interface ChannelSchedule extends Schedule {
  readonly lastDaily: Daily | null;
}

/** When a schedule is due next in a zone (null: none has been set). */
export type NextDue = (schedule: Schedule, zone: string | null) => Instant;

/** When channels get their daily question. */
export interface ScheduleStore {
  /** The schedules that are due first, the earliest first. */
  listNext(limit: number): Promise<readonly DueSchedule[]>;
  ofCommunity(community: CommunityId): Promise<readonly ChannelSchedule[]>;
  /**
   * Sets or replaces the channel's schedule and, unless it is null, the community's zone. A new zone also moves the
   * due times of the community's other channels, in the same transaction.
   */
  save(schedule: Schedule, zone: string | null, nextDue: NextDue): Promise<void>;
  /** Moves a schedule to its next due time, unless it has changed since it was read. */
  advance(schedule: DueSchedule, nextDueAt: Instant): Promise<void>;
  /** Ends the channel's schedule (null: all of the community), closes its open daily, and returns how many ended. */
  end(community: CommunityId, channel: string | null, now: Instant): Promise<number>;
}
