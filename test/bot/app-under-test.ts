import { resolve } from "node:path";
import { type Bot, openBot } from "../../src/bot/bot.ts";
import { buttonRequest } from "../../src/bot/button-id.ts";
import type { From, Request } from "../../src/bot/command.ts";
import { requestOf } from "../../src/bot/command-table.ts";
import type { Chat, Post, PostOutcome } from "../../src/bot/ports/chat.ts";
import type { ProgramAnalyzer } from "../../src/bot/ports/program-analyzer.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import type { Card } from "../../src/cards/card.ts";
import { plainText } from "../../src/cards/plain-text.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { type Bank, isQuestion } from "../../src/engine/bank/bank.ts";
import type { Instant } from "../../src/engine/community/calendar.ts";
import { choicesOf, isComposed } from "../../src/engine/question/question.ts";
import { openStore } from "../../src/store/open.ts";
import { directAnalyst } from "../direct-analyzer.ts";
import { shippedBank } from "../shipped-bank.ts";

/** The real bot over a real store, with a clock to set and a channel that keeps what was posted. */
export interface OpenHouse {
  readonly bot: Bot;
  readonly store: Store;
  readonly bank: Bank;
  readonly posts: Post[];
  readonly edits: Post[];
  /** The posts of which the bot asked what became of them. */
  readonly askedAfter: string[];
  readonly logged: string[];
  now: Instant;
  /** What the channel does with the next posts. */
  outcome: PostOutcome["type"] | "crash";
  says(person: string, text: string): Promise<Card>;
  presses(person: string, id: string): Promise<Card>;
  asks(person: string, request: Request, from?: Partial<From>): Promise<Card>;
}

export async function openHouse(
  url = "sqlite::memory:",
  now = Date.UTC(2026, 10, 24, 8, 0),
  change = (store: Store) => store,
  analyzer: ProgramAnalyzer = directAnalyst,
  ownBank: Bank | null = null,
): Promise<OpenHouse> {
  let serial = 0;
  const ids = { next: () => `id${now.toString(36)}${String(++serial).padStart(10, "0")}` };
  const opened = await openStore(url, { ids, now, migrationsFolder: resolve("migrations") });
  const store = change(opened.store);
  const bank = ownBank ?? (await shippedBank());
  const house = {
    store,
    bank,
    posts: [],
    edits: [],
    askedAfter: [],
    logged: [],
    now,
    outcome: "posted",
  } as unknown as OpenHouse & {
    bot: Bot;
  };
  const keep = (message: string) => void house.logged.push(message);
  house.bot = openBot({
    bank,
    store,
    analyzer,
    words: wordsEn,
    clock: { now: () => house.now },
    ids,
    log: { info: keep, warn: keep, error: keep },
  });
  await house.bot.join(channel(house));
  house.asks = (person, request, from) => hear(house, person, request, from);
  house.says = (person, text) =>
    house.asks(
      person,
      requestOf(text, (typed) => (typed === "#room" ? "room" : null)),
    );
  house.presses = (person, id) => house.asks(person, buttonRequest(id));
  return house;
}

/** A channel that, as Slack, would post twice what it is told twice. */
function channel(house: OpenHouse): Chat {
  return {
    name: "web",
    start: async () => {},
    stop: async () => {},
    edit: async (_message, post) => void house.edits.push(post),
    post: async (post) => {
      if (house.outcome === "crash") throw new Error("the connection broke");
      if (house.outcome === "failed") return { type: "failed", reason: "no-permission" };
      house.posts.push(post);
      if (house.outcome === "lost") return { type: "lost" };
      return { type: "posted", message: post.key };
    },
    postAgain: async (post) => {
      house.askedAfter.push(post.key);
      const stands = house.posts.some((one) => one.key === post.key);
      if (house.outcome === "lost") return { type: "lost" };
      if (!stands) house.posts.push(post);
      return { type: "posted", message: post.key };
    },
  };
}

async function hear(house: OpenHouse, person: string, request: Request, from: Partial<From> = {}): Promise<Card> {
  const reply = await house.bot.hear({
    ...request,
    from: {
      chat: "web",
      workspace: "room",
      channel: "room",
      channelName: "#room",
      user: { id: person, name: person },
      message: null,
      admin: true,
      ...from,
    },
  });
  if (reply.type !== "card") throw new Error(`a ${reply.type} where a card was meant`);
  return reply;
}

/** The id of the button with this label. */
export function buttonOf(card: Card, label: string): string {
  const found = card.buttons.flat().find((button) => button.label === label);
  if (!found) throw new Error(`no button ${label} on:\n${plainText(card)}`);
  return found.id;
}

/** The letter under which the question on this card shows its right choice. */
export async function rightLetter(house: OpenHouse, card: Card): Promise<string> {
  const request = buttonRequest(buttonOf(card, "A"));
  const presentation = "presentation" in request ? await house.store.presentations.find(request.presentation) : null;
  if (!presentation) throw new Error("no question on the card");
  return "ABCDE"[presentation.shown.indexOf(0)] as string;
}

/** Answers the question on this card as it should be, however many presses that takes. */
export async function answersRight(house: OpenHouse, person: string, card: Card): Promise<Card> {
  const request = buttonRequest(card.buttons.flat()[0]?.id ?? "");
  const presentation = "presentation" in request ? await house.store.presentations.find(request.presentation) : null;
  const question = presentation && house.bank.question(presentation.question);
  if (!presentation || !question || !isQuestion(question)) throw new Error("no question on the card");
  const letterOf = (choice: number) => "ABCDE"[presentation.shown.indexOf(choice)] as string;
  if (!isComposed(question)) return house.presses(person, buttonOf(card, letterOf(0)));
  const choices = [...choicesOf(question).keys()];
  const right = question.kind === "ordering" ? choices : choices.filter((choice) => question.options[choice]?.right);
  let shown = card;
  for (const choice of right) shown = await house.presses(person, buttonOf(shown, letterOf(choice)));
  return house.presses(person, buttonOf(shown, wordsEn.question.send));
}

export async function wrongLetter(house: OpenHouse, card: Card): Promise<string> {
  return (await rightLetter(house, card)) === "A" ? "B" : "A";
}
