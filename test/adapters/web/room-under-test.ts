import { request } from "node:http";
import { resolve } from "node:path";
import { onTestFinished, vi } from "vitest";
import { webChat } from "../../../src/adapters/web/adapter.ts";
import type { Origin } from "../../../src/bot/origin.ts";
import type { Chat, Hear } from "../../../src/bot/ports/chat.ts";
import type { Log } from "../../../src/bot/ports/log.ts";
import type { Transcript, TranscriptLine } from "../../../src/bot/ports/transcript.ts";
import type { BotRequest } from "../../../src/bot/requests/request.ts";
import type { Card, Reply } from "../../../src/cards/card.ts";
import { plain } from "../../../src/cards/prose.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";

/** A transcript that ends with the test. */
export function memoryTranscript(): Transcript & { erase(id: string): void } {
  const lines = new Map<string, TranscriptLine>();
  let number = 0;
  return {
    async save(line) {
      const first = lines.get(line.id);
      const saved = first ?? { ...line, number: ++number };
      lines.set(line.id, saved);
      return { line: saved, isNew: first === undefined };
    },
    async replace(id, body) {
      const old = lines.get(id);
      if (!old) return null;
      lines.set(id, { ...old, body });
      return lines.get(id) as TranscriptLine;
    },
    async replacePrivate(id, user, body) {
      const old = lines.get(id);
      return old?.seenBy === user && old.author === null ? this.replace(id, body) : null;
    },
    find: async (id) => lines.get(id) ?? null,
    async recent(channel, user, limit) {
      const seen = [...lines.values()].filter((line) => line.seenBy === null || line.seenBy === user);
      return seen.filter((line) => line.channel === channel).slice(-limit);
    },
    erase: (id) => lines.delete(id),
  };
}

export function card(title: string, changes: Partial<Card> = {}): Card {
  return { type: "card", tone: "neutral", title, blocks: [], buttons: [], reference: [], ...changes };
}

/** A question with two open choices, A under `answer:asked-0001:0`. */
export function questionCard(title: string, presentation = "asked-0001"): Card {
  const button = (letter: string, index: number) =>
    ({
      id: `answer:${presentation}:${index}`,
      label: letter,
      spoken: `${letter}: choice ${letter}`,
      style: "choice",
    }) as const;
  return card(title, {
    tone: "question",
    blocks: [
      { type: "text", text: plain("What is printed first?") },
      {
        type: "choices",
        choices: ["A", "B"].map((letter) => ({
          letter,
          text: plain(`choice ${letter}`),
          mark: "open" as const,
          markText: "",
          share: null,
        })),
      },
    ],
    buttons: [[button("A", 0), button("B", 1)]],
  });
}

/** Answers each request with a card whose title is its type. */
export async function echo(request: BotRequest): Promise<Reply> {
  if (request.type === "suggest") {
    return { type: "suggestions", items: [{ value: "play", label: `play after ${request.typed}` }] };
  }
  if (request.type === "settings-form") {
    return {
      type: "form",
      title: "Daily",
      intro: plain("Once a day."),
      fields: [],
      id: "settings-daily",
      submit: "Save",
    };
  }
  if (request.type === "play") return questionCard("play");
  return card(request.type === "declined" ? `declined ${request.refusal.code}` : request.type);
}

/** A request, and who made it. */
type ReceivedRequest = BotRequest & { readonly origin: Origin };

export interface RoomUnderTest {
  readonly chat: Chat & { address(): string };
  readonly transcript: ReturnType<typeof memoryTranscript>;
  readonly port: number;
  readonly heard: ReceivedRequest[];
  readonly errors: unknown[];
}

/** Opens a room at a free port. It closes when the test ends. */
export async function openRoom(
  options: { hear?: Hear; transcript?: ReturnType<typeof memoryTranscript>; port?: number } = {},
): Promise<RoomUnderTest> {
  const transcript = options.transcript ?? memoryTranscript();
  const heard: ReceivedRequest[] = [];
  const errors: unknown[] = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (_, fields) => errors.push(fields) };
  let rendered = 0;
  const ids = { next: () => `id${Date.now().toString(36)}${String(++rendered).padStart(20, "0")}`.slice(0, 30) };
  const clock = { now: () => Date.UTC(2026, 10, 24, 9, rendered % 60) };
  const assetsFolder = resolve("assets/room");
  const chat = webChat({ port: options.port ?? 0, transcript, words: wordsEn, clock, ids, log, assetsFolder });
  await chat.start((request, origin) => {
    heard.push({ ...request, origin });
    return (options.hear ?? echo)(request, origin);
  });
  onTestFinished(() => chat.stop());
  return { chat, transcript, port: Number(new URL(chat.address()).port), heard, errors };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request exactly as given, without the headers that a normal client would add. */
export function send(
  port: number,
  options: { method?: string; path: string; headers?: Readonly<Record<string, string>>; body?: string },
): Promise<Answer> {
  const { method = "GET", path, headers = {}, body } = options;
  return new Promise((done, failed) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on("error", failed);
    sent.end(body);
  });
}

export interface Heard {
  readonly event: string;
  readonly id: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what the page would
  readonly data: any;
}

/** One person's browser: its cookies, and its open pages. */
export interface Browser {
  readonly cookie: string;
  post(path: string, body: unknown): Promise<Answer>;
  /** Opens a page's stream. */
  listen(since?: string): Promise<Listener>;
}

interface Listener {
  readonly signals: Heard[];
  /** Waits for a signal; fails after some time. */
  until(wanted: (signal: Heard) => boolean): Promise<Heard>;
  readonly ended: Promise<void>;
  leave(): void;
}

/** A new person's browser; null for somebody who has not chosen a name. */
export async function openBrowser(port: number, name: string | null): Promise<Browser> {
  let cookie = "";
  const post = (path: string, body: unknown) =>
    send(port, {
      method: "POST",
      path,
      headers: { Cookie: cookie, Origin: `http://127.0.0.1:${port}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  cookie = cookiesOf(await post("/name", { name: name ?? "" }));
  return { cookie, post, listen: (since) => listen(port, cookie, since ?? null) };
}

function cookiesOf(answer: Answer): string {
  const set = answer.headers["set-cookie"] ?? [];
  return [set]
    .flat()
    .map((each) => each.split(";")[0])
    .join("; ");
}

function listen(port: number, cookie: string, since: string | null): Promise<Listener> {
  const headers = { Cookie: cookie, ...(since === null ? {} : { "Last-Event-ID": since }) };
  return new Promise((opened, failed) => {
    const sent = request({ host: "127.0.0.1", port, path: "/events", headers, agent: false }, (response) => {
      const signals: Heard[] = [];
      let rest = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        const pieces = (rest + piece).split("\n\n");
        rest = pieces.pop() as string;
        signals.push(...pieces.flatMap(signalOf));
      });
      const ended = new Promise<void>((end) => response.on("close", end));
      opened({ signals, ended, until: (wanted) => until(signals, wanted), leave: () => sent.destroy() });
    });
    sent.on("error", failed);
    sent.end();
  });
}

function signalOf(text: string): Heard[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? null;
  const event = field("event");
  return event === null ? [] : [{ event, id: field("id"), data: JSON.parse(field("data") as string) }];
}

async function until(signals: readonly Heard[], wanted: (signal: Heard) => boolean): Promise<Heard> {
  const found = await vi.waitUntil(() => signals.find(wanted), { timeout: 60_000, interval: 10 }).catch(() => null);
  if (!found) throw new Error(`not heard; but ${JSON.stringify(signals, null, 1)}`);
  return found;
}

export function containing(text: string): (signal: Heard) => boolean {
  return ({ event, data }) => event === "line" && data.html.includes(text);
}
