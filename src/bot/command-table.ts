import { slashCommand } from "../cards/prose.ts";
import { leaderboardWindows } from "../engine/community/calendar.ts";
import { isTopic, topics } from "../engine/question/topic.ts";
import { nearest } from "../text/nearest.ts";
import type { Request } from "./command.ts";
import { type ChannelOf, dailySettings } from "./daily-arguments.ts";

/** The command's name on every chat. */
export const commandName = slashCommand.slice(1);

/** The longest command that is read at all. */
export const commandLimit = 4000;

export interface ArgumentSpec {
  readonly name: "topic" | "window" | "channel" | "time" | "zone" | "days";
  readonly required: boolean;
  /** The closed list it is chosen from; null where the text is free. */
  readonly choices: readonly string[] | null;
}

/** One command as people type it: its words, what follows them, who may, and the request it makes. */
export interface CommandSpec {
  /** The name in the words and in an adapter's registration. */
  readonly key:
    | "play"
    | "daily"
    | "leaderboard"
    | "progress"
    | "trace"
    | "settings"
    | "settings-daily"
    | "settings-daily-off"
    | "settings-daily-test"
    | "forget"
    | "help";
  readonly words: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly who: "everyone" | "admins";
  /** @param values what stands for each argument, as typed; an empty text for what was left out */
  readonly request: (values: Readonly<Record<ArgumentSpec["name"], string>>, channelOf: ChannelOf) => Request;
}

const topicArgument: ArgumentSpec = { name: "topic", required: false, choices: topics };
const windowArgument: ArgumentSpec = { name: "window", required: false, choices: leaderboardWindows };
const channelArgument: ArgumentSpec = { name: "channel", required: true, choices: null };

/** Every command, in the order of the help. Each adapter and the help card read this table. */
export const commandTable: readonly CommandSpec[] = [
  { key: "play", words: ["play"], arguments: [topicArgument], who: "everyone", request: ({ topic }) => play(topic) },
  { key: "daily", words: ["daily"], arguments: [], who: "everyone", request: () => ({ type: "daily" }) },
  {
    key: "leaderboard",
    words: ["leaderboard"],
    arguments: [windowArgument],
    who: "everyone",
    request: ({ window }) => board(window),
  },
  { key: "progress", words: ["progress"], arguments: [], who: "everyone", request: () => ({ type: "progress" }) },
  { key: "trace", words: ["trace"], arguments: [], who: "everyone", request: () => ({ type: "trace" }) },
  { key: "help", words: ["help"], arguments: [], who: "everyone", request: () => ({ type: "help" }) },
  { key: "forget", words: ["forget"], arguments: [], who: "everyone", request: () => ({ type: "forget" }) },
  { key: "settings", words: ["settings"], arguments: [], who: "admins", request: () => ({ type: "settings" }) },
  {
    key: "settings-daily",
    words: ["settings", "daily"],
    arguments: [
      channelArgument,
      { name: "time", required: true, choices: null },
      { name: "zone", required: false, choices: null },
      { name: "days", required: false, choices: null },
    ],
    who: "admins",
    request: dailySettings,
  },
  {
    key: "settings-daily-off",
    words: ["settings", "daily", "off"],
    arguments: [{ ...channelArgument, required: false }],
    who: "admins",
    request: ({ channel }, channelOf) => dailyOff(channel, channelOf),
  },
  {
    key: "settings-daily-test",
    words: ["settings", "daily", "test"],
    arguments: [],
    who: "admins",
    request: () => ({ type: "settings-daily-test" }),
  },
];

/** Reads what a person typed after `/async-quiz`. */
export function requestOf(text: string, channelOf: ChannelOf): Request {
  if (text.length > commandLimit) return { type: "declined", refusal: { code: "too-long", limit: commandLimit } };
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length === 0) return { type: "play", topic: null };
  const spec = specOf(words);
  const rest = spec ? words.slice(spec.words.length) : [];
  if (!spec || rest.length > mostWords(spec)) {
    const known = commandTable.map((each) => each.words.join(" "));
    const firstWords = known.filter((each) => !each.includes(" "));
    const found = nearest(words.join(" "), known) ?? nearest(words[0] as string, firstWords);
    return { type: "declined", refusal: { code: "unknown-command", typed: text.trim(), nearest: found } };
  }
  return spec.request(valuesOf(spec, rest), channelOf);
}

/** The spec whose words the text begins with; the one with most words where several fit. */
function specOf(words: readonly string[]): CommandSpec | null {
  const typed = words.map((word) => word.toLowerCase());
  const fitting = commandTable.filter((spec) => spec.words.every((word, place) => typed[place] === word));
  return fitting.sort((a, b) => b.words.length - a.words.length)[0] ?? null;
}

/** A last argument in words may be several of them: days as `mon wed fri`. */
function mostWords(spec: CommandSpec): number {
  return spec.arguments.at(-1)?.name === "days" ? Number.POSITIVE_INFINITY : spec.arguments.length;
}

function valuesOf(spec: CommandSpec, rest: readonly string[]): Record<ArgumentSpec["name"], string> {
  const values = { topic: "", window: "", channel: "", time: "", zone: "", days: "" };
  spec.arguments.forEach((argument, place) => {
    const isLast = place === spec.arguments.length - 1;
    values[argument.name] = (isLast ? rest.slice(place).join(" ") : rest[place]) ?? "";
  });
  return values;
}

function play(typed: string): Request {
  if (typed === "") return { type: "play", topic: null };
  const topic = typed.toLowerCase();
  if (isTopic(topic)) return { type: "play", topic };
  return { type: "declined", refusal: { code: "unknown-topic", typed, nearest: nearest(topic, topics) } };
}

function board(typed: string): Request {
  if (typed === "") return { type: "leaderboard", window: "week" };
  const window = leaderboardWindows.find((each) => each === typed.toLowerCase());
  if (window) return { type: "leaderboard", window };
  return { type: "declined", refusal: { code: "unknown-window", typed, nearest: nearest(typed, leaderboardWindows) } };
}

function dailyOff(typed: string, channelOf: ChannelOf): Request {
  if (typed === "") return { type: "settings-daily-off", channel: null };
  const channel = channelOf(typed);
  if (channel === null) return { type: "declined", refusal: { code: "bad-channel", typed } };
  return { type: "settings-daily-off", channel };
}
