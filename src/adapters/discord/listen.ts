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
import { buttonRequest } from "../../bot/button-id.ts";
import type { From, Request } from "../../bot/command.ts";
import type { ArgumentSpec } from "../../bot/command-table.ts";
import { formRequest } from "../../bot/form-request.ts";
import { specOf } from "./registration.ts";

/** What an interaction asks, who asks, and whether a message that only they see was pressed. */
export interface Heard {
  readonly request: Request;
  readonly from: From;
  readonly pressedOwn: boolean;
  /** What is being typed into an option so far; empty where nobody is typing. */
  readonly typed: string;
}

/** Reads an interaction; null for a kind that this bot never gives rise to. */
export function heardIn(interaction: Interaction): Heard | null {
  const from = fromOf(interaction);
  const plain = { from, pressedOwn: false, typed: "" };
  if (interaction.isAutocomplete()) {
    const { name, value } = interaction.options.getFocused(true);
    const request = { type: "suggest", typed: typedSoFar(interaction, name, value) } as const;
    return { ...plain, request, typed: value };
  }
  if (interaction.isChatInputCommand()) return { ...plain, request: chosenCommand(interaction) };
  if (interaction.isMessageComponent()) {
    const pressedOwn = interaction.message.flags.has(MessageFlags.Ephemeral);
    const message = pressedOwn ? null : interaction.message.id;
    return { ...plain, from: { ...from, message }, request: buttonRequest(interaction.customId), pressedOwn };
  }
  return interaction.isModalSubmit() ? { ...plain, request: sentForm(interaction) } : null;
}

/** Who asks, by Discord's word alone. */
function fromOf(interaction: BaseInteraction): From {
  const { guildId, channelId, channel, user, member, memberPermissions } = interaction;
  const named = channel !== null && "name" in channel && channel.name !== null ? channel.name : "here";
  const nickname = member instanceof GuildMember ? member.nickname : member?.nick;
  return {
    chat: "discord",
    workspace: guildId,
    channel: channelId ?? user.id,
    channelName: `#${named}`,
    user: { id: user.id, name: nickname ?? user.displayName },
    message: null,
    // In a private talk there is nothing to set up, and the bot says so; nobody else is there to be kept out.
    admin: guildId === null || memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true,
  };
}

function wordsOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): readonly string[] {
  const { options } = interaction;
  return [options.getSubcommandGroup(false), options.getSubcommand(false)].filter((word) => word !== null);
}

function chosenCommand(interaction: ChatInputCommandInteraction): Request {
  const words = wordsOf(interaction);
  const spec = specOf(words);
  // A name that an older version of this bot had registered, and that somebody still sees.
  if (!spec) return { type: "declined", refusal: { code: "unknown-command", typed: words.join(" "), nearest: "help" } };
  const values = { topic: "", window: "", channel: "", time: "", zone: "", days: "" };
  for (const { name } of spec.arguments) {
    values[name] = String(interaction.options.get(name)?.value ?? "").trim();
  }
  return spec.request(values, (typed) => channelHere(interaction, typed));
}

/** What the other chats would have typed so far: the words, something for each argument before, and the beginning. */
function typedSoFar(interaction: AutocompleteInteraction, option: string, begun: string): string {
  const spec = specOf(wordsOf(interaction));
  if (!spec) return "";
  const place = spec.arguments.findIndex((argument) => argument.name === option);
  const before = spec.arguments.slice(0, Math.max(place, 0)).map((argument: ArgumentSpec) => argument.name);
  // Topics are few and known by their names: all of them are asked for, and narrowed where they are named.
  const beginning = option === "topic" ? "" : begun.trim().replaceAll(/\s+/g, "_");
  return [...spec.words, ...before, beginning].join(" ");
}

function sentForm(interaction: ModalSubmitInteraction): Request {
  const values: Record<string, string> = {};
  for (const [name, field] of interaction.fields.fields) {
    if (field.type === ComponentType.TextInput) values[name] = field.value;
    if (field.type === ComponentType.StringSelect) values[name] = field.values[0] ?? "";
    if (field.type === ComponentType.ChannelSelect) values[name] = field.values[0] ?? "";
  }
  return formRequest(interaction.customId, values, (typed) => channelHere(interaction, typed));
}

/** Discord gives the id that was chosen; it counts only where it is a channel of the server that is spoken in. */
function channelHere(interaction: BaseInteraction, id: string): string | null {
  if (!/^\d{1,20}$/.test(id)) return null;
  const { guild } = interaction;
  if (guild === null) return interaction.guildId === null ? null : id;
  // discord.js counts a chosen channel among this server's, but leaves a known one its own server.
  return guild.channels.cache.get(id)?.guildId === guild.id ? id : null;
}
