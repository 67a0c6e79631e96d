import { type Bot, openBot } from "../../src/bot/bot.ts";
import type { Origin } from "../../src/bot/origin.ts";
import type { Chat, Post, PostOutcome } from "../../src/bot/ports/chat.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import { readButton } from "../../src/bot/requests/catalogue.ts";
import type { BotRequest } from "../../src/bot/requests/request.ts";
import type { Card } from "../../src/cards/card.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { type Bank, isQuestion } from "../../src/engine/bank/bank.ts";
import { type Instant, minuteMs } from "../../src/engine/community/calendar.ts";
import type { PresentationId } from "../../src/engine/question/ids.ts";
import { randomFrom } from "../../src/random/seed.ts";
import { directAnalyzer } from "../direct-analyzer.ts";

/** A community of the season: its channel gets a daily question at a time in its own zone. */
export interface Town {
  readonly workspace: string;
  readonly zone: string;
  readonly time: string;
}

export interface SeasonPlan {
  readonly seed: number;
  readonly people: number;
  readonly days: number;
  readonly start: Instant;
  readonly towns: readonly Town[];
  readonly bank: Bank;
  /** Opens the same store again, because the season restarts the program now and then. */
  readonly open: (ids: () => string, now: Instant) => Promise<Store>;
}

export interface SeasonReport {
  /** Every post that reached a channel, in order. */
  readonly posts: readonly {
    readonly town: Town;
    readonly at: Instant;
    readonly key: string;
    readonly title: string;
  }[];
  /** What each person must have, counted by the season itself from first answers. */
  readonly expected: ReadonlyMap<string, number>;
  readonly presses: number;
  readonly restarts: number;
  /** The points on the leaderboards at the end, by person. */
  readonly shown: ReadonlyMap<string, number>;
}

interface Season {
  readonly plan: SeasonPlan;
  readonly random: () => number;
  now: Instant;
  store: Store;
  bot: Bot;
  restarts: number;
  presses: number;
  ids: number;
  readonly posts: { town: Town; at: Instant; key: string; title: string; card: Card }[];
  /** The buttons that somebody has seen and may press, sensibly or not. */
  readonly seen: { town: Town; id: string }[];
  /** person and presentation: a first answer was saved. */
  readonly answered: Set<string>;
  /** person and question: points may have been earned. */
  readonly known: Set<string>;
  readonly expected: Map<string, number>;
}

/** Plays the days through the bot's requests, and keeps its own count. */
export async function playSeason(plan: SeasonPlan): Promise<SeasonReport> {
  const season = await begin(plan);
  for (const town of plan.towns) await hear(season, town, 0, dailyAt(town));
  const end = plan.start + plan.days * 24 * 60 * minuteMs;
  while (season.now < end) {
    season.now += Math.ceil(season.random() * 45) * minuteMs;
    await season.bot.wake();
    if (season.random() < 0.02) await restart(season);
    await crowd(season);
  }
  const shown = await leaderboardsOf(season);
  await season.bot.rest();
  await season.store.close();
  return { posts: season.posts, expected: season.expected, presses: season.presses, restarts: season.restarts, shown };
}

async function begin(plan: SeasonPlan): Promise<Season> {
  const season = {
    plan,
    random: randomFrom(plan.seed),
    now: plan.start,
    restarts: 0,
    presses: 0,
    ids: 0,
    posts: [],
    seen: [],
    answered: new Set<string>(),
    known: new Set<string>(),
    expected: new Map<string, number>(),
  } as unknown as Season;
  await openApp(season);
  return season;
}

async function openApp(season: Season): Promise<void> {
  const ids = () => `id${String(++season.ids).padStart(12, "0")}`;
  season.store = await season.plan.open(ids, season.now);
  season.bot = openBot({
    about: { version: "1.2.3", repository: "https://example.org/async-quiz" },
    bank: season.plan.bank,
    words: wordsEn,
    store: season.store,
    analyzer: directAnalyzer,
    clock: { now: () => season.now },
    ids: { next: ids },
    log: { info: () => {}, warn: () => {}, error: (message, fields) => fail(`${message} ${JSON.stringify(fields)}`) },
  });
  await season.bot.join(channelOf(season));
}

function fail(message: string): never {
  throw new Error(message);
}

/** A chat that shows each key once, as the real ones do. */
function channelOf(season: Season): Chat {
  const post = async (post: Post): Promise<PostOutcome> => {
    const town = season.plan.towns.find((one) => one.workspace === post.workspace);
    if (!town) return { type: "failed", reason: "no-channel" };
    if (!season.posts.some((one) => one.key === post.key)) {
      season.posts.push({ town, at: season.now, key: post.key, title: post.card.title, card: post.card });
      see(season, town, post.card);
    }
    return { type: "posted", message: post.key };
  };
  return {
    name: "web",
    start: async () => {},
    stop: async () => {},
    edit: async () => {},
    post,
    postAgain: post,
  };
}

async function restart(season: Season): Promise<void> {
  await season.bot.rest();
  await season.store.close();
  season.restarts++;
  await openApp(season);
}

/** A few people do something, some of them at the same moment. */
async function crowd(season: Season): Promise<void> {
  const doings = Array.from({ length: 1 + Math.floor(season.random() * 4) }, () => oneDoes(season));
  await Promise.all(doings);
}

async function oneDoes(season: Season): Promise<void> {
  const person = Math.floor(season.random() * season.plan.people);
  const town = season.plan.towns[person % season.plan.towns.length] as Town;
  const ids = season.random();
  if (ids < 0.35) return void (await hear(season, town, person, { type: "play", topic: null }));
  if (ids < 0.4) return void (await hear(season, town, person, { type: "progress" }));
  if (ids < 0.45) return void (await hear(season, town, person, { type: "daily" }));
  if (ids < 0.5) return void (await hear(season, town, person, { type: "leaderboard", window: "week" }));
  const button = season.seen[Math.floor(season.random() ** 0.3 * season.seen.length)];
  if (!button) return;
  // An impatient person presses twice at once.
  const times = season.random() < 0.3 ? 2 : 1;
  await Promise.all(Array.from({ length: times }, () => press(season, button.town, person, button.id)));
}

/** Presses a button, and counts a first answer by looking at the question as it was presented. */
async function press(season: Season, town: Town, person: number, id: string): Promise<void> {
  season.presses++;
  const request = readButton(id);
  const isAnswer = request.type === "answer" || request.type === "answer-in-channel";
  if (isAnswer) await count(season, town, person, request.presentation, request.pick);
  await hear(season, town, person, request);
}

async function count(
  season: Season,
  town: Town,
  person: number,
  id: PresentationId,
  pick: number | "unknown",
): Promise<void> {
  const name = nameOf(town, person);
  const presentation = await season.store.presentations.find(id);
  if (!presentation || presentation.closedAt !== null) return;
  const { account, community } = await season.store.people.find(originOf(town, person), season.now);
  const theirs =
    presentation.account === null ? presentation.community === community?.id : presentation.account === account.id;
  const key = `${name} ${id}`;
  if (!theirs || season.answered.has(key)) return;
  if (pick !== "unknown" && presentation.shown[pick] === undefined) return;
  season.answered.add(key);
  const question = season.plan.bank.question(presentation.question);
  const isFirst = !season.known.has(`${name} ${presentation.question}`);
  season.known.add(`${name} ${presentation.question}`);
  if (isQuestion(question) && isFirst && pick !== "unknown" && presentation.shown[pick] === 0) {
    season.expected.set(name, (season.expected.get(name) ?? 0) + question.difficulty);
  }
}

async function hear(season: Season, town: Town, person: number, request: BotRequest): Promise<Card> {
  const reply = await season.bot.hear(request, originOf(town, person));
  if (reply.type !== "card") throw new Error(`${request.type} answered with a ${reply.type}`);
  see(season, town, reply);
  return reply;
}

function see(season: Season, town: Town, card: Card): void {
  for (const button of card.buttons.flat()) {
    const request = readButton(button.id);
    const presses = ["answer", "answer-in-channel", "practice", "play"];
    if (presses.includes(request.type)) season.seen.push({ town, id: button.id });
  }
}

async function leaderboardsOf(season: Season): Promise<Map<string, number>> {
  const shown = new Map<string, number>();
  for (const town of season.plan.towns) {
    const { community } = await season.store.people.find(originOf(town, 0), season.now);
    if (!community) return fail("a town without a community");
    for (const standing of await season.store.leaderboards.standings(community.id, null, null)) {
      if (standing.points > 0) shown.set(standing.name, standing.points);
    }
  }
  return shown;
}

function dailyAt(town: Town): BotRequest {
  const [hours, minutes] = town.time.split(":").map(Number);
  const minuteOfDay = (hours as number) * 60 + (minutes as number);
  return { type: "settings-daily", channel: "square", minuteOfDay, zone: town.zone, weekdays: [1, 2, 3, 4, 5, 6, 7] };
}

function nameOf(town: Town, person: number): string {
  return `${town.workspace}-${person}`;
}

function originOf(town: Town, person: number): Origin {
  return {
    chat: "web",
    workspace: town.workspace,
    channel: "square",
    channelName: "#square",
    user: { id: `u${person}`, name: nameOf(town, person), scope: "workspace" },
    message: null,
    admin: true,
  };
}
