import type { Instant, LocalDate } from "../../engine/community/calendar.ts";
import type { Presentation } from "../../engine/question/answer.ts";
import type { CommunityId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import type { Tally } from "./answers.ts";
import type { PostFailure } from "./chat.ts";

/** A channel's question of one local day. */
export interface Daily {
  readonly community: CommunityId;
  readonly channel: string;
  readonly date: LocalDate;
  readonly presentation: PresentationId;
  /** The chat's id of the message; null until the message is known to be in the channel. */
  readonly message: string | null;
  /** When sending began, while its outcome is unknown: the message may be in the channel. */
  readonly sendingSince: Instant | null;
  /** Why the last attempt to post it failed. */
  readonly failure: PostFailure | null;
}

/** A day of a channel, claimed for one question. */
export interface DailyClaim {
  readonly community: CommunityId;
  readonly channel: string;
  readonly date: LocalDate;
  readonly presentation: Presentation;
  /** The schedule's `nextDueAt` as it was read: the claim fails if the schedule has changed or ended since. */
  readonly dueAt: Instant;
  /** When the channel's next daily is due. */
  readonly nextDueAt: Instant;
}

/** Everything that a daily's post shows. */
export interface LoadedDaily {
  readonly daily: Daily;
  readonly chat: string;
  readonly workspace: string;
  readonly presentation: Presentation;
  readonly tally: Tally;
  /** The last daily before it that is known to be in the channel. */
  readonly previous: { readonly date: LocalDate; readonly presentation: Presentation; readonly tally: Tally } | null;
}

/** Which question a channel got on which day. */
export interface DailyStore {
  /**
   * Claims a channel's question of a day: true for exactly one caller. The same transaction saves the presentation,
   * closes the channel's open dailies and moves the schedule to its next due time. If another question has the day,
   * only the schedule moves.
   */
  claim(claim: DailyClaim): Promise<boolean>;
  /** Marks a claimed daily as being sent: true for exactly one caller, until the outcome is known. */
  markSending(presentation: PresentationId, now: Instant): Promise<boolean>;
  /** Clears the mark, because the message is certainly not in the channel, and saves why. */
  recordFailure(presentation: PresentationId, failure: PostFailure): Promise<void>;
  /** Records the message; the first record wins. */
  recordPost(presentation: PresentationId, message: string, now: Instant): Promise<void>;
  /** Open dailies claimed since then and not known to be posted, oldest first: what an earlier wake left behind. */
  unposted(since: Instant): Promise<readonly Daily[]>;
  load(presentation: PresentationId): Promise<LoadedDaily | null>;
  /** When each of these questions was last posted in the channel. Questions that were never posted have no entry. */
  lastPosted(
    community: CommunityId,
    channel: string,
    questions: readonly QuestionId[],
  ): Promise<ReadonlyMap<QuestionId, LocalDate>>;
}
