import { resolve } from "node:path";
import { vi } from "vitest";
import { webChat } from "../../../src/adapters/web/adapter.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { systemIds } from "../../../src/cli/system-ids.ts";
import {
  type ChatDriver,
  type ChatUnderTest,
  type DriverOptions,
  openBotWith,
  type Shown,
} from "../../contracts/chat-driver.ts";
import { openTestTime } from "../../test-time.ts";
import { htmlText } from "./html-text.ts";
import { openBrowser } from "./room-under-test.ts";

interface Line {
  readonly id: string;
  readonly html: string;
  readonly isBot: boolean;
  readonly isPrivate: boolean;
}

async function open(options: DriverOptions): Promise<ChatDriver> {
  const time = openTestTime();
  const assetsFolder = resolve("assets/room");
  const { bot, chat, store } = await openBotWith(time, options, ({ log, transcript }) =>
    webChat({ port: 0, transcript, words: wordsEn, clock: time, ids: systemIds, log, assetsFolder }),
  );
  const ada = await openBrowser(Number(new URL(chat.address()).port), "Ada");
  const page = await ada.listen();
  const person = /person=(\w+)/.exec(ada.cookie)?.[1] ?? "";

  /** The bot's lines on the page, in the order of their last change. */
  const lines = (): readonly Line[] =>
    page.signals
      .filter(({ event }) => event === "line")
      .map(({ data: { id, html } }) => {
        return { id, html, isBot: html.includes('class="line bot"'), isPrivate: html.includes("data-private") };
      })
      .filter(({ isBot }) => isBot);
  const htmlOf = (id: string) => lines().findLast((line) => line.id === id)?.html ?? "";

  /** What appears after an action: a form in the response, or a new or changed line. */
  async function shownAfter(path: string, body: unknown): Promise<Shown> {
    const before = lines().filter(({ isPrivate }) => isPrivate).length;
    const answer = JSON.parse((await ada.post(path, body)).body);
    if (answer.type === "form") return shownForm(answer.html);
    const changed = () => lines().filter(({ isPrivate }) => isPrivate)[before];
    return shownLine((await vi.waitUntil(changed, { timeout: 60_000 })).id);
  }

  function shownLine(id: string): Shown {
    return {
      id,
      isPrivate: htmlOf(id).includes("data-private"),
      text: () => htmlText(htmlOf(id)),
      press: (label) => shownAfter("/press", { line: id, button: buttonId(htmlOf(id), label) }),
      submit: async () => Promise.reject(new Error("a line is no form")),
    };
  }

  function shownForm(html: string): Shown {
    const id = /data-form="([^"]*)"/.exec(html)?.[1] ?? "";
    return {
      id: `form ${id}`,
      isPrivate: true,
      text: () => htmlText(html),
      press: async (label) => Promise.reject(new Error(`a form has no button ${label}`)),
      submit: (values) => shownAfter("/form", { id, values }),
    };
  }

  return {
    bot,
    chat,
    store,
    time,
    channel: "room",
    origin: { chat: "web", workspace: "room", user: { id: person, name: "Ada", scope: "workspace" } },
    types: (words, { channel, ...values } = {}) => {
      const given = [...(channel === undefined ? [] : ["#room"]), ...Object.values(values)];
      return shownAfter("/say", { text: `/${[words, ...given].join(" ")}` });
    },
    posts: () => {
      const ids = lines().filter(({ isPrivate }) => !isPrivate);
      return [...new Set(ids.map(({ id }) => id))].map(shownLine);
    },
    // A browser waits for its response.
    acknowledgedLate: async () => {},
  };
}

/** The id of a button by its letter or its label. */
function buttonId(html: string, label: string): string {
  for (const [, attributes = "", inside = ""] of html.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)) {
    const letter = /data-letter="([^"]*)"/.exec(attributes)?.[1];
    const id = /data-button="([^"]*)"/.exec(attributes)?.[1];
    if (id !== undefined && (letter === label || htmlText(inside).trim() === label)) return id;
  }
  throw new Error(`no button ${label} in ${htmlText(html)}`);
}

export const webUnderTest: ChatUnderTest = {
  name: "The room",
  capabilities: { edits: true, inPlace: true, lateForm: "opens" },
  open,
};
