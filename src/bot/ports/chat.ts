import type { Card, Reply } from "../../cards/card.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { Origin } from "../origin.ts";
import type { BotRequest } from "../requests/request.ts";

export type Hear = (request: BotRequest, origin: Origin) => Promise<Reply>;

/** A message to a whole channel. */
export interface Post {
  readonly workspace: string | null;
  readonly channel: string;
  /** Names this post: said twice under one key, it must be seen once wherever the platform can tell. */
  readonly key: string;
  readonly card: Card;
}

export type PostFailure = "no-permission" | "no-channel" | "unreachable";

export type PostOutcome =
  | { readonly type: "posted" /** the chat's own name of the message */; readonly message: string }
  /** It surely does not stand in the channel. */
  | { readonly type: "failed"; readonly reason: PostFailure }
  /** It was sent, and nobody can tell by now whether it stands in the channel. */
  | { readonly type: "lost" };

/** Where the quiz is spoken. */
export interface Chat {
  /** The name that requests from this chat have in their origin. */
  readonly name: string;
  /** Begins to listen; ends when people can be heard. */
  start(hear: Hear): Promise<void>;
  post(post: Post): Promise<PostOutcome>;
  /**
   * Finds out what became of a post that was sent before, perhaps by a program that was killed since, and makes it
   * only where it surely does not stand.
   * @param since when the first sending began
   */
  postAgain(post: Post, since: Instant): Promise<PostOutcome>;
  /** Shows a posted message anew, at whatever pace the platform bears. */
  edit(message: string, post: Post): Promise<void>;
  /** Stops listening, lets what was accepted finish, and closes. */
  stop(): Promise<void>;
}
