import type { Suggestions } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import { nearest } from "../../text/nearest.ts";
import { type BotRequest, declined } from "./request.ts";

/** The command's name on every chat. */
export const commandName = "async-quiz";

/** The longest command that is read at all. */
export const commandLimit = 4000;

/** The most suggestions that every chat shows (the limit of Discord's autocomplete). */
const maxSuggestions = 25;

/** Turns what a person typed for a channel into the chat's own id; null where that chat knows no such channel. */
export type ChannelOf = (typed: string) => string | null;

export interface ArgumentSpec {
  readonly name: "topic" | "window" | "channel" | "time" | "zone" | "days";
  readonly required: boolean;
  /** The closed list it is chosen from; null where the text is free. */
  readonly choices: readonly string[] | null;
  /** What to suggest while it is being typed. */
  readonly suggestions: () => readonly string[];
}

/** What a person typed for each argument; an empty text for one that was left out. */
export type TypedValues = Readonly<Record<ArgumentSpec["name"], string>>;

/** A command people can type: its words, its arguments, who may use it, and the request it makes. */
export interface TypedCommand {
  readonly words: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly who: "everyone" | "admins";
  readonly help: (words: Words) => string;
  readonly read: (values: TypedValues, channelOf: ChannelOf) => BotRequest;
}

/** The values of arguments, each empty until it is typed. */
export function noValues(): Record<ArgumentSpec["name"], string> {
  return { topic: "", window: "", channel: "", time: "", zone: "", days: "" };
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

/** The command whose words the text begins with; the one with most words where several fit. */
function commandOf(commands: readonly TypedCommand[], typed: readonly string[]): TypedCommand | null {
  const lower = typed.map((word) => word.toLowerCase());
  const fitting = commands.filter(({ words }) => words.every((word, index) => lower[index] === word));
  return fitting.sort((a, b) => b.words.length - a.words.length)[0] ?? null;
}

/** The last argument may have several words: days as `mon wed fri`. */
function maxArguments({ arguments: all }: TypedCommand): number {
  return all.at(-1)?.name === "days" ? Number.POSITIVE_INFINITY : all.length;
}

function valuesOf({ arguments: all }: TypedCommand, rest: readonly string[]): TypedValues {
  const values = noValues();
  all.forEach(({ name }, index) => {
    const isLast = index === all.length - 1;
    values[name] = (isLast ? rest.slice(index).join(" ") : rest[index]) ?? "";
  });
  return values;
}

/** How a command is typed: `/async-quiz leaderboard [today|week|month|all]`. */
export function usageOf({ words, arguments: all }: TypedCommand): string {
  const typed = all.map((argument) => {
    const name = argument.name === "window" ? (argument.choices ?? []).join("|") : argument.name.toUpperCase();
    return argument.required ? name : `[${name}]`;
  });
  return [`/${commandName}`, ...words, ...typed].join(" ");
}

/** How the text after `/async-quiz` may continue: whole commands first, then the argument being typed. */
export function suggestionsFor(commands: readonly TypedCommand[], typed: string): Suggestions["items"] {
  const words = typed.slice(0, 200).toLowerCase().split(/\s+/);
  const whole = commands
    .filter((command) => command.words.join(" ").startsWith(words.join(" ")))
    .map((command) => ({ value: command.words.join(" "), label: usageOf(command) }));
  return [...whole, ...commands.flatMap((command) => argumentItems(command, words))].slice(0, maxSuggestions);
}

function argumentItems(command: TypedCommand, typed: readonly string[]): Suggestions["items"] {
  const isBegun = command.words.every((word, index) => typed[index] === word);
  const argument = command.arguments[typed.length - command.words.length - 1];
  if (!isBegun || !argument) return [];
  const before = typed.slice(0, -1).join(" ");
  return matching(argument.suggestions(), typed.at(-1) ?? "").map((value) => ({
    value: `${before} ${value}`,
    label: value,
  }));
}

/** The values that begin with what was typed, then those that contain it. */
export function matching(values: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const begin = values.filter((value) => value.toLowerCase().startsWith(wanted));
  const contain = values.filter((value) => !begin.includes(value) && value.toLowerCase().includes(wanted));
  return [...begin, ...contain].slice(0, maxSuggestions);
}
