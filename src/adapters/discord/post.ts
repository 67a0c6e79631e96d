import { createHash } from "node:crypto";
import {
  type APIMessage,
  type Client,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from "discord.js";
import type { Post, PostOutcome } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Card } from "../../cards/card.ts";
import { channelSpan, joined, plain } from "../../cards/prose.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { Look } from "./blocks.ts";
import { hasCode, mayBeDone, reasonOf, toldOf } from "./faults.ts";
import { discordLimits, pace } from "./limits.ts";
import { renderCard } from "./render.ts";
import { within } from "./respond.ts";

/** The most messages that Discord hands out at once: so far back a lost post is looked for. */
const pageLength = 100;

/** The clocks of this machine and of Discord may differ by so many milliseconds. */
const clockSkew = 60_000;

/**
 * Looks in the channel for a post that was begun at `since`: it is the bot's own message whose buttons bear its key.
 * "absent" only where all that was said since could be read; an empty channel may be one that may not be read.
 */
async function findPost(
  { client, log }: { client: Client; log: Log },
  post: Post,
  since: Instant,
): Promise<PostOutcome | "absent" | "unknown"> {
  try {
    const query = new URLSearchParams({ limit: String(pageLength) });
    const messages = (await client.rest.get(Routes.channelMessages(post.channel), { query })) as APIMessage[];
    const own = messages.filter(({ author }) => author.id === client.user?.id);
    const found = own.find(({ components }) => JSON.stringify(components ?? []).includes(`:${post.key}:`));
    if (found) return { type: "posted", message: found.id };
    const times = messages.map(({ timestamp }) => Date.parse(timestamp));
    const reachesBack = messages.length > 0 && (messages.length < pageLength || Math.min(...times) < since - clockSkew);
    return reachesBack ? "absent" : "unknown";
  } catch (error) {
    log.warn("a channel could not be read for a post that may stand in it", toldOf(error));
    return "unknown";
  }
}

interface Posting {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly look: Look;
  /** Called with what Discord refused, for whoever watches the token. */
  readonly refused: (error: unknown) => void;
}

export interface Poster {
  post(post: Post): Promise<PostOutcome>;
  /** Makes a post that was sent before where it surely does not stand. */
  postAgain(post: Post, since: Instant): Promise<PostOutcome>;
  /** Ends when what is under way has ended, or is given up. */
  rest(): Promise<void>;
}

interface Refusal {
  readonly outcome: PostOutcome;
  readonly at: number;
  /** How often it was refused by now. */
  readonly times: number;
}

/** Posts each key once. What takes long goes on by itself; what was refused is tried again, but not at once. */
export function openPoster(posting: Posting): Poster {
  const underWay = new Map<string, Promise<PostOutcome>>();
  const refusals = new Map<string, Refusal>();

  async function attempt(post: Post): Promise<PostOutcome> {
    const outcome = await send(posting, post);
    const times = (refusals.get(post.key)?.times ?? 0) + 1;
    refusals.delete(post.key);
    if (outcome.type === "failed" && outcome.reason !== "unreachable") {
      refusals.set(post.key, { outcome, at: posting.clock.now(), times });
      forgetOldest(refusals);
      // Whoever asks for a sample is told at once; what is tried again by itself has nobody there to be told.
      if (times === 2) await tellOwner(posting, post, outcome.reason);
    }
    return outcome;
  }

  /** Asked again, but not at once. */
  function doubtful(post: Post): PostOutcome {
    posting.log.warn("a post may stand in its channel, so it is not sent again", { key: post.key });
    refusals.set(post.key, { outcome: { type: "lost" }, at: posting.clock.now(), times: 0 });
    return { type: "lost" };
  }

  async function waitFor(post: Post, begin: () => Promise<PostOutcome>): Promise<PostOutcome> {
    const refusal = refusals.get(post.key);
    if (refusal && posting.clock.now() - refusal.at < pace.afterRefusal) return refusal.outcome;
    const sending = underWay.get(post.key) ?? begin();
    underWay.set(post.key, sending);
    const outcome = await within(pace.post, sending).catch((error: unknown) => {
      underWay.delete(post.key);
      throw error;
    });
    if (outcome === null) return { type: "lost" };
    underWay.delete(post.key);
    return outcome;
  }

  return {
    post: (post) => waitFor(post, () => attempt(post)),
    postAgain: (post, since) =>
      waitFor(post, async () => {
        // By its nonce Discord still knows it again.
        if (posting.clock.now() - since < pace.nonceHolds) return attempt(post);
        const found = await findPost(posting, post, since);
        if (found === "absent") return attempt(post);
        return found === "unknown" ? doubtful(post) : found;
      }),
    async rest() {
      await within(pace.stop, Promise.allSettled(underWay.values()));
    },
  };
}

async function send(posting: Posting, post: Post): Promise<PostOutcome> {
  if (isElsewhere(posting.client, post)) return { type: "failed", reason: "no-channel" };
  try {
    const message = await create(posting, post.channel, post.key, post.card);
    return { type: "posted", message: message.id };
  } catch (error) {
    posting.refused(error);
    const reason = reasonOf(error);
    if (reason === null) throw error;
    // A connection that broke tells nothing of what Discord has done.
    if (reason === "unreachable" && mayBeDone(error)) {
      posting.log.warn("a post's answer was lost", toldOf(error));
      return { type: "lost" };
    }
    posting.log.warn("a post did not go through", { reason, ...toldOf(error) });
    return { type: "failed", reason };
  }
}

/** The bot has left the server, or the channel is another server's: Discord need not be asked. */
function isElsewhere({ channels, guilds }: Client, { workspace, channel }: Post): boolean {
  if (workspace === null || !guilds.cache.has(workspace)) return true;
  const known = channels.cache.get(channel);
  return known !== undefined && (known.isDMBased() || known.guildId !== workspace);
}

/** With the key as its nonce Discord makes it once, however often it arrives within a few minutes. */
async function create(posting: Posting, channel: string, key: string, card: Card): Promise<APIMessage> {
  const body: RESTPostAPIChannelMessageJSONBody = {
    ...renderCard(posting.look, card),
    nonce: nonceOf(key),
    enforce_nonce: true,
  };
  return (await posting.client.rest.post(Routes.channelMessages(channel), { body })) as APIMessage;
}

export function nonceOf(key: string): string {
  const { most } = discordLimits.nonce;
  return key.length <= most ? key : createHash("sha256").update(key).digest("base64url").slice(0, most);
}

/** Somebody must know that a channel gets no question. The server's owner is an admin, and always there. */
async function tellOwner(posting: Posting, post: Post, reason: "no-permission" | "no-channel" | "unreachable") {
  const owner = post.workspace === null ? undefined : posting.client.guilds.cache.get(post.workspace)?.ownerId;
  if (owner === undefined) return;
  const { daily } = posting.look.words;
  const card: Card = {
    type: "card",
    tone: "refused",
    title: daily.troubleTitle,
    blocks: [
      { type: "text", text: joined(plain(`${daily.troubleIn} `), channelSpan(post.channel), plain(".")) },
      { type: "text", text: plain(daily.trouble[reason]) },
    ],
    buttons: [],
  };
  try {
    const route = Routes.userChannels();
    const talk = (await posting.client.rest.post(route, { body: { recipient_id: owner } })) as { id: string };
    await create(posting, talk.id, `${post.key} trouble`, card);
  } catch (error) {
    const closed = hasCode(error, RESTJSONErrorCodes.CannotSendMessagesToThisUser);
    posting.log.warn("the owner could not be told of a post that fails", closed ? { closed } : toldOf(error));
  }
}

/** Memory of keys that will never come again. */
function forgetOldest(refusals: Map<string, Refusal>): void {
  const oldest = refusals.keys().next().value;
  if (refusals.size > 10_000 && oldest !== undefined) refusals.delete(oldest);
}
