import { expect, test } from "vitest";
import { nonceOf } from "../../../src/adapters/discord/post.ts";
import type { Store } from "../../../src/bot/ports/store.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { eventually, openTownWithServer, postsIn, startBot, textOf } from "./open-bot.ts";
import type { Discord } from "./server/discord.ts";
import type { Channel } from "./server/fake-discord.ts";
import type { Person } from "./server/people.ts";
import { temporaryDatabase } from "./temporary-database.ts";

const day = 86_400_000;

/** A daily question in a channel, due now: its schedule was set the day before. */
async function setUp(discord: Discord, admin: Person, channel: Channel): Promise<void> {
  const { time } = discord.town;
  const dueAt = new Date(time.now()).toISOString().slice(11, 16);
  time.advance(-day);
  await admin.types(channel, "settings daily", { channel: channel.id, time: dueAt, zone: "UTC" }).shown();
  time.advance(day);
}

function postRequests(discord: Discord, channel: Channel): number {
  return discord.town.requests.filter((request) => request === `POST /channels/${channel.id}/messages`).length;
}

/** A server whose channel has its daily question. */
async function townWithPost() {
  const { discord, channel } = await openTownWithServer();
  const open = await startBot(discord);
  await setUp(discord, discord.person("Ada", { manages: true }), channel);
  await open.bot.wake();
  const [post] = postsIn(discord, channel);
  if (!post) throw new Error("no post");
  return { discord, channel, open, post };
}

test("the count is updated at a pace that Discord allows, and a last time when the program stops", async () => {
  const { discord, open, post } = await townWithPost();
  discord.town.time.flows = false;
  for (let round = 0; round < 40; round++) {
    await discord.person(`Person ${round}`).presses(post, "A").shown();
  }
  expect(post.edits).toBeLessThanOrEqual(2);
  await open.stop();
  expect(textOf(post)).toContain("40 answered");
  expect(post.edits).toBeLessThanOrEqual(3);
});

test.each(["reset-before", "reset-after", "close-after", "500", "limit"] as const)(
  "a post that meets %s is there once",
  async (failure) => {
    const { discord, channel } = await openTownWithServer();
    const open = await startBot(discord);
    await setUp(discord, discord.person("Ada", { manages: true }), channel);
    discord.failures.plan(/^POST \/channels\/\d+\/messages$/, failure);
    await open.bot.wake();
    await open.bot.wake();
    expect(postsIn(discord, channel)).toHaveLength(1);
  },
);

test.each([
  ["may not be written in", (channel: Channel) => Object.assign(channel, { maySend: false }), "not allowed to see"],
  ["may not be seen", (channel: Channel) => Object.assign(channel, { mayView: false }), "not allowed to see"],
  ["is deleted", null, "can't find that channel"],
] as const)(
  "a channel that %s: tried again, not too often, the owner notified once, the schedule kept",
  async (_, bar, outcome) => {
    const { discord, guild, channel } = await openTownWithServer();
    const open = await startBot(discord);
    await setUp(discord, discord.person("Ada", { manages: true }), channel);
    const others = postRequests(discord, channel);
    if (bar) bar(channel);
    else discord.town.channels.delete(channel.id);
    for (let wake = 0; wake < 10; wake++) await open.bot.wake();
    expect(postRequests(discord, channel) - others).toBe(1);

    const owner = () =>
      [...discord.town.channels.values()].find(({ type, name }) => type === 1 && name === guild.owner);
    expect(owner()).toBeUndefined();
    for (let minute = 1; minute <= 5; minute++) {
      discord.town.time.advance(61_000);
      await open.bot.wake();
    }
    expect(postRequests(discord, channel) - others).toBe(6);
    const notices = postsIn(discord, owner() as Channel);
    expect(postRequests(discord, owner() as Channel)).toBe(1);
    expect(notices.map(textOf)).toEqual([expect.stringContaining(outcome)]);
    expect(textOf(notices[0] as never)).toContain(`<#${channel.id}>`);
    expect(await open.store.schedules.listNext(9)).toHaveLength(1);

    Object.assign(channel, { mayView: true, maySend: true });
    discord.town.channels.set(channel.id, channel);
    discord.town.time.advance(61_000);
    await open.bot.wake();
    expect(postsIn(discord, channel)).toHaveLength(1);
  },
);

test("after a server has removed the bot, Discord is not asked about it any more", async () => {
  const { discord, guild, channel } = await openTownWithServer();
  const open = await startBot(discord);
  await setUp(discord, discord.person("Ada", { manages: true }), channel);
  discord.gateway.dispatch("GUILD_DELETE", { id: guild.id });
  // The gateway keeps the order, so after this answer the bot knows that it was removed.
  const ada = discord.person("Ada");
  await ada.types(discord.talkWith(ada), "help").shown();
  await open.bot.wake();
  discord.town.time.advance(61_000);
  await open.bot.wake();
  expect(postRequests(discord, channel)).toBe(0);
  expect(await open.store.schedules.listNext(9)).toHaveLength(1);
});

test("an owner who does not accept messages delays nothing", async () => {
  const { discord, guild, channel } = await openTownWithServer();
  discord.town.closedTalks.add(guild.owner);
  const open = await startBot(discord);
  await setUp(discord, discord.person("Ada", { manages: true }), channel);
  channel.maySend = false;
  await open.bot.wake();
  discord.town.time.advance(61_000);
  await open.bot.wake();
  expect(open.logged.join()).toContain("the owner could not be notified");
});

test("a failed sample is reported only to the person who asked for it", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  channel.maySend = false;
  const ada = discord.person("Ada", { manages: true });
  expect(textOf(await ada.types(channel, "settings daily-test").shown())).toContain(
    wordsEn.settings.testFailed["no-permission"],
  );
  expect(textOf(await ada.types(channel, "settings daily-test").shown())).toContain(
    wordsEn.settings.testFailed["no-permission"],
  );
  expect([...discord.town.channels.values()].filter(({ type }) => type === 1)).toEqual([]);
  channel.maySend = true;
  expect(textOf(await ada.types(channel, "settings daily-test").shown())).toContain("Sample posted");
});

test("one server's trouble does not delay the others, and ends when Discord is back", async () => {
  const { discord, guild, channel } = await openTownWithServer();
  const others = Array.from({ length: 5 }, (_, index) => discord.channel(discord.guild(`Other ${index}`), "general"));
  const open = await startBot(discord);
  const ada = discord.person("Ada", { manages: true });
  for (const one of [channel, ...others]) await setUp(discord, ada, one);
  discord.failures.plan(new RegExp(`^POST /channels/${channel.id}/messages$`), "held");
  const waking = open.bot.wake();
  await eventually(
    discord,
    () => (others.every((one) => postsIn(discord, one).length === 1) ? true : null),
    "the others",
  );
  expect(postsIn(discord, channel)).toEqual([]);
  discord.failures.release();
  await waking;
  await open.bot.wake();
  expect(postsIn(discord, channel)).toHaveLength(1);
  expect(guild.channels).toHaveLength(1);
});

/** A program that is killed while it posts: before its request is sent, or after Discord has received it. */
async function killedWhilePosting(
  discord: Discord,
  channel: Channel,
  at: "before the send" | "after it",
): Promise<string> {
  const url = await temporaryDatabase();
  const dies = async (): Promise<never> => {
    throw new Error("killed");
  };
  const change = (store: Store): Store =>
    at === "after it"
      ? { ...store, dailies: { ...store.dailies, recordPost: dies } }
      : {
          ...store,
          dailies: {
            ...store.dailies,
            markSending: async (...given) => {
              await store.dailies.markSending(...given);
              return dies();
            },
          },
        };
  const first = await startBot(discord, { url, change });
  await setUp(discord, discord.person("Ada", { manages: true }), channel);
  await first.bot.wake();
  await first.stop();
  return url;
}

test.each([
  ["after it", "within minutes", 30_000, true, 1],
  ["after it", "later", 600_000, true, 1],
  ["after it", "later, where it may not read what was said", 600_000, false, 1],
  ["before the send", "within minutes", 30_000, true, 1],
  ["before the send", "later", 600_000, true, 1],
  ["before the send", "later, where it may not read what was said", 600_000, false, 0],
] as const)("killed %s and restarted %s, it posts at most once", async (at, _, later, mayReadHistory, posts) => {
  const { discord, channel } = await openTownWithServer();
  const talk = (await startBot(discord)).chat;
  const card = { type: "card", tone: "neutral", title: "Earlier", blocks: [], buttons: [], reference: [] } as const;
  await talk.post({ workspace: channel.guild, channel: channel.id, key: "earlier", card });
  const url = await killedWhilePosting(discord, channel, at);
  channel.mayReadHistory = mayReadHistory;
  const second = await startBot(discord, { url });
  discord.town.time.advance(later);
  for (let wake = 0; wake < 3; wake++) await second.bot.wake();
  expect(postsIn(discord, channel)).toHaveLength(1 + posts);
  const [, post] = postsIn(discord, channel);
  if (!post) return;
  await discord.person("Bob").presses(post, "A").shown();
  await eventually(discord, () => (textOf(post).includes("1 answered") ? true : null), "the count");
});

test("a post older than an hour is edited only every few minutes", async () => {
  const { discord, post } = await townWithPost();
  const { time } = discord.town;
  time.advance(2 * 3_600_000);
  time.flows = false;
  await discord.person("Bob").presses(post, "A").shown();
  await eventually(discord, () => (post.edits === 1 ? true : null), "the first edit");
  await discord.person("Cy").presses(post, "A").shown();
  await eventually(discord, () => (time.waiting() === 1 ? true : null), "the second edit to wait");
  time.advance(299_000);
  expect([time.waiting(), post.edits]).toEqual([1, 1]);
  time.advance(1_000);
  await eventually(discord, () => (post.edits === 2 ? true : null), "the second edit");
  expect(textOf(post)).toContain("2 answered");
});

test("a deleted post is left alone", async () => {
  const { discord, open, post } = await townWithPost();
  discord.town.messages.delete(post.id);
  const verdict = await discord.person("Bob").presses(post, "A").shown();
  expect(textOf(verdict)).toContain("1 answered");
  await eventually(discord, () => open.logged.find((line) => line.includes("10008")), "the log");
  await open.stop();
  expect(open.logged.filter((line) => line.includes("not updated"))).toHaveLength(1);
});

test("the nonce is the key, or its digest if the key is too long for Discord", () => {
  expect(nonceOf("abcdefghijklmnopqrstuv")).toBe("abcdefghijklmnopqrstuv");
  const long = nonceOf("abcdefghijklmnopqrstuv trouble");
  expect(long).toHaveLength(25);
  expect(nonceOf("abcdefghijklmnopqrstuw trouble")).not.toBe(long);
});
