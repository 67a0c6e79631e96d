import type { Answer, Presentation } from "../../engine/question/answer.ts";
import type { Topic } from "../../engine/question/curriculum.ts";
import type { AccountId, CommunityId, PresentationId, QuestionId } from "../../engine/question/ids.ts";
import type { Daily } from "./dailies.ts";

/** A presentation with everything that one account did with it. */
export interface LoadedPresentation {
  readonly presentation: Presentation;
  /** The account's first answer. */
  readonly answer: Answer | null;
  /** The choices picked so far, for an answer that takes several presses; indexes into the question's choices. */
  readonly picks: readonly number[];
  /** The daily that posts this presentation; null for all others. */
  readonly daily: Daily | null;
}

/** Questions as they were shown. */
export interface PresentationStore {
  save(presentation: Presentation): Promise<void>;
  find(id: PresentationId): Promise<Presentation | null>;
  load(id: PresentationId, account: AccountId): Promise<LoadedPresentation | null>;
  /** The latest presentation of the question to this account alone that is neither answered nor closed. */
  findOpen(account: AccountId, question: QuestionId): Promise<LoadedPresentation | null>;
  /** The latest question that was chosen for this account in the topic, if it is neither answered nor closed. */
  findOpenIn(account: AccountId, topic: Topic | null): Promise<LoadedPresentation | null>;
  /** The open daily of this channel, else the community's latest open one. */
  findOpenDaily(community: CommunityId, channel: string, account: AccountId): Promise<LoadedPresentation | null>;
}
