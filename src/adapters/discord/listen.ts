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
import { commandOf } from "./registration.ts";

/** A request from an interaction. */
export interface HeardInteraction {
  readonly request: BotRequest;
  readonly origin: Origin;
  /** Whether the pressed message is one that only this person sees. */
  readonly pressedOwn: boolean;
  /** The text typed so far into an option that is being completed; otherwise empty. */
  readonly typed: string;
}

/** Reads an interaction; null for a kind that this bot does not use. */
export function heardIn(interaction: Interaction): HeardInteraction | null {
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

/** Who is asking, using only what Discord says. */
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
    // In a direct message there is nothing to set up, and the bot says so.
    admin: guildId === null || memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true,
  };
}

function wordsOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): readonly string[] {
  const { options } = interaction;
  return [options.getSubcommandGroup(false), options.getSubcommand(false)].filter((word) => word !== null);
}

function chosenCommand(interaction: ChatInputCommandInteraction): BotRequest {
  const words = wordsOf(interaction);
  const command = commandOf(words);
  // Somebody may still see a command that an older version of this bot registered.
  if (!command) return declined({ code: "unknown-command", typed: words.join(" "), nearest: "help" });
  const values: Record<string, string> = {};
  for (const { name } of command.arguments) {
    values[name] = String(interaction.options.get(name)?.value ?? "").trim();
  }
  return command.read(values, (typed) => channelHere(interaction, typed));
}

/** The command as people type it in other chats: its words, the arguments so far, and the beginning of this one. */
function typedSoFar(interaction: AutocompleteInteraction, option: string, begun: string): string {
  const command = commandOf(wordsOf(interaction));
  if (!command) return "";
  const index = command.arguments.findIndex(({ name }) => name === option);
  const before = command.arguments.slice(0, Math.max(index, 0)).map(({ name }) => name);
  // Discord shows topics by name, so all of them are requested here and filtered by name when they are rendered.
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

/** Accepts a channel's id only if the channel belongs to the server of the interaction. */
function channelHere(interaction: BaseInteraction, id: string): string | null {
  if (!/^\d{1,20}$/.test(id)) return null;
  const { guild } = interaction;
  if (guild === null) return interaction.guildId === null ? null : id;
  // discord.js adds a chosen channel to this server's cache, but a channel that it already knows keeps the server it
  // belongs to.
  return guild.channels.cache.get(id)?.guildId === guild.id ? id : null;
}
