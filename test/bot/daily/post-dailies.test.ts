import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { Chat, PostOutcome } from "../../../src/bot/ports/chat.ts";
import { plainText } from "../../../src/cards/plain-text.ts";
import { hourMs, minuteMs } from "../../../src/engine/community/calendar.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { type App, openApp } from "../app-under-test.ts";

// Reading all question files takes a while.
beforeAll(shippedBank, 120_000);

/** A chat with many channels, which posts as the test tells it to. */
function manyChannels(post: (channel: string) => Promise<PostOutcome>): Chat {
  return {
    name: "many",
    start: async () => {},
    stop: async () => {},
    edit: async () => {},
    post: ({ channel }) => post(channel),
    postAgain: async () => ({ type: "lost" }),
  };
}

/** Sets up a daily that is due now in each of these channels. */
async function setUpDue(app: App, channels: readonly string[]): Promise<void> {
  const user = { id: "admin", name: "Admin", scope: "workspace" } as const;
  const { community } = await app.store.people.find({ chat: "many", workspace: "w", user }, 0);
  if (!community) return expect.unreachable();
  const times = { minuteOfDay: 8 * 60, weekdays: [1, 2, 3, 4, 5, 6, 7], since: 0 };
  for (const channel of channels) {
    await app.store.schedules.save({ community: community.id, channel, ...times }, null, () => app.now);
  }
}

test("one wake posts to every channel that is due, to some of them at the same time", async () => {
  const app = await openApp();
  const channels = Array.from({ length: 230 }, (_, index) => `c${index}`);
  await setUpDue(app, channels);
  const posted: string[] = [];
  let atOnce = 0;
  let most = 0;
  await app.bot.join(
    manyChannels(async (channel) => {
      most = Math.max(most, ++atOnce);
      await turn();
      atOnce--;
      posted.push(channel);
      return { type: "posted", message: `m-${channel}` };
    }),
  );
  expect(await app.bot.wake()).toBe(app.now + 24 * hourMs);
  expect([...posted].sort()).toEqual([...channels].sort());
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(16);
  await app.bot.wake();
  expect(posted).toHaveLength(channels.length);
});

test("a channel that waits does not delay the others, and one that fails is logged and tried again", async () => {
  const app = await openApp();
  await setUpDue(app, ["slow", "broken", "fine"]);
  const posted: string[] = [];
  let finishSlow = () => {};
  let isBroken = true;
  await app.bot.join({
    ...manyChannels(async (channel) => {
      if (channel === "slow") {
        await new Promise<void>((done) => {
          finishSlow = done;
        });
      }
      if (channel === "broken" && isBroken) throw new Error("a bug");
      posted.push(channel);
      if (posted.includes("fine")) finishSlow();
      return { type: "posted", message: channel };
    }),
    postAgain: async ({ channel }) => {
      posted.push(`${channel} again`);
      return { type: "posted", message: channel };
    },
  });
  await app.bot.wake();
  expect(posted).toEqual(["fine", "slow"]);
  expect(app.logged).toEqual(["a daily question was not posted"]);
  isBroken = false;
  await app.bot.wake();
  // It was marked when the chat failed, so the chat is asked what became of it.
  expect(posted).toEqual(["fine", "slow", "broken again"]);
});

test("why a channel's post failed is still known after a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-daily-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const before = await openApp({ url });
  await before.says("ada", "settings daily #room 09:00 UTC daily");
  before.now += hourMs;
  before.outcome = "failed";
  await before.bot.wake();
  await before.store.close();
  const after = await openApp({ url, now: before.now });
  expect(plainText(await after.says("ada", "settings"))).toContain("Please invite me");
  await after.bot.wake();
  expect(after.posts).toHaveLength(1);
  expect(plainText(await after.says("ada", "settings"))).not.toContain("Please invite me");
  await after.store.close();
});

test("a new zone moves the post of every channel, and no day gets a second question", async () => {
  const app = await openApp();
  await app.says("ada", "settings daily #room 09:00 UTC daily");
  app.now += hourMs;
  await app.bot.wake();
  expect(app.posts).toHaveLength(1);
  // 09:00 in Lagos was an hour ago, so it is 10:00 there when it is 09:00 UTC.
  await app.says("ada", "settings daily #room 09:30 Africa/Lagos daily");
  app.now += minuteMs;
  expect(await app.bot.wake()).toBe(Date.UTC(2026, 10, 25, 8, 30));
  expect(app.posts).toHaveLength(1);
});

test("a schedule that ends while its daily is due posts nothing", async () => {
  const app = await openApp();
  await app.says("ada", "settings daily #room 09:00 UTC daily");
  app.now += hourMs;
  await app.says("ada", "settings daily off");
  expect(await app.bot.wake()).toBeNull();
  expect(app.posts).toEqual([]);
});

test("a daily missed by more than an hour is skipped, and the next one is due as usual", async () => {
  const app = await openApp();
  await app.says("ada", "settings daily #room 09:00 UTC daily");
  app.now += 3 * hourMs;
  expect(await app.bot.wake()).toBe(Date.UTC(2026, 10, 25, 9));
  expect(app.posts).toEqual([]);
  app.now = Date.UTC(2026, 10, 25, 9);
  await app.bot.wake();
  expect(app.posts).toHaveLength(1);
});
