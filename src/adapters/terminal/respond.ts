import type { Hear } from "../../bot/ports/chat.ts";
import type { Log } from "../../bot/ports/log.ts";
import { readForm } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import type { Card, Form, FormField, Reply } from "../../cards/card.ts";
import { wordsOf } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { answerRequest, apologyOf } from "../kit/answer.ts";
import { channelOf, commandIn, heardIn, originOf, type TerminalUser } from "./listen.ts";
import { type ButtonKey, keysOf, renderCard } from "./render.ts";
import { type TextScreen, usualPrompt } from "./screen.ts";

interface LineOptions {
  readonly hear: Hear;
  readonly user: TerminalUser;
  readonly words: Words;
  readonly log: Log;
}

/** Answers the lines that a person types. */
export interface TerminalResponder {
  /** Answers one line; "quit" if the person wants to leave. */
  answer(line: string, screen: TextScreen): Promise<"answered" | "quit">;
  /** What could replace the text typed so far. */
  suggest(typed: string): Promise<readonly string[]>;
  show(card: Card, screen: TextScreen): void;
  /** The prompt for the next line. */
  prompt(): string;
}

/** A form whose fields are typed one after the other. */
interface OpenForm {
  readonly form: Form;
  readonly values: Record<string, string>;
  /** The index of the current field. */
  next: number;
  /** The lines typed so far for a field of several lines. */
  lines: string[];
}

export function openTerminalResponder(options: LineOptions): TerminalResponder {
  const { hear, user, words, log } = options;
  /** The keys on the screen. If two buttons have the same key, the later card's button gets it. */
  let keys: readonly ButtonKey[] = [];
  let open: OpenForm | null = null;

  function show(card: Card, screen: TextScreen): void {
    const added = keysOf(card);
    keys = [...added, ...keys.filter(({ key }) => !added.some((later) => later.key === key))];
    screen.print(`\n${renderCard(card, screen.options())}\n`);
  }

  async function ask(request: BotRequest, screen: TextScreen): Promise<void> {
    // The person waits for the answer, and nothing else can acknowledge a line.
    const exchange = {
      firstResponseMs: Number.POSITIVE_INFINITY,
      acknowledge: async () => false,
      followUp: async () => {},
      async respond(reply: Reply) {
        if (reply.type === "card") show(reply, screen);
        if (reply.type === "form") start(reply, screen);
      },
    };
    const incoming = { request, pressedOwn: false, hear: () => hear(request, originOf(user)) };
    await answerRequest(incoming, exchange, apologyOf(words, log));
  }

  function start(form: Form, screen: TextScreen): void {
    open = { form, values: {}, next: 0, lines: [] };
    screen.print(`\n${introductionOf(words, form)}\n`);
    printField(words, open, screen);
  }

  async function fillIn(form: OpenForm, line: string, screen: TextScreen): Promise<void> {
    const taken = takeFormLine(form, line);
    if (taken === "next-field") printField(words, form, screen);
    if (taken === "next-field" || taken === "next-line") return;
    open = null;
    if (taken === "cancelled") return screen.print(`${words.terminal.nothingChanged}\n\n`);
    await ask(readForm(form.form.id, form.values, channelOf), screen);
  }

  return {
    show,
    prompt: () => (open ? formPrompt(words, open) : usualPrompt),
    async answer(line, screen) {
      if (open) {
        await fillIn(open, line, screen);
        return "answered";
      }
      const heard = heardIn(line, keys);
      if (heard.type === "quit") return "quit";
      if (heard.type === "request") await ask(heard.request, screen);
      return "answered";
    },
    async suggest(typed) {
      // Values of a form are not commands.
      if (open) return [];
      const command = commandIn(typed);
      const reply = await hear({ type: "suggest", typed: command }, originOf(user));
      if (reply.type !== "suggestions") return [];
      const before = typed.slice(0, typed.length - command.length);
      return reply.items.map((item) => `${before}${item.value}`);
    },
  };
}

/** In a window, the field is the prompt. A pipe has no prompt, so the field is printed. */
function printField(words: Words, form: OpenForm, screen: TextScreen): void {
  if (!screen.isWindow) screen.print(`${formPrompt(words, form).trimEnd()}\n`);
}

const endOfLines = ".";

function introductionOf({ terminal }: Words, form: Form): string {
  const hasLines = form.fields.some((field) => field.kind === "code");
  const how = hasLines ? terminal.codeHow : terminal.fieldHow;
  return `${withoutControls(`${form.title}. ${wordsOf(form.intro)}`)}\n${how}`;
}

function takeFormLine(open: OpenForm, line: string): "next-field" | "next-line" | "cancelled" | "complete" {
  const field = open.form.fields[open.next];
  if (!field) return "complete";
  const isEnd = line.trim() === endOfLines;
  if (isEnd && open.lines.length === 0) return "cancelled";
  if (field.kind === "code" && !isEnd) {
    open.lines.push(line);
    return "next-line";
  }
  if (field.kind === "option" && !isOption(field, line)) return "next-field";
  open.values[field.name] = field.kind === "code" ? open.lines.join("\n") : typedValue(field, line);
  open.lines = [];
  open.next++;
  return open.next < open.form.fields.length ? "next-field" : "complete";
}

function typedValue(field: FormField, line: string): string {
  return line.trim() === "" ? field.value : line;
}

function isOption(field: Extract<FormField, { kind: "option" }>, line: string): boolean {
  const typed = typedValue(field, line).trim().toLowerCase();
  return field.options.some(({ value }) => value === typed);
}

function formPrompt({ terminal }: Words, open: OpenForm): string {
  const field = open.form.fields[open.next];
  if (!field) return "";
  if (field.kind === "code") return open.lines.length === 0 ? withoutControls(`${field.label}, ${field.hint}:\n`) : "";
  const options = field.kind === "option" ? `: ${field.options.map(({ value }) => value).join(terminal.or)}` : "";
  const current = field.value === "" ? "" : ` [${field.value}]`;
  return withoutControls(`${field.label}, ${field.hint}${options}${current}: `);
}
