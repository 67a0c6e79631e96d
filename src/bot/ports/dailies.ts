import type { Instant, LocalDate } from "../../engine/community/calendar.ts";
import type { Presentation } from "../../engine/question/answer.ts";
import type { CommunityId, PresentationId, QuestionId } from "../../engine/question/ids.ts";

/** A channel's question of one local day. */
export interface Daily {
  readonly community: CommunityId;
  readonly channel: string;
  readonly date: LocalDate;
  readonly presentation: PresentationId;
  /** The chat's name of the post; null while it is claimed and not known to stand. */
  readonly message: string | null;
  /** Since when it is being sent: it may stand in the channel. null before that, and once its message is known. */
  readonly sendingSince: Instant | null;
}

export type DailyClaim = Pick<Daily, "community" | "channel" | "date" | "presentation">;

/** Which question a channel got on which day. */
export interface DailyStore {
  /**
   * Claims a channel's question of a day: true for exactly one caller. In the same transaction the presentation is
   * saved and the channel's open dailies close.
   */
  claim(daily: DailyClaim, presentation: Presentation): Promise<boolean>;
  /** Marks a claimed daily as being sent: true for exactly one caller, until the outcome is known. */
  markSending(presentation: PresentationId, now: Instant): Promise<boolean>;
  /** Clears the mark: the post is surely not in the channel. */
  clearSending(presentation: PresentationId): Promise<void>;
  /** Records the message; the first record wins. */
  recordPost(presentation: PresentationId, message: string, now: Instant): Promise<void>;
  /** Claimed since then and not known to be posted: what a stop in between left behind. */
  unposted(since: Instant): Promise<readonly Daily[]>;
  /** The open daily of this channel, else the community's latest open one. */
  findOpen(community: CommunityId, channel: string): Promise<Daily | null>;
  find(presentation: PresentationId): Promise<Daily | null>;
  /** The channel's dailies that are or may be in it, oldest first. */
  ofChannel(community: CommunityId, channel: string): Promise<readonly (Daily & { readonly question: QuestionId })[]>;
}
