import { type Client, RESTJSONErrorCodes, Routes, SnowflakeUtil } from "discord.js";
import type { Post } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Look } from "./blocks.ts";
import { hasCode, toldOf } from "./faults.ts";
import { pace } from "./limits.ts";
import { renderCard } from "./render.ts";

interface Editing {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly look: Look;
  readonly refused: (error: unknown) => void;
}

export interface Editor {
  /** Ends when this post, or a later one of the same message, is shown. */
  edit(message: string, post: Post): Promise<void>;
  /** Shows at once what still waits, and takes nothing more. */
  close(): Promise<void>;
}

interface Waiting {
  post: Post;
  readonly shown: Promise<void>;
  readonly show: () => void;
}

/** Edits posted messages at the pace that Discord bears: what comes faster is shown together. */
export function openEditor(editing: Editing): Editor {
  const waiting = new Map<string, Waiting>();
  const lastShown = new Map<string, number>();
  let closed = false;

  async function show(message: string): Promise<void> {
    const next = waiting.get(message);
    if (!next) return;
    waiting.delete(message);
    lastShown.delete(message);
    lastShown.set(message, editing.clock.now());
    forgetOldest(lastShown);
    await patch(editing, message, next.post);
  }

  function queue(message: string, post: Post): Promise<void> {
    const age = editing.clock.now() - SnowflakeUtil.timestampFrom(message);
    const gap = age > pace.editOldAfter ? pace.editOld : pace.edit;
    const since = editing.clock.now() - (lastShown.get(message) ?? 0);
    let release = () => {};
    const moment = new Promise<void>((resolve) => {
      release = resolve;
    });
    const timer = setTimeout(release, Math.min(Math.max(gap - since, 0), gap));
    const shown = moment.then(() => {
      clearTimeout(timer);
      return show(message);
    });
    waiting.set(message, { post, shown, show: release });
    return shown;
  }

  return {
    edit(message, post) {
      const before = waiting.get(message);
      if (closed) return Promise.resolve();
      if (!before) return queue(message, post);
      before.post = post;
      return before.shown;
    },
    async close() {
      closed = true;
      const last = [...waiting.values()];
      for (const { show: now } of last) now();
      await Promise.all(last.map(({ shown }) => shown));
    },
  };
}

/** An old post that was edited too often, and one that is gone, or out of sight. */
const ordinary = [
  RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
];

async function patch({ client, look, log, refused }: Editing, message: string, post: Post): Promise<void> {
  try {
    await client.rest.patch(Routes.channelMessage(post.channel, message), { body: renderCard(look, post.card) });
  } catch (error) {
    refused(error);
    const expected = hasCode(error, ...ordinary);
    log[expected ? "info" : "warn"]("a post could not be shown anew", toldOf(error));
  }
}

function forgetOldest(lastShown: Map<string, number>): void {
  const oldest = lastShown.keys().next().value;
  if (lastShown.size > 1_000 && oldest !== undefined) lastShown.delete(oldest);
}
