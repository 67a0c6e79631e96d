import type { Card, Reply } from "../../cards/card.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { Origin } from "../origin.ts";
import type { BotRequest } from "../requests/request.ts";

export type Hear = (request: BotRequest, origin: Origin) => Promise<Reply>;

/** A message to a whole channel. */
export interface Post {
  readonly workspace: string | null;
  readonly channel: string;
  /** Identifies this post: if it is sent twice under one key, people see it once where the platform allows that. */
  readonly key: string;
  readonly card: Card;
}

export type PostFailure = "no-permission" | "no-channel" | "unreachable";

export type PostOutcome =
  | { readonly type: "posted" /** the chat's id of the message */; readonly message: string }
  /** The post is certainly not in the channel. */
  | { readonly type: "failed"; readonly reason: PostFailure }
  /** The post was sent, and it is unknown whether it is in the channel. */
  | { readonly type: "lost" };

/** A chat platform that the quiz runs on. */
export interface Chat {
  /** The chat's name, as in the origin of its requests. */
  readonly name: string;
  /** Starts to listen. Resolves when requests can arrive. */
  start(hear: Hear): Promise<void>;
  post(post: Post): Promise<PostOutcome>;
  /**
   * Finds out what became of a post that was sent before, perhaps by a program that was killed since. Sends it again
   * only if it is certainly not in the channel.
   * @param since when it was first sent
   */
  postAgain(post: Post, since: Instant): Promise<PostOutcome>;
  /** Updates a posted message, at a pace that the platform allows. */
  edit(message: string, post: Post): Promise<void>;
  /** Stops listening, finishes the requests it has accepted, and closes. */
  stop(): Promise<void>;
}
