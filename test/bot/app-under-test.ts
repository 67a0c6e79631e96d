import { resolve } from "node:path";
import { type Bot, openBot } from "../../src/bot/bot.ts";
import type { Origin } from "../../src/bot/origin.ts";
import type { Chat, Post, PostOutcome } from "../../src/bot/ports/chat.ts";
import type { ProgramAnalyzer } from "../../src/bot/ports/program-analyzer.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import { readButton, readCommand } from "../../src/bot/requests/catalogue.ts";
import type { BotRequest } from "../../src/bot/requests/request.ts";
import type { Card } from "../../src/cards/card.ts";
import { plainText } from "../../src/cards/plain-text.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { type Bank, isQuestion } from "../../src/engine/bank/bank.ts";
import type { Instant } from "../../src/engine/community/calendar.ts";
import type { PresentationId } from "../../src/engine/question/ids.ts";
import { choicesOf, isComposed } from "../../src/engine/question/question.ts";
import { openStore } from "../../src/store/open.ts";
import { directAnalyzer } from "../direct-analyzer.ts";
import { shippedBank } from "../shipped-bank.ts";

/** The real bot over a real store, with a clock to set and a channel that records posts. */
export interface App {
  readonly bot: Bot;
  readonly store: Store;
  readonly bank: Bank;
  readonly posts: Post[];
  readonly edits: Post[];
  /** The posts whose outcome the bot has asked for. */
  readonly outcomeLookups: string[];
  readonly logged: string[];
  now: Instant;
  /** What the channel does with the next posts. */
  outcome: PostOutcome["type"] | "crash";
  says(person: string, text: string): Promise<Card>;
  presses(person: string, id: string): Promise<Card>;
  asks(person: string, request: BotRequest, origin?: Partial<Origin>): Promise<Card>;
}

interface AppOptions {
  readonly url?: string | undefined;
  readonly now?: Instant;
  /** Replaces the opened store. */
  readonly change?: (store: Store) => Store;
  readonly analyzer?: ProgramAnalyzer;
  readonly bank?: Bank;
}

export async function openApp(options: AppOptions = {}): Promise<App> {
  const { url = "sqlite::memory:", now = Date.UTC(2026, 10, 24, 8, 0), analyzer = directAnalyzer } = options;
  let serial = 0;
  const ids = { next: () => `id${now.toString(36)}${String(++serial).padStart(10, "0")}` };
  const opened = await openStore(url, { ids, now, migrationsFolder: resolve("migrations") });
  const store = options.change ? options.change(opened.store) : opened.store;
  const bank = options.bank ?? (await shippedBank());
  const app = {
    store,
    bank,
    posts: [],
    edits: [],
    outcomeLookups: [],
    logged: [],
    now,
    outcome: "posted",
  } as unknown as App & {
    bot: Bot;
  };
  const record = (message: string) => void app.logged.push(message);
  app.bot = openBot({
    about: { version: "1.2.3", repository: "https://example.org/async-quiz" },
    bank,
    store,
    analyzer,
    words: wordsEn,
    clock: { now: () => app.now },
    ids,
    log: { info: record, warn: record, error: record },
  });
  await app.bot.join(channel(app));
  app.asks = (person, request, origin) => hear(app, person, request, origin);
  app.says = (person, text) =>
    app.asks(
      person,
      readCommand(text, (typed) => (typed === "#room" ? "room" : null)),
    );
  app.presses = (person, id) => app.asks(person, readButton(id));
  return app;
}

/** A store that fails the test when it is used. */
export function untouchable(store: Store): Store {
  const get = () => {
    throw new Error("the store was used");
  };
  return new Proxy(store, { get });
}

/** A channel that, like Slack, posts twice if it is asked twice. */
function channel(app: App): Chat {
  return {
    name: "web",
    start: async () => {},
    stop: async () => {},
    edit: async (_message, post) => void app.edits.push(post),
    post: async (post) => {
      if (app.outcome === "crash") throw new Error("the connection broke");
      if (app.outcome === "failed") return { type: "failed", reason: "no-permission" };
      app.posts.push(post);
      if (app.outcome === "lost") return { type: "lost" };
      return { type: "posted", message: post.key };
    },
    postAgain: async (post) => {
      app.outcomeLookups.push(post.key);
      const stands = app.posts.some((one) => one.key === post.key);
      if (app.outcome === "lost") return { type: "lost" };
      if (!stands) app.posts.push(post);
      return { type: "posted", message: post.key };
    },
  };
}

/** A person in the only community of the app under test, who may change its settings. */
export function originOf(person: string): Origin {
  const room = { chat: "web", workspace: "room", channel: "room", channelName: "#room" } as const;
  return { ...room, user: { id: person, name: person, scope: "workspace" }, message: null, admin: true };
}

async function hear(app: App, person: string, request: BotRequest, origin: Partial<Origin> = {}): Promise<Card> {
  const reply = await app.bot.hear(request, { ...originOf(person), ...origin });
  if (reply.type !== "card") throw new Error(`a ${reply.type} where a card was meant`);
  return reply;
}

/** The id of the button with this label. */
export function buttonOf(card: Card, label: string): string {
  const found = card.buttons.flat().find((button) => button.label === label);
  if (!found) throw new Error(`no button ${label} on:\n${plainText(card)}`);
  return found.id;
}

/** The presentation that the buttons of this card answer. */
export function presentationOn(card: Card): PresentationId {
  const found = card.buttons.flat().map(({ id }) => readButton(id));
  for (const request of found) if ("presentation" in request) return request.presentation;
  throw new Error(`no question on:\n${plainText(card)}`);
}

/** The letter under which the question on this card shows its right choice. */
export async function rightLetter(app: App, card: Card): Promise<string> {
  const presentation = await app.store.presentations.find(presentationOn(card));
  return letterOf(presentation?.shown ?? [], 0);
}

/** Answers the question on this card correctly, with as many presses as it takes. */
export async function answersRight(app: App, person: string, card: Card, origin: Partial<Origin> = {}): Promise<Card> {
  const presses = (id: string) => app.asks(person, readButton(id), origin);
  const presentation = await app.store.presentations.find(presentationOn(card));
  const question = presentation && app.bank.question(presentation.question);
  if (!question || !isQuestion(question)) throw new Error("the question is gone");
  const { shown: order } = presentation;
  if (!isComposed(question)) return presses(buttonOf(card, letterOf(order, 0)));
  const choices = [...choicesOf(question).keys()];
  const right = question.kind === "ordering" ? choices : choices.filter((choice) => question.options[choice]?.right);
  let shown = card;
  for (const choice of right) shown = await presses(buttonOf(shown, letterOf(order, choice)));
  return presses(buttonOf(shown, wordsEn.question.send));
}

function letterOf(shown: readonly number[], choice: number): string {
  return "ABCDE".charAt(shown.indexOf(choice));
}

export async function wrongLetter(app: App, card: Card): Promise<string> {
  return (await rightLetter(app, card)) === "A" ? "B" : "A";
}
