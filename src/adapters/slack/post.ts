import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Chat, Post, PostOutcome } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import { entriesUpTo } from "../kit/entries.ts";
import { openPacedEdits } from "../kit/paced-edits.ts";
import { type CallLane, openCallLane, type Timers } from "../kit/timing.ts";
import type { SlackApi } from "./api.ts";
import { pace } from "./limits.ts";
import { renderMessage, renderText } from "./render-card.ts";

const postedMessage = z.object({ ts: z.string().min(1) });

const rememberedPosts = 1_000;
const rememberedChannels = 10_000;

/** Posts each message once, and edits posts, at a pace that Slack allows. */
export function openPosts(options: {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly stopped: AbortSignal;
}): Pick<Chat, "post" | "postAgain" | "edit"> {
  const { api, clock, timers, log, stopped } = options;
  const sent = new LRUCache<string, PostOutcome>({ max: rememberedPosts });
  const refused = new LRUCache<string, PostOutcome>({
    max: rememberedPosts,
    ttl: pace.afterRefusalMs.least,
    ttlResolution: 0,
    perf: clock,
  });
  const lanes = new LRUCache<string, CallLane>(entriesUpTo(rememberedChannels));
  const updates = openCallLane(pace.betweenUpdatesMs.least, timers, stopped);
  const edits = openPacedEdits<{ readonly message: string; readonly post: Post }>({
    clock,
    timers,
    stopped,
    gapMs: () => pace.betweenEditsMs.least,
    send: (_, { message, post }) => laneOf(post.channel).run(() => updates.run(() => update(api, log, message, post))),
  });

  function laneOf(channel: string): CallLane {
    const lane = lanes.get(channel) ?? openCallLane(pace.betweenPostsMs.least, timers, stopped);
    lanes.set(channel, lane);
    return lane;
  }

  const known = ({ key }: Post) => sent.get(key) ?? refused.get(key) ?? null;

  async function send(post: Post): Promise<PostOutcome> {
    const already = known(post);
    if (already) return already;
    const args = { channel: post.channel, ...messageOf(post) };
    const outcome = await api.call("chat.postMessage", args, "unsent-briefly");
    if (outcome.type === "unsent") return { type: "failed", reason: "unreachable" };
    if (outcome.type === "declined") {
      const failed = { type: "failed", reason: reasonOf(outcome.error) } as const;
      refused.set(post.key, failed);
      return failed;
    }
    const read = outcome.type === "done" ? postedMessage.safeParse(outcome.result) : null;
    if (!read?.success) return uncertain(post);
    const posted = { type: "posted", message: read.data.ts } as const;
    sent.set(post.key, posted);
    return posted;
  }

  /** Slack cannot tell that it has seen a post before, so a post that may have arrived is not sent again. */
  function uncertain({ channel, key }: Post): PostOutcome {
    log.warn("a post's answer was lost: it may be in the channel, so it is not sent again", { channel, key });
    sent.set(key, { type: "lost" });
    return { type: "lost" };
  }

  return {
    post: async (post) => known(post) ?? laneOf(post.channel).run(() => send(post)),
    postAgain: async (post) => sent.get(post.key) ?? uncertain(post),
    edit(message, post) {
      sent.set(post.key, { type: "posted", message });
      return edits.edit(message, { message, post });
    },
  };
}

async function update(api: SlackApi, log: Log, message: string, post: Post): Promise<void> {
  const args = { channel: post.channel, ts: message, ...messageOf(post) };
  const outcome = await api.call("chat.update", args, "always");
  if (outcome.type !== "done") log.warn("a post was not updated", { channel: post.channel });
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

const missingChannelErrors: ReadonlySet<string> = new Set(["channel_not_found", "is_archived", "invalid_channel"]);
const temporaryErrors: ReadonlySet<string> = new Set(["service_unavailable", "ratelimited", "team_added_to_org"]);

function reasonOf(error: string): Extract<PostOutcome, { type: "failed" }>["reason"] {
  if (missingChannelErrors.has(error)) return "no-channel";
  return temporaryErrors.has(error) ? "unreachable" : "no-permission";
}
