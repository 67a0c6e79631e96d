import { z } from "zod";
import type { Log, Post, PostOutcome } from "../../bot/ports.ts";
import type { SlackApi } from "./api.ts";
import { openEdits } from "./edits.ts";
import { type Lane, openLane } from "./lane.ts";
import { pace } from "./limits.ts";
import { renderMessage, renderText } from "./render-card.ts";

/** Posts to channels and shows them anew: once each, and no faster than Slack bears. */
export interface Outbox {
  post(post: Post): Promise<PostOutcome>;
  edit(message: string, post: Post): Promise<void>;
  /** Somebody pressed a button of this post, so this is where it stands. */
  met(key: string, message: string): void;
}

/** The name of a post that was sent and whose answer was lost. The first press on it tells its true one. */
const unknownMessage = "unknown";

const posted = z.object({ ts: z.string().min(1) });

export function openOutbox(options: { api: SlackApi; log: Log; stopped: AbortSignal }): Outbox {
  const { api, log, stopped } = options;
  const lanes = new Map<string, Lane>();
  /** The message of a post, by its key. */
  const messages = new Map<string, string>();
  const edits = openEdits({ lane, show, stopped });

  function lane(channel: string): Lane {
    const known = lanes.get(channel) ?? openLane(pace.betweenCalls.least, stopped);
    lanes.set(channel, known);
    return known;
  }

  /** Slack has no key by which it would know a post again, so one that may have been made is not made again. */
  async function send(post: Post): Promise<PostOutcome> {
    const known = messages.get(post.key);
    if (known !== undefined) return { type: "posted", message: known };
    const outcome = await api.call("chat.postMessage", { channel: post.channel, ...messageOf(post) }, "once");
    if (outcome.type === "declined") return { type: "failed", reason: reasonOf(outcome.error) };
    if (outcome.type === "unsent") return { type: "failed", reason: "unreachable" };
    const read = outcome.type === "done" ? posted.safeParse(outcome.result) : null;
    const message = read?.success ? read.data.ts : unknownMessage;
    if (message === unknownMessage) {
      log.warn("a post was sent and its answer was lost: it may stand in the channel, so it is not sent again", {
        channel: post.channel,
        key: post.key,
      });
    }
    remember(messages, post.key, message);
    return { type: "posted", message };
  }

  async function show(post: Post): Promise<void> {
    const ts = messages.get(post.key);
    if (ts === undefined || ts === unknownMessage) return;
    const args = { channel: post.channel, ts, ...messageOf(post) };
    const outcome = await api.call("chat.update", args, "repeatable");
    if (outcome.type !== "done") log.warn("a post was not shown anew", { channel: post.channel });
  }

  return {
    post: (post) => lane(post.channel).run(() => send(post)),
    edit(message, post) {
      if (message !== unknownMessage) remember(messages, post.key, message);
      return edits.show(post);
    },
    met(key, message) {
      if (messages.get(key) !== message) remember(messages, key, message);
    },
  };
}

const mostRemembered = 1_000;

function remember(messages: Map<string, string>, key: string, message: string): void {
  messages.delete(key);
  messages.set(key, message);
  const [oldest] = messages.keys();
  if (messages.size > mostRemembered && oldest !== undefined) messages.delete(oldest);
}

function messageOf({ card, key }: Post): Readonly<Record<string, unknown>> {
  return {
    text: renderText(card),
    blocks: renderMessage(card),
    parse: "none",
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: "async_quiz_post", event_payload: { key } },
  };
}

const missingChannel: ReadonlySet<string> = new Set(["channel_not_found", "is_archived", "invalid_channel"]);
const passing: ReadonlySet<string> = new Set(["service_unavailable", "ratelimited", "team_added_to_org"]);

function reasonOf(error: string): Extract<PostOutcome, { type: "failed" }>["reason"] {
  if (missingChannel.has(error)) return "no-channel";
  return passing.has(error) ? "unreachable" : "no-permission";
}
