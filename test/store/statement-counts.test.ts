import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { webChat } from "../../src/adapters/web/adapter.ts";
import { openBot } from "../../src/bot/bot.ts";
import type { Account, Community } from "../../src/bot/ports/people.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import type { Transcript } from "../../src/bot/ports/transcript.ts";
import { buttonId } from "../../src/bot/requests/catalogue.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { daysAfter, hourMs, type LocalDate } from "../../src/engine/community/calendar.ts";
import { type Presentation, pressedAfter } from "../../src/engine/question/answer.ts";
import { presentationId } from "../../src/engine/question/ids.ts";
import { choicesOf, digestOf, isComposed, type Question } from "../../src/engine/question/question.ts";
import { openStore } from "../../src/store/open.ts";
import { openTownWithServer, startBot, textOf } from "../adapters/discord/open-bot.ts";
import { wordsIn } from "../adapters/slack/server/slack.ts";
import { quizOnSlack } from "../adapters/slack/under-test.ts";
import { openBrowser } from "../adapters/web/room-under-test.ts";
import { buttonOf, openApp } from "../bot/app-under-test.ts";
import { directAnalyzer } from "../direct-analyzer.ts";
import { diagnosed } from "../engine/samples.ts";
import { shippedBank } from "../shipped-bank.ts";

/** How many people, answers, channels and days exist already. */
const sizes = [10, 300] as const;
const now = Date.UTC(2026, 10, 24, 8, 0);

interface Executed {
  readonly database: Database.Database;
  readonly sql: string;
}

/** The statements that were run since the last count, without those that begin and end transactions. */
let executed: Executed[] = [];

const { prepare } = Database.prototype;

// Reading all question files takes a while.
beforeAll(shippedBank, 120_000);
beforeEach(() => {
  vi.spyOn(Database.prototype, "prepare").mockImplementation(function (this: Database.Database, sql: string) {
    // Kysely prepares a statement each time it runs it.
    if (!/^(begin|commit|rollback)/i.test(sql)) executed.push({ database: this, sql });
    return prepare.call(this, sql);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** How many statements the work runs. Each of them must find its rows by an index. */
async function count(work: () => Promise<unknown>): Promise<number> {
  executed = [];
  await work();
  const ran = executed;
  expect(ran.flatMap(scansOf)).toEqual([]);
  return ran.length;
}

/** The tables that a statement scans completely, by SQLite's own plan. */
function scansOf({ database, sql }: Executed): readonly string[] {
  const explain = prepare.call(database, `explain query plan ${sql}`);
  const parameters = Array<null>((sql.match(/\?/g) ?? []).length).fill(null);
  const plan = z.array(z.object({ detail: z.string() })).parse(explain.all(parameters));
  const scans = plan.map(({ detail }) => detail).filter((detail) => detail.startsWith("SCAN"));
  return scans.filter(
    (detail) =>
      // In the order of the index, and no further than the limit.
      detail !== "SCAN schedule USING INDEX schedule_by_next_due" &&
      // The rows of the statement itself.
      !/^SCAN \d+-ROW VALUES CLAUSE$/.test(detail),
  );
}

interface ChannelLocation {
  readonly chat: string;
  readonly workspace: string;
  readonly channel: string;
}

const inRoom: ChannelLocation = { chat: "web", workspace: "room", channel: "room" };

async function member(
  store: Store,
  { chat, workspace }: Pick<ChannelLocation, "chat" | "workspace">,
  id: string,
  name = id,
): Promise<[Account, Community]> {
  const user = { id, name, scope: "workspace" } as const;
  const { account, community } = await store.people.find({ chat, workspace, user }, 0);
  return [account, community ?? expect.unreachable()];
}

function presented(question: Question, changes: Partial<Presentation>): Presentation {
  return {
    id: presentationId(randomUUID()),
    community: null,
    account: null,
    question: question.id,
    digest: digestOf(question),
    shown: [...choicesOf(question).keys()],
    reason: "daily",
    topic: null,
    presentedAt: 0,
    chosen: null,
    closedAt: null,
    ...changes,
  };
}

/** Days with daily questions in this channel, and as many other channels, here and elsewhere, each with a schedule. */
async function fill(store: Store, location: ChannelLocation, size: number): Promise<void> {
  const { questions } = await shippedBank();
  const [, community] = await member(store, location, "admin");
  const start: LocalDate = "2025-01-01";
  for (let index = 0; index < size; index++) {
    const question = questions[index % questions.length] ?? expect.unreachable();
    const schedule = { minuteOfDay: 1, weekdays: [1], since: 0 };
    const here = { ...schedule, community: community.id, channel: location.channel };
    await store.schedules.save(here, null, () => index);
    const presentation = presented(question, { community: community.id, presentedAt: index });
    const date = daysAfter(start, index);
    await store.dailies.claim({ ...here, date, presentation, dueAt: index, nextDueAt: now + 30 * 24 * hourMs });
    await store.dailies.recordPost(presentation.id, `m${index}`, index);
    const [, elsewhere] = await member(store, { ...location, workspace: `elsewhere-${index}` }, "admin");
    for (const { id } of [community, elsewhere]) {
      await store.schedules.save({ ...schedule, community: id, channel: `c${index}` }, null, () => now + hourMs * 99);
    }
  }
}

/** Lets many people answer a question, each in their own way. */
async function answerBy(
  store: Store,
  location: ChannelLocation,
  size: number,
  presentation: Presentation,
): Promise<void> {
  const question = (await shippedBank()).questions.find(({ id }) => id === presentation.question);
  if (!question) return expect.unreachable();
  for (let index = 0; index < size; index++) {
    const [account] = await member(store, location, `person-${index}`);
    const choice = isComposed(question) ? [0] : index % choicesOf(question).length;
    const grade = { right: choice === 0, diagnosis: diagnosed() };
    const key = { presentation: presentation.id, account: account.id };
    await store.answers.save({ ...key, choice, grade, difficulty: 1, now, localDate: "2026-11-24" });
  }
}

/** The same work runs as many statements with much in the store as with little. */
async function sameFor(work: (size: number) => Promise<number>): Promise<number> {
  const counts: number[] = [];
  for (const size of sizes) counts.push(await work(size));
  expect(new Set(counts).size, `statements with ${sizes.join(" and ")}: ${counts}`).toBe(1);
  return counts[0] ?? expect.unreachable();
}

test("a wake that posts one daily", async () => {
  const posting = await sameFor(async (size) => {
    const app = await openApp({ now });
    await fill(app.store, inRoom, size);
    await app.says("ada", "settings daily #room 09:00 UTC daily");
    app.now += hourMs;
    const statements = await count(() => app.bot.wake());
    expect(app.posts).toHaveLength(1);
    expect(app.posts[0]?.card.blocks[0]).toMatchObject({ type: "heading" });
    await app.store.close();
    return statements;
  });
  expect(posting).toBeLessThanOrEqual(10);
});

test("a wake with nothing to do", async () => {
  const idle = await sameFor(async (size) => {
    const app = await openApp({ now });
    await fill(app.store, inRoom, size);
    const statements = await count(() => app.bot.wake());
    await app.store.close();
    return statements;
  });
  expect(idle).toBeLessThanOrEqual(3);
});

test("an answer to a daily, with the update of its counter", async () => {
  const answering = await sameFor(async (size) => {
    const app = await openApp({ now });
    await fill(app.store, inRoom, size);
    await app.says("ada", "settings daily #room 09:00 UTC daily");
    app.now += hourMs;
    await app.bot.wake();
    const [post] = app.posts;
    if (!post) return expect.unreachable();
    const presentation = (await app.store.presentations.find(presentationId(post.key))) ?? expect.unreachable();
    await answerBy(app.store, inRoom, size, presentation);
    const statements = await count(async () => {
      await app.presses("ada", buttonOf(post.card, wordsEn.question.unknown));
      await app.bot.rest();
    });
    expect(JSON.stringify(app.edits.at(-1)?.card)).toContain(wordsEn.daily.answered(size + 1));
    await app.store.close();
    return statements;
  });
  // The first answer of a day also reads and saves the days of the streak.
  expect(answering).toBeLessThanOrEqual(19);
});

interface Room {
  readonly store: Store;
  readonly transcript: Transcript;
  readonly port: number;
  readonly rest: () => Promise<void>;
}

/** The local room with the real bot, and one store for both. */
async function openRoom(): Promise<Room> {
  let serial = 0;
  const ids = { next: () => `id${String(++serial).padStart(20, "0")}` };
  const clock = { now: () => now };
  const log = { info: () => {}, warn: () => {}, error: (message: string) => expect.fail(message) };
  const opened = await openStore("sqlite::memory:", { ids, now, migrationsFolder: resolve("migrations") });
  const { store, transcript } = opened;
  const assetsFolder = resolve("assets/room");
  const bank = await shippedBank();
  const about = { version: "1.2.3", repository: "https://example.org/async-quiz" };
  const bot = openBot({ about, bank, store, analyzer: directAnalyzer, words: wordsEn, clock, ids, log });
  const chat = webChat({ port: 0, transcript, words: wordsEn, clock, ids, log, assetsFolder });
  await bot.join(chat);
  onTestFinished(async () => {
    await chat.stop();
    await bot.rest();
    await store.close();
  });
  return { store, transcript, port: Number(new URL(chat.address()).port), rest: () => bot.rest() };
}

test("a press in the room, on a question of one's own", async () => {
  const pressing = await sameFor(async (size) => {
    const { store, transcript, port } = await openRoom();
    await fill(store, inRoom, size);
    const browser = await openBrowser(port, "Ada");
    await browser.post("/say", { text: "/play" });
    const user = /=([A-Za-z0-9]+)/.exec(browser.cookie)?.[1] ?? expect.unreachable();
    const [line] = (await transcript.recent("room", user, 9)).slice(-1);
    if (line?.body.type !== "card") return expect.unreachable();
    const button = line.body.card.buttons.flat()[0]?.id ?? expect.unreachable();
    const statements = await count(() => browser.post("/press", { line: line.id, button }));
    expect((await transcript.find(line.id))?.body).toMatchObject({
      card: { tone: expect.stringMatching(/right|wrong/) },
    });
    return statements;
  });
  expect(pressing).toBeLessThanOrEqual(14);
});

test("a letter of an answer that takes several, and sending it, in the room", async () => {
  const { questions } = await shippedBank();
  const question = questions.find(isComposed) ?? expect.unreachable();
  const { store, transcript, port } = await openRoom();
  const browser = await openBrowser(port, "Ada");
  await browser.post("/say", { text: "/play" });
  const user = /=([A-Za-z0-9]+)/.exec(browser.cookie)?.[1] ?? expect.unreachable();
  const [account] = await member(store, inRoom, user, "Ada");
  const [line] = (await transcript.recent("room", user, 9)).slice(-1);
  const presentation = presented(question, { account: account.id });
  await store.presentations.save(presentation);
  const letters = [...choicesOf(question).keys()];
  const press = (button: string) => count(() => browser.post("/press", { line: line?.id, button }));
  let picks: readonly number[] = [];
  for (const letter of letters) {
    picks = pressedAfter(question, picks, letter);
    expect(await press(buttonId({ type: "pick", presentation: presentation.id, letter }))).toBeLessThanOrEqual(8);
  }
  expect((await store.presentations.load(presentation.id, account.id))?.picks).toEqual(picks);
  // One more than for other answers: it removes the row with the picks.
  expect(await press(buttonId({ type: "send", presentation: presentation.id }))).toBeLessThanOrEqual(15);
  expect((await store.presentations.load(presentation.id, account.id))?.answer?.choice).toEqual(picks);
});

test("a reply to a verdict that asks, in the room", async () => {
  const { questions, misconceptions } = await shippedBank();
  const question = questions.find(({ kind }) => kind === "output") ?? expect.unreachable();
  const asked = misconceptions.slice(0, 2).map(({ id }) => id);
  const replying = await sameFor(async (size) => {
    const { store, transcript, port } = await openRoom();
    await fill(store, inRoom, size);
    const browser = await openBrowser(port, "Ada");
    await browser.post("/say", { text: "/play" });
    const user = /=([A-Za-z0-9]+)/.exec(browser.cookie)?.[1] ?? expect.unreachable();
    const [account, community] = await member(store, inRoom, user, "Ada");
    const [line] = (await transcript.recent("room", user, 9)).slice(-1);
    const presentation = presented(question, { community: community.id });
    await store.presentations.save(presentation);
    await answerBy(store, inRoom, size, presentation);
    const key = { presentation: presentation.id, account: account.id };
    const grade = { right: false, diagnosis: { named: null, asked } };
    await store.answers.save({ ...key, choice: 1, grade, difficulty: 1, now, localDate: "2026-11-24" });
    const button = buttonId({ type: "thought", presentation: presentation.id, thought: 1 });
    const statements = await count(() => browser.post("/press", { line: line?.id, button }));
    expect((await store.presentations.load(presentation.id, account.id))?.answer?.reply).toEqual({ thought: asked[1] });
    return statements;
  });
  expect(replying).toBeLessThanOrEqual(7);
});

test("an answer to a daily in the room, with the update of its counter and the private reply", async () => {
  const answering = await sameFor(async (size) => {
    const { store, port, rest } = await openRoom();
    const [, community] = await member(store, inRoom, "admin");
    await fill(store, inRoom, size);
    const { questions } = await shippedBank();
    const presentation = presented(questions[0] ?? expect.unreachable(), { community: community.id });
    const schedule = { community: community.id, channel: "room", minuteOfDay: 1, weekdays: [1], since: 0 };
    await store.schedules.save(schedule, null, () => 1);
    await store.dailies.claim({ ...schedule, date: "2026-11-24", presentation, dueAt: 1, nextDueAt: now });
    await store.dailies.recordPost(presentation.id, "post", now);
    await answerBy(store, inRoom, size, presentation);
    const browser = await openBrowser(port, "Ada");
    const button = buttonId({ type: "answer-in-channel", presentation: presentation.id, pick: 0 });
    await browser.post("/say", { text: "/help" });
    await browser.post("/say", { text: "/progress" });
    return count(async () => {
      expect((await browser.post("/press", { line: "post", button })).status).toBe(200);
      await rest();
    });
  });
  // A person's first answer also makes the rows that hold what their answers show.
  expect(answering).toBeLessThanOrEqual(19);
});

test("a press on Discord", async () => {
  const { discord, channel } = await openTownWithServer();
  const pressing = await sameFor(async (size) => {
    const { store } = await startBot(discord);
    await fill(store, { chat: "discord", workspace: channel.guild ?? expect.unreachable(), channel: channel.id }, size);
    const ada = discord.person(`Ada${size}`);
    const question = await ada.types(channel, "play").shown();
    const statements = await count(async () => {
      expect(textOf(await ada.presses(question, wordsEn.question.unknown).shown())).toContain("No problem");
    });
    // A right answer reads one thing more: whether it corrects a misconception.
    const next = await ada.types(channel, "play").shown();
    expect(await count(() => ada.presses(next, "A").shown())).toBeLessThanOrEqual(statements + 1);
    return statements;
  });
  // The first answer of a day also reads and saves the days of the streak.
  expect(pressing).toBeLessThanOrEqual(13);
});

test("a press on Slack", async () => {
  const pressing = await sameFor(async (size) => {
    const { slack, store } = await quizOnSlack("socket");
    await fill(store, { chat: "slack", workspace: "T0HOME", channel: "C0GENERAL" }, size);
    await slack.types("U0BEN", "general", "play");
    await slack.until("a question", () => slack.seenBy("U0BEN").length === 1);
    const question = slack.seenBy("U0BEN").at(-1) ?? expect.unreachable();
    return count(async () => {
      await slack.presses("U0BEN", question, wordsEn.question.unknown);
      await slack.until("the verdict", () => wordsIn(question.blocks).includes("No problem"));
    });
  });
  // The first answer of a day also reads and saves the days of the streak.
  expect(pressing).toBeLessThanOrEqual(13);
});
