import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  GuildMember,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from "discord.js";
import type { Origin } from "../../bot/origin.ts";
import { readButton, readForm } from "../../bot/requests/catalogue.ts";
import { type BotRequest, declined } from "../../bot/requests/request.ts";
import { noValues } from "../../bot/requests/typed-command.ts";
import { chosenBy } from "./registration.ts";

/** What an interaction asks, who asks, and whether a message that only they see was pressed. */
export interface Heard {
  readonly request: BotRequest;
  readonly origin: Origin;
  readonly pressedOwn: boolean;
  /** What is being typed into an option so far; empty where nobody is typing. */
  readonly typed: string;
}

/** Reads an interaction; null for a kind that this bot never gives rise to. */
export function heardIn(interaction: Interaction): Heard | null {
  const origin = originOf(interaction);
  const plain = { origin, pressedOwn: false, typed: "" };
  if (interaction.isAutocomplete()) {
    const { name, value } = interaction.options.getFocused(true);
    const request = { type: "suggest", typed: typedSoFar(interaction, name, value) } as const;
    return { ...plain, request, typed: value };
  }
  if (interaction.isChatInputCommand()) return { ...plain, request: chosenCommand(interaction) };
  if (interaction.isMessageComponent()) {
    const pressedOwn = interaction.message.flags.has(MessageFlags.Ephemeral);
    const message = pressedOwn ? null : interaction.message.id;
    return { ...plain, origin: { ...origin, message }, request: readButton(interaction.customId), pressedOwn };
  }
  return interaction.isModalSubmit() ? { ...plain, request: sentForm(interaction) } : null;
}

/** Who asks, by Discord's word alone. */
function originOf(interaction: BaseInteraction): Origin {
  const { guildId, channelId, channel, user, member, memberPermissions } = interaction;
  const named = channel !== null && "name" in channel && channel.name !== null ? channel.name : "here";
  const nickname = member instanceof GuildMember ? member.nickname : member?.nick;
  return {
    chat: "discord",
    workspace: guildId,
    channel: channelId ?? user.id,
    channelName: `#${named}`,
    user: { id: user.id, name: nickname ?? user.displayName, scope: "everywhere" },
    message: null,
    // In a private talk there is nothing to set up, and the bot says so; nobody else is there to be kept out.
    admin: guildId === null || memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true,
  };
}

function wordsOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): readonly string[] {
  const { options } = interaction;
  return [options.getSubcommandGroup(false), options.getSubcommand(false)].filter((word) => word !== null);
}

function chosenCommand(interaction: ChatInputCommandInteraction): BotRequest {
  const words = wordsOf(interaction);
  const command = chosenBy(words);
  // A name that an older version of this bot had registered, and that somebody still sees.
  if (!command) return declined({ code: "unknown-command", typed: words.join(" "), nearest: "help" });
  const values = noValues();
  for (const { name } of command.arguments) {
    values[name] = String(interaction.options.get(name)?.value ?? "").trim();
  }
  return command.read(values, (typed) => channelHere(interaction, typed));
}

/** What the other chats would have typed so far: the words, something for each argument before, and the beginning. */
function typedSoFar(interaction: AutocompleteInteraction, option: string, begun: string): string {
  const command = chosenBy(wordsOf(interaction));
  if (!command) return "";
  const index = command.arguments.findIndex(({ name }) => name === option);
  const before = command.arguments.slice(0, Math.max(index, 0)).map(({ name }) => name);
  // Topics are few and known by their names: all of them are asked for, and narrowed where they are named.
  const beginning = option === "topic" ? "" : begun.trim().replaceAll(/\s+/g, "_");
  return [...command.words, ...before, beginning].join(" ");
}

function sentForm(interaction: ModalSubmitInteraction): BotRequest {
  const values: Record<string, string> = {};
  for (const [name, field] of interaction.fields.fields) {
    if (field.type === ComponentType.TextInput) values[name] = field.value;
    if (field.type === ComponentType.StringSelect) values[name] = field.values[0] ?? "";
    if (field.type === ComponentType.ChannelSelect) values[name] = field.values[0] ?? "";
  }
  return readForm(interaction.customId, values, (typed) => channelHere(interaction, typed));
}

/** Discord gives the id that was chosen; it counts only where it is a channel of the server that is spoken in. */
function channelHere(interaction: BaseInteraction, id: string): string | null {
  if (!/^\d{1,20}$/.test(id)) return null;
  const { guild } = interaction;
  if (guild === null) return interaction.guildId === null ? null : id;
  // discord.js counts a chosen channel among this server's, but leaves a known one its own server.
  return guild.channels.cache.get(id)?.guildId === guild.id ? id : null;
}
