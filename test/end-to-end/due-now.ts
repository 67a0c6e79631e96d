import { resolve } from "node:path";
import type { Store } from "../../src/bot/ports/store.ts";
import { systemDice } from "../../src/cli/system-ids.ts";
import { openStore } from "../../src/store/open.ts";

/** Opens a program's store while the program is not running. */
export async function withStore<Value>(url: string, use: (store: Store) => Promise<Value>): Promise<Value> {
  const { store } = await openStore(url, {
    ids: systemDice,
    now: Date.now(),
    migrationsFolder: resolve("migrations"),
  });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Sets up a daily question that is due at this minute. */
export async function dueNow(store: Store, chat: string, workspace: string, channel: string): Promise<void> {
  const now = Date.now();
  const community = (await store.people.community(chat, workspace, now)).id;
  const minuteOfDay = Math.floor(now / 60_000) % 1440;
  const since = now - 2 * 86_400_000;
  await store.schedules.save({ community, channel, minuteOfDay, weekdays: [1, 2, 3, 4, 5, 6, 7], since }, "UTC");
}
