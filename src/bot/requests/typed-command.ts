import type { Suggestions } from "../../cards/card.ts";
import { slashCommand } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import { nearest } from "../../text/nearest.ts";
import { type BotRequest, declined } from "./request.ts";

/** The command's name on every chat. */
export const commandName = slashCommand.slice(1);

/** Longer input is not read as a command. */
export const commandLimit = 4000;

/** The most suggestions that every chat shows (the limit of Discord's autocomplete). */
const maxSuggestions = 25;

/** Turns what a person typed for a channel into the chat's own id; null if there is no such channel. */
export type ChannelOf = (typed: string) => string | null;

export interface ArgumentSpec {
  readonly name: string;
  readonly kind: "text" | "channel";
  readonly required: boolean;
  /** Whether it takes the rest of the line, spaces included; only the last argument can. */
  readonly takesRest?: boolean;
  /** Its description, for chats that explain arguments. */
  readonly hint: (words: Words) => string;
  /** The values it can have, if the list is closed. */
  readonly choices?: readonly ArgumentChoice[];
  /** Values to suggest while it is being typed, if there is no closed list. */
  readonly suggestions?: () => readonly string[];
}

interface ArgumentChoice {
  readonly value: string;
  readonly label: (words: Words) => string;
}

/** What a person typed, by the argument's name. An argument that was left out is empty or missing. */
export type TypedValues = Readonly<Record<string, string>>;

/** A command people can type: its words, its arguments, who may use it, and the request it makes. */
export interface TypedCommand {
  readonly words: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly who: "everyone" | "admins";
  readonly help: (words: Words) => string;
  readonly read: (values: TypedValues, channelOf: ChannelOf) => BotRequest;
}

/** Reads what a person typed after `/async-quiz`. */
export function readTyped(commands: readonly TypedCommand[], text: string, channelOf: ChannelOf): BotRequest {
  if (text.length > commandLimit) return declined({ code: "too-long", limit: commandLimit });
  const typed = text.split(/\s+/).filter(Boolean);
  const [first] = typed;
  if (first === undefined) return { type: "play", topic: null };
  const command = commandOf(commands, typed);
  const rest = command ? typed.slice(command.words.length) : [];
  if (!command || rest.length > maxArguments(command)) {
    const known = commands.map(({ words }) => words.join(" "));
    const firstWords = known.filter((each) => !each.includes(" "));
    const found = nearest(typed.join(" "), known) ?? nearest(first, firstWords);
    return declined({ code: "unknown-command", typed: text.trim(), nearest: found });
  }
  return command.read(valuesOf(command, rest), channelOf);
}

/** The command that the text begins with; if several fit, the one with the most words. */
function commandOf(commands: readonly TypedCommand[], typed: readonly string[]): TypedCommand | null {
  const lower = typed.map((word) => word.toLowerCase());
  const fitting = commands.filter(({ words }) => words.every((word, index) => lower[index] === word));
  return fitting.sort((a, b) => b.words.length - a.words.length)[0] ?? null;
}

function maxArguments({ arguments: all }: TypedCommand): number {
  return all.at(-1)?.takesRest ? Number.POSITIVE_INFINITY : all.length;
}

function valuesOf({ arguments: all }: TypedCommand, rest: readonly string[]): TypedValues {
  return Object.fromEntries(
    all.map(({ name, takesRest }, index) => [name, takesRest ? rest.slice(index).join(" ") : (rest[index] ?? "")]),
  );
}

/** How the arguments of a command are typed: `[today|week|month|all]`. */
export function argumentsOf({ arguments: all }: TypedCommand): string {
  const typed = all.map(({ name, choices, required }) => {
    const shown = choices?.map(({ value }) => value).join("|") ?? name.toUpperCase();
    return required ? shown : `[${shown}]`;
  });
  return typed.join(" ");
}

/** How the text after `/async-quiz` may continue: whole commands first, then the argument being typed. */
export function suggestionsFor(commands: readonly TypedCommand[], typed: string): Suggestions["items"] {
  const words = typed.slice(0, 200).toLowerCase().split(/\s+/);
  const usage = commands
    .filter((command) => command.words.join(" ").startsWith(words.join(" ")))
    .map((command) => ({
      value: command.words.join(" "),
      label: [slashCommand, ...command.words, argumentsOf(command)].filter(Boolean).join(" "),
    }));
  return [...usage, ...commands.flatMap((command) => argumentItems(command, words))].slice(0, maxSuggestions);
}

function argumentItems(command: TypedCommand, typed: readonly string[]): Suggestions["items"] {
  const isBegun = command.words.every((word, index) => typed[index] === word);
  const argument = command.arguments[typed.length - command.words.length - 1];
  if (!isBegun || !argument) return [];
  const before = typed.slice(0, -1).join(" ");
  const values = argument.choices?.map(({ value }) => value) ?? argument.suggestions?.() ?? [];
  return matching(values, typed.at(-1) ?? "").map((value) => ({ value: `${before} ${value}`, label: value }));
}

/** The values that begin with what was typed, then those that contain it. */
export function matching(values: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const begin = values.filter((value) => value.toLowerCase().startsWith(wanted));
  const contain = values.filter((value) => !begin.includes(value) && value.toLowerCase().includes(wanted));
  return [...begin, ...contain].slice(0, maxSuggestions);
}
