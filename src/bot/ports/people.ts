import type { Instant } from "../../engine/community/calendar.ts";
import type { AccountId, CommunityId, LearnerId } from "../../engine/question/ids.ts";
import type { Origin } from "../origin.ts";

/** A Discord server, a Slack workspace or the local room: people who share a leaderboard and a time zone. */
export interface Community {
  readonly id: CommunityId;
  /** The name of its chat. */
  readonly chat: string;
  readonly workspace: string;
  /** Its IANA zone; null until an admin sets one. */
  readonly zone: string | null;
}

export interface Account {
  readonly id: AccountId;
  readonly learner: LearnerId;
  readonly name: string;
}

/** An account, and the community where it is used now. */
export interface Membership {
  readonly account: Account;
  /** null outside a workspace, as in a direct message. */
  readonly community: Community | null;
}

/** Communities, accounts and the learners behind them. */
export interface PeopleStore {
  /**
   * Finds the account and its community, and creates what is missing. A new account gets a learner of its own; if the
   * user's id is valid everywhere, it gets the learner of that user's other accounts. Saves the latest name.
   */
  find(origin: Pick<Origin, "chat" | "workspace" | "user">, now: Instant): Promise<Membership>;
  /** The communities in which the learner's accounts have answered, each with that account. */
  communitiesOf(learner: LearnerId): Promise<readonly { readonly community: Community; readonly account: AccountId }[]>;
  /** Every community, by its chat and its workspace. */
  communities(): Promise<readonly Community[]>;
  /** Erases everything that names the learner: accounts, answers, reports, presentations, pasted programs, messages. */
  forget(learner: LearnerId): Promise<void>;
}
