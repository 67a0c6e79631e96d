import { type APIMessage, type Client, Routes } from "discord.js";
import type { Log, Post, PostOutcome } from "../../bot/ports.ts";
import type { Instant } from "../../engine/instant.ts";
import { toldOf } from "./faults.ts";

/** The most messages that Discord hands out at once: so far back a lost post is looked for. */
const pageLength = 100;

/** The clocks of this machine and of Discord may differ by so many milliseconds. */
const clockSkew = 60_000;

/**
 * Looks in the channel for a post that was begun at `since`: it is the bot's own message whose buttons bear its key.
 * "absent" only where all that was said since could be read; an empty channel may be one that may not be read.
 */
export async function findPost(
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
