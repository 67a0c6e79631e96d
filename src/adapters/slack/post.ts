import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Post, PostOutcome } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { SlackApi } from "./api.ts";
import { pace } from "./limits.ts";
import { renderMessage, renderText } from "./render-card.ts";

/** Shows posts anew, each at most once in some seconds: what comes meanwhile takes the place of what waits. */
interface Edits {
  /** Ends when this or a later state of the post has been shown. */
  show(post: Post): Promise<void>;
}

function openEdits(options: {
  lane: (channel: string) => Lane;
  show: (post: Post) => Promise<void>;
  stopped: AbortSignal;
}): Edits {
  const { lane, show, stopped } = options;
  const updates = openLane(pace.betweenUpdates.least, stopped);
  const waiting = new Map<string, { latest: Post; shown: Promise<void> }>();
  const resting = new Map<string, Promise<unknown>>();

  async function showLatest(key: string, channel: string): Promise<void> {
    await resting.get(key);
    await lane(channel).run(async () => {
      const post = waiting.get(key)?.latest;
      waiting.delete(key);
      const rest = sleep(pace.betweenEdits.least, undefined, { signal: stopped, ref: false }).catch(() => {});
      resting.set(key, rest);
      rest.then(() => resting.get(key) === rest && resting.delete(key));
      if (post) await updates.run(() => show(post));
    });
  }

  return {
    show(post) {
      const already = waiting.get(post.key);
      if (already) {
        already.latest = post;
        return already.shown;
      }
      const edit = { latest: post, shown: Promise.resolve() };
      waiting.set(post.key, edit);
      edit.shown = showLatest(post.key, post.channel);
      return edit.shown;
    },
  };
}

/** Calls to one channel, one after another and no faster than Slack bears. */
interface Lane {
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** @param between the least milliseconds from the end of one call to the next; none once `stopped` */
function openLane(between: number, stopped: AbortSignal): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(work);
      const rest = () => sleep(between, undefined, { signal: stopped, ref: false }).catch(() => {});
      last = result.then(rest, rest);
      return result;
    },
  };
}

/** Posts to channels and shows them anew: once each, and no faster than Slack bears. */
export interface Outbox {
  post(post: Post): Promise<PostOutcome>;
  /** What is known of a post that was sent before. */
  postAgain(post: Post): Promise<PostOutcome>;
  edit(message: string, post: Post): Promise<void>;
}

const posted = z.object({ ts: z.string().min(1) });

export function openOutbox(options: { api: SlackApi; clock: Clock; log: Log; stopped: AbortSignal }): Outbox {
  const { api, clock, log, stopped } = options;
  const lanes = new Map<string, Lane>();
  const { messages, known, outcomeKnown, refused } = openPosts(clock);
  const edits = openEdits({ lane, show, stopped });

  function lane(channel: string): Lane {
    const known = lanes.get(channel) ?? openLane(pace.betweenCalls.least, stopped);
    lanes.set(channel, known);
    return known;
  }

  async function send(post: Post): Promise<PostOutcome> {
    const already = known(post);
    if (already) return already;
    const outcome = await api.call("chat.postMessage", { channel: post.channel, ...messageOf(post) }, "briefly");
    if (outcome.type === "unsent") return { type: "failed", reason: "unreachable" };
    if (outcome.type === "declined") {
      return refused(post.key, { type: "failed", reason: reasonOf(outcome.error) });
    }
    const read = outcome.type === "done" ? posted.safeParse(outcome.result) : null;
    remember(messages, post.key, read?.success ? read.data.ts : null);
    if (!read?.success) tellLost(post);
    return outcomeKnown(post.key);
  }

  /** Slack has no key by which it would know a post again, so one that may have been made is not made again. */
  function tellLost({ channel, key }: Post): void {
    log.warn("a post was sent and its answer was lost: it may stand in the channel, so it is not sent again", {
      channel,
      key,
    });
  }

  async function show(post: Post): Promise<void> {
    const ts = messages.get(post.key) ?? null;
    if (ts === null) return;
    const args = { channel: post.channel, ts, ...messageOf(post) };
    const outcome = await api.call("chat.update", args, "repeatable");
    if (outcome.type !== "done") log.warn("a post was not shown anew", { channel: post.channel });
  }

  return {
    post: async (post) => known(post) ?? lane(post.channel).run(() => send(post)),
    async postAgain(post) {
      if (!messages.has(post.key)) {
        remember(messages, post.key, null);
        tellLost(post);
      }
      return outcomeKnown(post.key);
    },
    edit(message, post) {
      remember(messages, post.key, message);
      return edits.show(post);
    },
  };
}

/** What is known of posts by their keys. */
function openPosts(clock: Clock) {
  /** The message; null where nobody knows whether it stands. */
  const messages = new Map<string, string | null>();
  const refusals = new Map<string, { readonly outcome: PostOutcome; readonly at: Instant }>();

  function outcomeKnown(key: string): PostOutcome {
    const message = messages.get(key) ?? null;
    return message === null ? { type: "lost" } : { type: "posted", message };
  }

  return {
    messages,
    outcomeKnown,
    /** What need not be asked again; null where it has to be sent. */
    known({ key }: Post): PostOutcome | null {
      if (messages.has(key)) return outcomeKnown(key);
      const refusal = refusals.get(key);
      return refusal && clock.now() - refusal.at < pace.afterRefusal.least ? refusal.outcome : null;
    },
    refused(key: string, outcome: PostOutcome): PostOutcome {
      remember(refusals, key, { outcome, at: clock.now() });
      return outcome;
    },
  };
}

const mostRemembered = 1_000;

function remember<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > mostRemembered && oldest !== undefined) kept.delete(oldest);
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
