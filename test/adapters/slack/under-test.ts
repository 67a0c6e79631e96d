import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished } from "vitest";
import { slackChat } from "../../../src/adapters/slack/adapter.ts";
import { type Bot, openBot } from "../../../src/bot/bot.ts";
import type { Chat } from "../../../src/bot/ports/chat.ts";
import type { Store } from "../../../src/bot/ports/store.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { systemIds } from "../../../src/cli/system-ids.ts";
import type { Bank } from "../../../src/engine/bank/bank.ts";
import { openStore } from "../../../src/store/open.ts";
import { directAnalyzer } from "../../direct-analyzer.ts";
import { freePort } from "../../end-to-end/program.ts";
import { shippedBank } from "../../shipped-bank.ts";
import type { TestTime } from "../../test-time.ts";
import { type LoopbackSlack, openSlack } from "./server/slack.ts";
import { signingSecret } from "./server/transport.ts";
import { appToken, botToken } from "./server/web-api.ts";

export type Mode = "socket" | "http";

/** The real bot and the real Bolt app, connected to a fake Slack on this machine. */
export interface QuizOnSlack {
  readonly slack: LoopbackSlack;
  readonly logged: string[];
  bot: Bot;
  chat: Chat;
  store: Store;
  /** Stops the whole program and restarts it on the same database. */
  restart(): Promise<void>;
}

interface Options {
  /** The clock of Slack and of the bot. */
  readonly time?: TestTime;
  /** Changes the store that the bot uses. */
  readonly change?: (store: Store) => Store;
  /** Whether the test is about a broken rule. */
  readonly violations?: boolean;
  /** Replaces the shipped questions. */
  readonly bank?: Bank;
}

export async function quizOnSlack(mode: Mode, options: Options = {}): Promise<QuizOnSlack> {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-slack-"));
  const slack = await openSlack(options.time);
  const quiz = { slack, logged: [] } as unknown as QuizOnSlack & { logged: string[] };
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const bank = options.bank ?? (await shippedBank());
  const start = async () => Object.assign(quiz, await startProgram(quiz, mode, url, { ...options, bank }));
  const stop = async () => {
    await quiz.chat.stop();
    await quiz.bot.rest();
    await quiz.store.close();
  };
  quiz.restart = async () => {
    await stop();
    await start();
  };
  onTestFinished(async () => {
    await stop();
    await slack.close();
    await rm(folder, { recursive: true, force: true });
    if (options.violations !== true) expect(slack.violations).toEqual([]);
  });
  await start();
  return quiz;
}

async function startProgram(
  quiz: QuizOnSlack,
  mode: Mode,
  url: string,
  { bank, change = (store) => store }: Options & { readonly bank: Bank },
): Promise<Pick<QuizOnSlack, "bot" | "chat" | "store">> {
  const { time } = quiz.slack;
  const record = (message: string, fields: unknown) => void quiz.logged.push(`${message} ${JSON.stringify(fields)}`);
  const log = { info: record, warn: record, error: record };
  const opened = await openStore(url, {
    ids: systemIds,
    now: time.now(),
    migrationsFolder: resolve("migrations"),
  });
  const store = change(opened.store);
  const bot = openBot({
    about: { version: "1.2.3", repository: "https://example.org/async-quiz" },
    bank,
    store,
    analyzer: directAnalyzer,
    words: wordsEn,
    clock: time,
    ids: systemIds,
    log,
  });
  const port = mode === "http" ? await freePort() : 0;
  const way =
    mode === "http" ? ({ type: "http", signingSecret, port } as const) : ({ type: "socket", appToken } as const);
  const chat = slackChat({
    botToken,
    way,
    apiUrl: quiz.slack.transport.apiUrl,
    words: wordsEn,
    clock: time,
    timers: time,
    log,
  });
  await bot.join(chat);
  quiz.slack.transport.appUrl = mode === "http" ? `http://127.0.0.1:${port}/slack/events` : null;
  return { bot, chat, store };
}
