import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { terminalChat } from "../../../src/adapters/terminal/adapter.ts";
import type { Origin } from "../../../src/bot/origin.ts";
import type { Hear } from "../../../src/bot/ports/chat.ts";
import type { Log } from "../../../src/bot/ports/log.ts";
import type { BotRequest } from "../../../src/bot/requests/request.ts";
import type { Button, Card, Form } from "../../../src/cards/card.ts";
import { plain } from "../../../src/cards/prose.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";

const letter = (label: string, id: string): Button => ({ id, label, spoken: label, style: "choice" });
const question = (title: string, id: string): Card => ({
  type: "card",
  tone: "question",
  title,
  blocks: [],
  buttons: [[letter("A", `answer:${id}:0`), letter("B", `answer:${id}:1`)]],
  reference: [],
});
const form: Form = {
  type: "form",
  id: "settings-daily",
  title: "Daily question",
  intro: plain("Once a day."),
  submit: "Save",
  fields: [
    { name: "channel", label: "Channel", hint: "where", value: "terminal", kind: "channel" },
    { name: "time", label: "Time", hint: "when", value: "09:00", kind: "text" },
    { name: "zone", label: "Zone", hint: "which", value: "UTC", kind: "text" },
    { name: "days", label: "Days", hint: "which", value: "mon-fri", kind: "text" },
  ],
};

type ReceivedRequest = BotRequest & { readonly origin: Origin };

interface Sat {
  readonly heard: ReceivedRequest[];
  readonly output: () => string;
  readonly logged: string[];
}

/** Types the lines through a pipe and waits for the end. */
async function sit(lines: readonly string[], answer: Hear, onInputEnd = () => {}): Promise<Sat> {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
  });
  const heard: ReceivedRequest[] = [];
  const logged: string[] = [];
  const log: Log = { info: () => {}, warn: () => {}, error: (message) => void logged.push(message) };
  const user = { id: "1", name: "ada" };
  await new Promise<void>((ended) => {
    const chat = terminalChat({
      input,
      output,
      user,
      words: wordsEn,
      log,
      ended,
    });
    void chat.start(async (request, origin) => {
      heard.push({ ...request, origin });
      return answer(request, origin);
    });
    input.on("close", onInputEnd);
    input.end(`${lines.join("\n")}\n`);
  });
  return { heard, output: () => shown, logged };
}

const requestsOf = (sat: Sat) => sat.heard.map(({ origin: _, ...request }) => request);

test("one command per line is answered in order, with and without its name", async () => {
  const sat = await sit(["play", "/async-quiz leaderboard month", "", "/help"], async ({ type }) =>
    question(type, "x"),
  );
  expect(requestsOf(sat)).toEqual([
    { type: "play", topic: null },
    { type: "leaderboard", window: "month" },
    { type: "help" },
  ]);
  expect(sat.output().match(/^(play|leaderboard|help)$/gm)).toEqual(["play", "leaderboard", "help"]);
  expect(sat.output()).not.toContain("async-quiz>");
});

test("a letter presses the latest card that has it, in upper or lower case", async () => {
  let presentation = 0;
  const sat = await sit(["play", "b", "play", "A"], async () => question("Q", `question${++presentation}`));
  expect(requestsOf(sat).filter(({ type }) => type === "answer")).toEqual([
    { type: "answer", presentation: "question1", pick: 1 },
    { type: "answer", presentation: "question3", pick: 0 },
  ]);
});

test("a form asks field by field; an empty line keeps the value, a dot cancels", async () => {
  const opens: Hear = async ({ type }) => (type === "settings" ? form : question(type, "x"));
  const sat = await sit(["settings", "", "21:30", "Europe/Berlin", "daily", "settings", ".", "help"], opens);
  expect(requestsOf(sat)).toEqual([
    { type: "settings" },
    {
      type: "settings-daily",
      channel: "terminal",
      minuteOfDay: 21 * 60 + 30,
      zone: "Europe/Berlin",
      weekdays: [1, 2, 3, 4, 5, 6, 7],
    },
    { type: "settings" },
    { type: "help" },
  ]);
  expect(sat.output()).toContain("Time, when [09:00]:");
});

test("quit ends, and what comes after it is not read", async () => {
  const sat = await sit(["quit", "play"], async () => question("Q", "x"));
  expect(sat.heard).toEqual([]);
});

test("the last answer is printed before the end, even if it is ready only after the input has ended", async () => {
  let endInput = () => {};
  const inputEnded = new Promise<void>((resolve) => {
    endInput = resolve;
  });
  const sat = await sit(
    ["play"],
    async () => {
      await inputEnded;
      return question("late but there", "x");
    },
    () => endInput(),
  );
  expect(sat.output()).toContain("late but there");
});

test("a line that is too long is declined, and a bug is reported without its details", async () => {
  const sat = await sit(["x".repeat(4001), "play"], async (command) => {
    if (command.type === "play") throw new Error("secret insides");
    return question("declined", "x");
  });
  expect(requestsOf(sat)[0]).toEqual({ type: "declined", refusal: { code: "too-long", limit: 4000 } });
  expect(sat.output()).toContain(wordsEn.crash.text.slice(0, 40));
  expect(sat.output()).not.toContain("secret");
  expect(sat.logged).toEqual(["a request failed"]);
});
