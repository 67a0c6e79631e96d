import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import { type Bot, openBot } from "../../src/bot/bot.ts";
import type { Chat } from "../../src/bot/ports/chat.ts";
import type { Log } from "../../src/bot/ports/log.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import type { Transcript } from "../../src/bot/ports/transcript.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { systemIds } from "../../src/cli/system-ids.ts";
import type { Bank } from "../../src/engine/bank/bank.ts";
import { openStore } from "../../src/store/open.ts";
import { directAnalyzer } from "../direct-analyzer.ts";
import { shippedBank } from "../shipped-bank.ts";
import type { TestTime } from "../test-time.ts";

/** What a chat can do. If it cannot do something, the conversations check what it does instead. */
interface Capabilities {
  /** Whether posts can be edited. */
  readonly edits: boolean;
  /** Whether an answer replaces the pressed message. */
  readonly inPlace: boolean;
  /** What happens to a form that is ready late: a button asks for it again, or it opens late. */
  readonly lateForm: "asks-again" | "opens";
}

/** Something that a person sees: a message, a window or a form. */
export interface Shown {
  /** Identifies the message or window, and stays the same when its content changes. */
  readonly id: string;
  /** Whether only this person sees it. */
  readonly isPrivate: boolean;
  /** What it says now. */
  text(): string;
  /** Presses a button by its label, and resolves to what the person sees then. */
  press(label: string): Promise<Shown>;
  /** Submits a form, with its own values unless others are given. */
  submit(values: Readonly<Record<string, string>>): Promise<Shown>;
}

/** One person, an admin, in a chat with the real bot. */
export interface ChatDriver {
  readonly bot: Bot;
  readonly chat: Chat;
  readonly store: Store;
  readonly time: TestTime;
  /** The chat's id of the channel for daily questions. */
  readonly channel: string;
  /** Who the person is in the store. */
  readonly origin: Parameters<Store["people"]["find"]>[0];
  types(words: string, values?: Readonly<Record<string, string>>): Promise<Shown>;
  /** Resolves when the platform was told that the answer takes longer, if that happens. */
  acknowledgedLate(): Promise<void>;
  /** The messages in the channel that everybody sees, oldest first. */
  posts(): readonly Shown[];
}

export interface DriverOptions {
  /** The address of the database; by default it is in memory. */
  readonly url?: string;
  readonly bank?: Bank;
  readonly change?: (store: Store) => Store;
}

export interface ChatUnderTest {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly open: (options: DriverOptions) => Promise<ChatDriver>;
}

/** The real bot with a store and this chat. Both stop with the test. */
export async function openBotWith<Opened extends Chat>(
  time: TestTime,
  { url = "sqlite::memory:", bank, change = (store) => store }: DriverOptions,
  open: (parts: { readonly log: Log; readonly transcript: Transcript }) => Opened,
): Promise<{ readonly bot: Bot; readonly chat: Opened; readonly store: Store }> {
  const opened = await openStore(url, {
    ids: systemIds,
    now: time.now(),
    migrationsFolder: resolve("migrations"),
  });
  const store = change(opened.store);
  const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
  const bot = openBot({
    about: { version: "1.2.3", repository: "https://example.org/async-quiz" },
    bank: bank ?? (await shippedBank()),
    store,
    analyzer: directAnalyzer,
    words: wordsEn,
    clock: time,
    ids: systemIds,
    log,
  });
  const chat = open({ log, transcript: opened.transcript });
  onTestFinished(async () => {
    await chat.stop();
    await bot.rest();
    await opened.store.close();
  });
  await bot.join(chat);
  return { bot, chat, store };
}
