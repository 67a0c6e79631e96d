import { resolve } from "node:path";
import type { Community } from "../../src/bot/ports/people.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import { systemIds } from "../../src/cli/system-ids.ts";
import { openStore } from "../../src/store/open.ts";

/** Opens a program's store while the program is not running. */
export async function withStore<Value>(url: string, use: (store: Store) => Promise<Value>): Promise<Value> {
  const { store } = await openStore(url, {
    ids: systemIds,
    now: Date.now(),
    migrationsFolder: resolve("migrations"),
  });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

export async function communityOf(store: Store, chat: string, workspace: string): Promise<Community> {
  const { community } = await store.people.find(
    { chat, workspace, user: { id: "admin", name: "Admin", scope: "workspace" } },
    0,
  );
  if (!community) throw new Error("the workspace has no community");
  return community;
}

/** Sets up a daily question that is due at this minute. */
export async function dueNow(store: Store, chat: string, workspace: string, channel: string): Promise<void> {
  const now = Date.now();
  const community = (await communityOf(store, chat, workspace)).id;
  const minuteOfDay = Math.floor(now / 60_000) % 1440;
  const since = now - 2 * 86_400_000;
  await store.schedules.save(
    { community, channel, minuteOfDay, weekdays: [1, 2, 3, 4, 5, 6, 7], since },
    "UTC",
    () => now,
  );
}
