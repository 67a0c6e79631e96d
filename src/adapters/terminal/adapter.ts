import type { Origin } from "../../bot/origin.ts";
import type { Chat, Hear } from "../../bot/ports/chat.ts";
import type { Log } from "../../bot/ports/log.ts";
import { readForm } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import type { Card, Form, Reply } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import { channelOf, commandIn, heardIn, place } from "./listen.ts";
import { type Key, keysOf, renderCard } from "./render.ts";
import { formPrompt, introductionOf, type OpenForm, openedForm, takeFormLine } from "./respond.ts";
import { openScreen, type Screen, usualPrompt } from "./screen.ts";

export interface TerminalOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly user: { readonly id: string; readonly name: string };
  readonly words: Words;
  readonly log: Log;
  /** The person quits, or the input ends and every answer is printed. */
  readonly ended: () => void;
}

/** One person's sitting: what is asked, shown and still to be pressed. */
interface Sitting {
  readonly options: TerminalOptions;
  readonly hear: Hear;
  readonly screen: Screen;
  /** The keys on the screen; of two buttons with one key the later card's counts. */
  keys: readonly Key[];
  /** The form that is being filled in. */
  form: OpenForm | null;
  stopped: boolean;
}

/** The quiz for whoever sits at this machine's terminal. */
export function terminalChat(options: TerminalOptions): Chat {
  let sitting: Sitting | null = null;
  let talk: Promise<void> = Promise.resolve();
  const show = (card: Card) => {
    if (sitting) showCard(sitting, card);
  };
  /** What was printed before a restart is on nobody's screen any more. */
  const post: Chat["post"] = async ({ channel, key, card }) => {
    if (channel !== place.channel) return { type: "failed", reason: "no-channel" };
    show(card);
    return { type: "posted", message: key };
  };
  return {
    name: "terminal",
    start: async (hear) => {
      // A tab in what is typed into a form completes no command.
      const complete = async (typed: string) => (sitting?.form ? [] : suggestions(options, hear, typed));
      const screen = openScreen(options.input, options.output, complete);
      sitting = { options, hear, screen, keys: [], form: null, stopped: false };
      talk = converse(sitting);
    },
    post,
    postAgain: post,
    // What has been printed stays as it was printed.
    edit: async () => {},
    stop: async () => {
      if (sitting) sitting.stopped = true;
      sitting?.screen.close();
      await talk;
    },
  };
}

async function converse(sitting: Sitting): Promise<void> {
  const { screen, options } = sitting;
  screen.prompt(usualPrompt);
  for await (const line of screen.lines) {
    const goesOn = await takeLine(sitting, line);
    if (!goesOn || sitting.stopped) break;
    screen.prompt(promptOf(sitting));
  }
  screen.close();
  options.ended();
}

/** Answers one line; false where the person leaves. */
async function takeLine(sitting: Sitting, line: string): Promise<boolean> {
  if (sitting.form) {
    await fillIn(sitting, sitting.form, line);
    return true;
  }
  const heard = heardIn(line, sitting.keys);
  if (heard.type === "quit") return false;
  if (heard.type === "request") await ask(sitting, heard.request);
  return true;
}

async function ask(sitting: Sitting, request: BotRequest): Promise<void> {
  const { hear, options, screen } = sitting;
  try {
    show(sitting, await hear(request, originOf(options)));
  } catch (error) {
    options.log.error("a command failed", { request: request.type, error: String(error) });
    screen.print(`${options.words.crash.text}\n\n`);
  }
}

function show(sitting: Sitting, reply: Reply): void {
  if (reply.type === "card") showCard(sitting, reply);
  if (reply.type === "form") openForm(sitting, reply);
}

function showCard(sitting: Sitting, card: Card): void {
  const keys = keysOf(card);
  const earlier = sitting.keys.filter(({ key }) => !keys.some((later) => later.key === key));
  sitting.keys = [...keys, ...earlier];
  sitting.screen.print(`\n${renderCard(card, sitting.screen.look())}\n`);
}

function openForm(sitting: Sitting, form: Form): void {
  sitting.form = openedForm(form);
  sitting.screen.print(`\n${introductionOf(sitting.options.words, sitting.form)}\n`);
  printField(sitting);
}

async function fillIn(sitting: Sitting, open: OpenForm, line: string): Promise<void> {
  switch (takeFormLine(open, line)) {
    case "goes-on":
      return;
    case "asks":
      return printField(sitting);
    case "cancelled":
      sitting.form = null;
      return sitting.screen.print(`${sitting.options.words.terminal.nothingChanged}\n\n`);
    case "filled":
      sitting.form = null;
      await ask(sitting, readForm(open.form.id, open.values, channelOf));
  }
}

/** In a window the field is the prompt; in a pipe it is printed. */
function printField(sitting: Sitting): void {
  if (!sitting.options.output.isTTY) sitting.screen.print(`${promptOf(sitting).trimEnd()}\n`);
}

function promptOf({ form, options }: Sitting): string {
  return form ? formPrompt(options.words, form) : usualPrompt;
}

async function suggestions(options: TerminalOptions, hear: Hear, typed: string): Promise<readonly string[]> {
  const command = commandIn(typed);
  const reply = await hear({ type: "suggest", typed: command }, originOf(options));
  if (reply.type !== "suggestions") return [];
  const before = typed.slice(0, typed.length - command.length);
  return reply.items.map((item) => `${before}${item.value}`);
}

/** The person at the terminal runs the program, and so may change its settings. */
function originOf({ user }: TerminalOptions): Origin {
  return { chat: "terminal", ...place, user: { ...user, scope: "workspace" }, message: null, admin: true };
}
