import { PassThrough } from "node:stream";
import { vi } from "vitest";
import { terminalChat } from "../../../src/adapters/terminal/adapter.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import {
  type ChatDriver,
  type ChatUnderTest,
  type DriverOptions,
  openBotWith,
  type Shown,
} from "../../contracts/chat-driver.ts";
import { openTestTime } from "../../test-time.ts";

const user = { id: "1", name: "ada" };

async function open(options: DriverOptions): Promise<ChatDriver> {
  const time = openTestTime();
  const input = new PassThrough();
  const output = new PassThrough();
  const printed: string[] = [];
  output.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const { bot, chat, store } = await openBotWith(time, options, ({ log }) =>
    terminalChat({ input, output, user, words: wordsEn, log, ended: () => {} }),
  );

  /** Types lines, and resolves to what is printed after the last one. */
  async function shownAfter(lines: readonly string[], isForm: boolean): Promise<Shown> {
    // Each line but the last prints the next field, or nothing.
    const before = printed.length;
    input.write(`${lines.join("\n")}\n`);
    const isCard = (text: string) => text.startsWith("\n");
    const at = await vi.waitUntil(() => printed.findIndex((text, index) => index >= before && isCard(text)) + 1, {
      timeout: 60_000,
    });
    // A form prints its introduction and then its first field.
    await new Promise((later) => setImmediate(later));
    return shown(at - 1, isForm ? printed.slice(at - 1).join("") : null);
  }

  function shown(index: number, text: string | null = null): Shown {
    const answerText = text ?? printed.slice(index).join("");
    return {
      id: String(index),
      // Nobody else sees the screen.
      isPrivate: true,
      text: () => answerText,
      press: (label) => shownAfter([keyOf(printed[index] ?? "", label)], false),
      submit: (values) => shownAfter(formLines(values), false),
    };
  }

  return {
    bot,
    chat,
    store,
    time,
    channel: "terminal",
    origin: { chat: "terminal", workspace: "terminal", user: { ...user, scope: "workspace" } },
    types: (words, { channel, ...values } = {}) =>
      shownAfter([[words, ...(channel === undefined ? [] : ["#terminal"]), ...Object.values(values)].join(" ")], false),
    posts: () => printed.flatMap((text, index) => (text.includes("Question of the day") ? [shown(index, text)] : [])),
    // The person is waiting.
    acknowledgedLate: async () => {},
  };
}

/** The lines that fill in a form: a program ends with a dot. */
function formLines(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => (name === "code" ? [...value.split("\n"), "."] : [value]));
}

/** The key of a button: the letter itself, or what is printed before its label. */
function keyOf(card: string, label: string): string {
  const line = card.slice(card.lastIndexOf("\n["));
  const found = [...line.replaceAll("\n", " ").matchAll(/\[([^\]]+)\]/g)].map(([, inside = ""]) => inside);
  const button = found.find((inside) => inside === label || inside.slice(inside.indexOf(" ") + 1) === label);
  if (button === undefined) throw new Error(`no button ${label} in ${card}`);
  return button.split(" ", 1)[0] ?? "";
}

export const terminalUnderTest: ChatUnderTest = {
  name: "The terminal",
  capabilities: { edits: false, inPlace: false, lateForm: "opens" },
  open,
};
