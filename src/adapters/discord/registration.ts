import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord.js";
import { commands } from "../../bot/requests/catalogue.ts";
import { type ArgumentSpec, commandName, type TypedCommand } from "../../bot/requests/typed-command.ts";
import type { Words } from "../../cards/words/words.ts";
import type { LeaderboardWindow } from "../../engine/community/calendar.ts";
import { cut, discordLimits } from "./limits.ts";

/**
 * A command's words as Discord can have them: at most two, and a word with others below it cannot stand alone. So
 * `settings` is `settings show`, and `settings daily off` is `settings daily-off`.
 */
function discordWords(spec: TypedCommand): readonly string[] {
  const [first = "", ...rest] = spec.words;
  if (rest.length > 0) return [first, rest.join("-")];
  return commands.some((other) => other !== spec && other.words[0] === first) ? [first, "show"] : [first];
}

/** The command that somebody chose by Discord's words; null for one that is not registered any more. */
export function chosenBy(words: readonly string[]): TypedCommand | null {
  return commands.find((spec) => discordWords(spec).join(" ") === words.join(" ")) ?? null;
}

/** A command as the other chats write it, `/async-quiz settings daily off #x`, in Discord's words, and what follows. */
export function discordForm(written: string): { path: string; rest: string } | null {
  const [name, ...words] = written.split(" ");
  if (name !== `/${commandName}`) return null;
  const fitting = commands.filter((spec) => spec.words.every((word, place) => words[place] === word));
  const spec = fitting.sort((a, b) => b.words.length - a.words.length)[0];
  if (!spec) return null;
  return {
    path: [commandName, ...discordWords(spec)].join(" "),
    rest: words.slice(spec.words.length).join(" "),
  };
}

/** Where a daily question can be posted: in text and announcement channels. */
export const postableChannels = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

/** Everything that is registered: one command, whose subcommands are the table's. */
export function registration(words: Words): RESTPutAPIApplicationCommandsJSONBody {
  return [
    {
      type: ApplicationCommandType.ChatInput,
      name: commandName,
      description: describe(firstSentence(words.help.intro)),
      options: topOptions(words),
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    },
  ];
}

function topOptions(words: Words): APIApplicationCommandOption[] {
  const firstWords = [...new Set(commands.map((spec) => discordWords(spec)[0] as string))];
  return firstWords.map((first) => {
    const below = commands.filter((spec) => discordWords(spec)[0] === first);
    const [only] = below;
    if (only && discordWords(only).length === 1) return subcommand(words, only);
    return {
      type: ApplicationCommandOptionType.SubcommandGroup,
      name: first,
      description: describe(words.settings.title),
      options: below.map((spec) => subcommand(words, spec)),
    };
  });
}

function subcommand(words: Words, spec: TypedCommand): APIApplicationCommandSubcommandOption {
  const admins = spec.who === "admins" ? ` ${words.help.adminsOnly}` : "";
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: discordWords(spec).at(-1) as string,
    description: describe(`${spec.help(words)}${admins}`),
    options: spec.arguments.map((argument) => option(words, argument)),
  };
}

function option(words: Words, argument: ArgumentSpec): APIApplicationCommandBasicOption {
  const { name } = argument;
  const required = argument.required ? { required: true } : {};
  if (name === "channel") {
    const { label, hint } = words.settings.fields.channel;
    const type = ApplicationCommandOptionType.Channel;
    return {
      type,
      name,
      description: describe(`${label}: ${hint}`),
      channel_types: [...postableChannels],
      ...required,
    };
  }
  const type = ApplicationCommandOptionType.String;
  const text = { type, name, description: describe(argumentHint(words, name)), ...required } as const;
  if (name === "window") {
    const choices = (argument.choices ?? []).map((value) => ({
      name: words.windowName(value as LeaderboardWindow),
      value,
    }));
    return { ...text, choices };
  }
  return name === "time" ? text : { ...text, autocomplete: true };
}

function argumentHint(words: Words, name: Exclude<ArgumentSpec["name"], "channel">): string {
  if (name === "topic" || name === "window") return words.argumentHints[name];
  const { label, hint } = words.settings.fields[name];
  return `${label}: ${hint}`;
}

function firstSentence(text: string): string {
  return text.split(/(?<=\.) /)[0] ?? text;
}

function describe(text: string): string {
  return cut(text, discordLimits.commandDescription.most);
}

/**
 * Whether Discord holds what would be registered. It answers with more fields than it was given, and leaves out
 * what is false or empty; what counts here is what people see.
 */
export function isRegistered(wanted: RESTPutAPIApplicationCommandsJSONBody, held: unknown): boolean {
  return JSON.stringify(essence(wanted)) === JSON.stringify(essence(held));
}

const essentials = [
  ...["type", "name", "description", "required", "autocomplete", "choices", "value", "channel_types", "options"],
  ...["integration_types", "contexts", "default_member_permissions", "min_length", "max_length", "nsfw"],
];

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const kept = essentials.filter((name) => !isNothing(fields[name])).map((name) => [name, essence(fields[name])]);
  return Object.fromEntries(kept);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
}
