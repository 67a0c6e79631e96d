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
import { cut, discordLimits } from "./limits.ts";

/**
 * A command's words on Discord. There a command has at most two words, and the first word of others cannot be a
 * command itself. So `settings` is `settings show`, and `settings daily off` is `settings daily-off`.
 */
function discordWords(command: TypedCommand): readonly [first: string, second: string | null] {
  const [first = "", ...rest] = command.words;
  if (rest.length > 0) return [first, rest.join("-")];
  return [first, commands.some((other) => other !== command && other.words[0] === first) ? "show" : null];
}

function pathOf(command: TypedCommand): string {
  return discordWords(command)
    .filter((word) => word !== null)
    .join(" ");
}

/** The command with these words on Discord; null for one that is no longer registered. */
export function commandOf(words: readonly string[]): TypedCommand | null {
  return commands.find((command) => pathOf(command) === words.join(" ")) ?? null;
}

/** The path of a command (`settings daily off`) in Discord's words: `async-quiz settings daily-off`. */
export function discordPath(path: string): string {
  const command = commands.find(({ words }) => words.join(" ") === path);
  return `${commandName} ${command ? pathOf(command) : path}`;
}

/** The types of channels for daily questions. */
export const postableChannels = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;

/** The body of the registration: one command, with a subcommand for each command of the table. */
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
  const firstWords = [...new Set(commands.map((command) => discordWords(command)[0]))];
  return firstWords.map((first) => {
    const below = commands.filter((command) => discordWords(command)[0] === first);
    const [only] = below;
    if (only && discordWords(only)[1] === null) return subcommand(words, only);
    return {
      type: ApplicationCommandOptionType.SubcommandGroup,
      name: first,
      description: describe(words.settings.title),
      options: below.map((command) => subcommand(words, command)),
    };
  });
}

function subcommand(words: Words, command: TypedCommand): APIApplicationCommandSubcommandOption {
  const [first, second] = discordWords(command);
  const admins = command.who === "admins" ? ` ${words.help.adminsOnly}` : "";
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: second ?? first,
    description: describe(`${command.help(words)}${admins}`),
    options: command.arguments.map((argument) => option(words, argument)),
  };
}

function option(words: Words, argument: ArgumentSpec): APIApplicationCommandBasicOption {
  const { name, choices, suggestions } = argument;
  const described = { name, description: describe(argument.hint(words)) };
  const required = argument.required ? { required: true } : {};
  if (argument.kind === "channel") {
    const type = ApplicationCommandOptionType.Channel;
    return { type, ...described, channel_types: [...postableChannels], ...required };
  }
  const text = { type: ApplicationCommandOptionType.String, ...described, ...required } as const;
  if (choices) return { ...text, choices: choices.map(({ value, label }) => ({ name: label(words), value })) };
  return suggestions ? { ...text, autocomplete: true } : text;
}

function firstSentence(text: string): string {
  return text.split(/(?<=\.) /)[0] ?? text;
}

function describe(text: string): string {
  return cut(text, discordLimits.commandDescription.most);
}

/**
 * Whether the registered commands are up to date. Discord returns more fields than it was sent and leaves out false
 * and empty ones, so this compares only the fields that people notice.
 */
export function isRegistered(wanted: RESTPutAPIApplicationCommandsJSONBody, registered: unknown): boolean {
  return JSON.stringify(essence(wanted)) === JSON.stringify(essence(registered));
}

const essentials = [
  ...["type", "name", "description", "required", "autocomplete", "choices", "value", "channel_types", "options"],
  ...["integration_types", "contexts", "default_member_permissions", "min_length", "max_length", "nsfw"],
];

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== "object" || value === null) return value;
  const fields = new Map<string, unknown>(Object.entries(value));
  const compared = essentials.filter((name) => !isEmpty(fields.get(name)));
  return Object.fromEntries(compared.map((name) => [name, essence(fields.get(name))]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
}
