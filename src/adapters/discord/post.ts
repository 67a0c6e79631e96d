import { createHash } from "node:crypto";
import {
  type Client,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
  SnowflakeUtil,
} from "discord.js";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import type { Chat, Post, PostFailure, PostOutcome } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Card } from "../../cards/card.ts";
import { channelSpan, joined, plain } from "../../cards/prose.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import { entriesUpTo } from "../kit/entries.ts";
import { openPacedEdits } from "../kit/paced-edits.ts";
import { type Timers, within } from "../kit/timing.ts";
import type { RenderContext } from "./blocks.ts";
import { hasCode, logFieldsOf, mayBeDone, reasonOf } from "./errors.ts";
import { discordLimits, pace } from "./limits.ts";
import { renderCard } from "./render.ts";

interface PostOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly context: RenderContext;
  /** Called with each error from Discord, to find out whether the token was revoked. */
  readonly onError: (error: unknown) => void;
}

export interface Posts extends Pick<Chat, "post" | "postAgain" | "edit"> {
  /** Sends edits that are waiting, and resolves when posts in progress have ended or taken too long. */
  close(): Promise<void>;
}

/** How many posts' refusals to remember. */
const rememberedKeys = 10_000;

interface FailedPost {
  readonly outcome: PostOutcome;
  readonly at: Instant;
  /** How often it was refused so far. */
  readonly times: number;
}

/** Posts each key once and edits posts at Discord's pace. */
export function openPosts(options: PostOptions): Posts {
  const { clock, timers, log } = options;
  const stopping = new AbortController();
  const inProgress = new Map<string, Promise<PostOutcome>>();
  const refusals = new LRUCache<string, FailedPost>(entriesUpTo(rememberedKeys));
  const edits = openPacedEdits<Post>({
    clock,
    timers,
    stopped: stopping.signal,
    gapMs: (message) =>
      clock.now() - SnowflakeUtil.timestampFrom(message) > pace.oldAfterMs ? pace.oldEditGapMs : pace.editGapMs,
    send: (message, post) => update(options, message, post),
  });

  async function attempt(post: Post): Promise<PostOutcome> {
    const outcome = await send(options, post);
    const times = (refusals.get(post.key)?.times ?? 0) + 1;
    refusals.delete(post.key);
    if (outcome.type !== "failed" || outcome.reason === "unreachable") return outcome;
    refusals.set(post.key, { outcome, at: clock.now(), times });
    // Not after the first refusal: an admin who posts a sample sees that one. A second one means a scheduled post
    // failed.
    if (times === 2) await notifyOwner(options, post, outcome.reason);
    return outcome;
  }

  /** The post may be in its channel. A later wake looks for it. */
  function uncertain(post: Post): PostOutcome {
    log.warn("a post may be in its channel, so it is not sent again", { key: post.key });
    refusals.set(post.key, { outcome: { type: "lost" }, at: clock.now(), times: 0 });
    return { type: "lost" };
  }

  /** A slow post continues in the background, so that it does not delay others. */
  async function start(post: Post, begin: () => Promise<PostOutcome>): Promise<PostOutcome> {
    const refusal = refusals.get(post.key);
    if (refusal && clock.now() - refusal.at < pace.afterRefusalMs) return refusal.outcome;
    const sending = inProgress.get(post.key) ?? begin();
    inProgress.set(post.key, sending);
    const outcome = await within(pace.postTimeoutMs, sending).catch((error: unknown) => {
      inProgress.delete(post.key);
      throw error;
    });
    if (outcome === null) return { type: "lost" };
    inProgress.delete(post.key);
    return outcome;
  }

  return {
    post: (post) => start(post, () => attempt(post)),
    postAgain: (post, since) =>
      start(post, async () => {
        // Discord still recognises the nonce.
        if (clock.now() - since < pace.nonceMs) return attempt(post);
        const found = await findPost(options, post, since);
        if (found === "absent") return attempt(post);
        return found === "unknown" ? uncertain(post) : found;
      }),
    async edit(message, post) {
      if (!stopping.signal.aborted) await edits.edit(message, post);
    },
    async close() {
      stopping.abort();
      await Promise.all([edits.done(), within(pace.stopTimeoutMs, Promise.allSettled(inProgress.values()))]);
    },
  };
}

/** The post is old and was edited too often, or it is gone or cannot be seen. */
const ordinaryEditErrors = [
  RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
];

async function update({ client, context, log, onError }: PostOptions, message: string, post: Post): Promise<void> {
  try {
    await client.rest.patch(Routes.channelMessage(post.channel, message), { body: renderCard(context, post.card) });
  } catch (error) {
    onError(error);
    log[hasCode(error, ...ordinaryEditErrors) ? "info" : "warn"]("a post was not updated", logFieldsOf(error));
  }
}

/** The most messages that Discord returns at once. A lost post is not looked for further back. */
const pageLength = 100;

/** How far this machine's clock and Discord's may differ. */
const clockSkewMs = 60_000;

const pastMessages = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    timestamp: z.iso.datetime({ offset: true }),
    components: z.unknown(),
  }),
);

/**
 * Looks in the channel for a post that was started at `since`: the bot's own message with the card's buttons. Returns
 * "absent" only if everything since then could be read, because an empty result may mean that reading is not allowed.
 */
async function findPost(
  { client, log }: PostOptions,
  post: Post,
  since: Instant,
): Promise<PostOutcome | "absent" | "unknown"> {
  try {
    const query = new URLSearchParams({ limit: String(pageLength) });
    const messages = pastMessages.parse(await client.rest.get(Routes.channelMessages(post.channel), { query }));
    const own = messages.filter(({ author }) => author.id === client.user?.id);
    const found = own.find(({ components }) => hasButtons(components, post.card));
    if (found) return { type: "posted", message: found.id };
    const times = messages.map(({ timestamp }) => Date.parse(timestamp));
    const reachesBack =
      messages.length > 0 && (messages.length < pageLength || Math.min(...times) < since - clockSkewMs);
    return reachesBack ? "absent" : "unknown";
  } catch (error) {
    log.warn("a channel could not be read to look for a post", logFieldsOf(error));
    return "unknown";
  }
}

/** The ids of a post's buttons name its question and its day, so they tell posts apart. */
function hasButtons(components: unknown, card: Card): boolean {
  const text = JSON.stringify(components ?? []);
  const ids = card.buttons.flat().map(({ id }) => JSON.stringify(id));
  return ids.length > 0 && ids.every((id) => text.includes(id));
}

async function send(options: PostOptions, post: Post): Promise<PostOutcome> {
  if (isElsewhere(options.client, post)) return { type: "failed", reason: "no-channel" };
  try {
    return { type: "posted", message: await create(options, post.channel, post.key, post.card) };
  } catch (error) {
    options.onError(error);
    const reason = reasonOf(error);
    if (reason === null) throw error;
    if (reason === "unreachable" && mayBeDone(error)) {
      options.log.warn("a post's answer was lost", logFieldsOf(error));
      return { type: "lost" };
    }
    options.log.warn("a post failed", { reason, ...logFieldsOf(error) });
    return { type: "failed", reason };
  }
}

/** Whether the bot has left the server, or the channel belongs to another one. This needs no request. */
function isElsewhere({ channels, guilds }: Client, { workspace, channel }: Post): boolean {
  if (workspace === null || !guilds.cache.has(workspace)) return true;
  const known = channels.cache.get(channel);
  return known !== undefined && (known.isDMBased() || known.guildId !== workspace);
}

const created = z.object({ id: z.string() });

/** Creates a message and returns its id. Within a few minutes, Discord creates only one message for each nonce. */
async function create({ client, context }: PostOptions, channel: string, key: string, card: Card): Promise<string> {
  const body: RESTPostAPIChannelMessageJSONBody = {
    ...renderCard(context, card),
    nonce: nonceOf(key),
    enforce_nonce: true,
  };
  return created.parse(await client.rest.post(Routes.channelMessages(channel), { body })).id;
}

export function nonceOf(key: string): string {
  const { most } = discordLimits.nonce;
  return key.length <= most ? key : createHash("sha256").update(key).digest("base64url").slice(0, most);
}

/** Tells the server's owner, who is always an admin, that a channel is not getting its question. */
async function notifyOwner(options: PostOptions, post: Post, reason: PostFailure): Promise<void> {
  const { client, context, log } = options;
  const owner = post.workspace === null ? undefined : client.guilds.cache.get(post.workspace)?.ownerId;
  if (owner === undefined) return;
  const { daily } = context.words;
  const card: Card = {
    type: "card",
    tone: "refused",
    title: daily.troubleTitle,
    blocks: [
      { type: "text", text: joined(plain(`${daily.troubleIn} `), channelSpan(post.channel), plain(".")) },
      { type: "text", text: plain(daily.trouble[reason]) },
    ],
    buttons: [],
    reference: [],
  };
  try {
    const body = { recipient_id: owner };
    const directMessages = created.parse(await client.rest.post(Routes.userChannels(), { body }));
    await create(options, directMessages.id, `${post.key} trouble`, card);
  } catch (error) {
    const closed = hasCode(error, RESTJSONErrorCodes.CannotSendMessagesToThisUser);
    log.warn("the owner could not be notified of a failing post", closed ? { closed } : logFieldsOf(error));
  }
}
