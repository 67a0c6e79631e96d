import type { Instant } from "../../engine/community/calendar.ts";
import type { AccountId, CommunityId, LearnerId } from "../../engine/question/ids.ts";
import type { Origin } from "../origin.ts";

export interface Community {
  readonly id: CommunityId;
  readonly chat: string;
  readonly workspace: string | null;
  /** Its IANA zone; null until an admin sets one. */
  readonly zone: string | null;
}

export interface Account {
  readonly id: AccountId;
  readonly learner: LearnerId;
  readonly name: string;
}

/** Who there is: communities, accounts and the learners behind them. */
export interface PeopleStore {
  /** Finds or creates the community. */
  community(chat: string, workspace: string | null, now: Instant): Promise<Community>;
  /**
   * Finds or creates the account, with a learner of its own; where the user's id is valid everywhere, with the
   * learner of that user's other accounts. Saves the name as the chat gives it now.
   */
  account(origin: Pick<Origin, "chat" | "workspace" | "user">, now: Instant): Promise<Account>;
  /** The communities in which the learner's accounts have answered, each with that account. */
  communitiesOf(learner: LearnerId): Promise<readonly { readonly community: Community; readonly account: AccountId }[]>;
  /** Erases everything that names the learner: accounts, answers, reports, presentations, pasted programs, messages. */
  forget(learner: LearnerId): Promise<void>;
}
