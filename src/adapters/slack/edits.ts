import { setTimeout as sleep } from "node:timers/promises";
import type { Post } from "../../bot/ports.ts";
import { type Lane, openLane } from "./lane.ts";
import { pace } from "./limits.ts";

/** Shows posts anew, each at most once in some seconds: what comes meanwhile takes the place of what waits. */
export interface Edits {
  /** Ends when this or a later state of the post has been shown. */
  show(post: Post): Promise<void>;
}

export function openEdits(options: {
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
