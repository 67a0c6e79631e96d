import { type Instant, minuteMs } from "../../engine/community/calendar.ts";
import type { AccountId, CommunityId, LearnerId } from "../../engine/question/ids.ts";
import type { Origin } from "../origin.ts";
import type { RecordModel } from "./learner-records.ts";

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

/** How long a code can be used. */
export const linkCodeMs: Instant = 10 * minuteMs;

/** How many wrong codes a person may enter in the `linkCodeMs` after the first of them. */
export const mostWrongCodes = 5;

/** One of a person's accounts, as that person knows it. */
export interface LinkedAccount {
  readonly id: AccountId;
  readonly chat: string;
  readonly name: string;
}

export type LinkOutcome =
  | { readonly type: "linked"; readonly learner: LearnerId }
  | {
      readonly type: /** It was never made, was used, or was replaced by a newer one. */
        | "unknown-code"
        | "expired-code"
        /** The same user made the code, which can still be used. */
        | "own-code"
        | "already-linked"
        /** Both sides have an account of the same chat. */
        | "same-chat"
        | "too-many-codes";
    };

/**
 * The accounts that one person has in several chats, joined into one learner. A learner has at most one user of each
 * chat: two users of a chat meet in its channels, and could answer a daily question twice and hold two ranks.
 */
export interface LinkStore {
  /**
   * Makes a code for this account's user, which replaces an earlier one. Only its hash is stored.
   * @returns two groups of four letters and digits, 40 random bits
   */
  createCode(account: AccountId, now: Instant): Promise<string>;
  /**
   * Joins the account, with those it is linked with, to the learner of the account that made the code, and erases the
   * code. In the same transaction, points and the learner's record are computed from the answers of both sides: a
   * question that both have answered earns points once, by the first answer.
   * @param code as the person typed it
   */
  redeem(account: AccountId, code: string, now: Instant, model: RecordModel): Promise<LinkOutcome>;
  /**
   * Gives the account, with its user's other accounts in this chat, a learner of its own again. Each account keeps its
   * answers; the points and records of both sides are as if they had never been linked. Returns whether they were.
   */
  unlink(account: AccountId, model: RecordModel): Promise<boolean>;
  /** The learner's accounts, the oldest first: one for each user of a chat. */
  accountsOf(learner: LearnerId): Promise<readonly LinkedAccount[]>;
}
