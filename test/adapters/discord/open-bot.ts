import { resolve } from "node:path";
import { expect, onTestFinished } from "vitest";
import { discordChat } from "../../../src/adapters/discord/adapter.ts";
import { type Bot, openBot } from "../../../src/bot/bot.ts";
import type { Chat } from "../../../src/bot/ports/chat.ts";
import type { Store } from "../../../src/bot/ports/store.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { systemIds } from "../../../src/cli/system-ids.ts";
import type { Bank } from "../../../src/engine/bank/bank.ts";
import { openStore } from "../../../src/store/open.ts";
import { directAnalyzer } from "../../direct-analyzer.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { openTestTime } from "../../test-time.ts";
import { type Discord, openDiscord } from "./server/discord.ts";
import { type Channel, type Guild, type Message, until } from "./server/fake-discord.ts";
import { buttonsOf, readable } from "./server/message-rules.ts";

/** A bot connected to a fake Discord and to a store. */
export interface OpenBot {
  readonly bot: Bot;
  readonly chat: Chat & { inviteLink(): string };
  readonly store: Store;
  readonly logged: string[];
  /** The sentences that `ended` was called with. */
  readonly ended: string[];
  stop(): Promise<void>;
}

interface Options {
  readonly url?: string;
  readonly token?: string;
  /** Replaces the shipped questions. */
  readonly bank?: Bank;
  /** Changes the store that the bot uses. */
  readonly change?: (store: Store) => Store;
}

/** Starts the real bot with the real discord.js. It stops when the test ends. */
export async function startBot(discord: Discord, options: Options = {}): Promise<OpenBot> {
  const { url = "sqlite::memory:", token = discord.town.token, change = (store: Store) => store } = options;
  const opened = await openStore(url, {
    ids: systemIds,
    now: discord.town.time.now(),
    migrationsFolder: resolve("migrations"),
  });
  const store = change(opened.store);
  const open = { logged: [], ended: [], store } as unknown as OpenBot & { bot: Bot; chat: OpenBot["chat"] };
  const note = (message: string, fields: unknown) => void open.logged.push(`${message} ${JSON.stringify(fields)}`);
  const log = { info: note, warn: note, error: note };
  const { time } = discord.town;
  open.bot = openBot({
    about: { version: "1.2.3", repository: "https://example.org/async-quiz" },
    bank: options.bank ?? (await shippedBank()),
    store,
    analyzer: directAnalyzer,
    words: wordsEn,
    clock: time,
    ids: systemIds,
    log,
  });
  open.chat = discordChat({
    draw: async () => Buffer.from("a picture"),
    token,
    apiUrl: discord.apiUrl,
    words: wordsEn,
    clock: time,
    timers: time,
    log,
    ended: (sentence) => void open.ended.push(sentence),
  });
  let stopped = false;
  open.stop = async () => {
    if (stopped) return;
    stopped = true;
    await open.chat.stop();
    await open.bot.rest();
    await opened.store.close();
  };
  onTestFinished(open.stop);
  await open.bot.join(open.chat);
  return open;
}

/** A fake Discord with one server and one channel. The test fails at its end if a rule was broken. */
export async function openTownWithServer(
  time = openTestTime(),
): Promise<{ discord: Discord; guild: Guild; channel: Channel }> {
  const discord = await openDiscord(time);
  onTestFinished(async () => {
    await discord.stop();
    expect(discord.town.violations).toEqual([]);
  });
  const guild = discord.guild("The Testers");
  return { discord, guild, channel: discord.channel(guild, "general") };
}

export function textOf(message: Message): string {
  return readable(message.body);
}

export function labelsOf(message: Message): readonly string[] {
  return buttonsOf(message.body).map(({ label }) => label);
}

/** The messages that everybody in a channel can see. */
export function postsIn(discord: Discord, channel: Channel): readonly Message[] {
  return [...discord.town.messages.values()].filter((one) => one.channel === channel.id && one.seenBy === null);
}

export function eventually<Value>(
  discord: Discord,
  read: () => Value | null | undefined,
  what: string,
  timeoutMs?: number,
): Promise<Value> {
  const tick = setInterval(() => {
    for (const watcher of [...discord.town.watchers]) watcher();
  }, 20);
  return until(discord.town, read, what, timeoutMs).finally(() => clearInterval(tick));
}
