import { type Interaction, type Message, snowflake, type Town } from "./fake-discord.ts";
import { readMessage } from "./message-rules.ts";
import { responseViolations } from "./response-rules.ts";

/** Accepts the first response to an interaction, and returns what is wrong with it. */
export function respond(town: Town, interaction: Interaction, body: unknown): readonly string[] {
  const guild = town.channels.get(interaction.channel)?.guild ?? null;
  const here = [...town.channels.values()].filter((channel) => channel.guild === guild);
  const violations = responseViolations(body, {
    type: interaction.type,
    channels: new Set(here.map(({ id }) => id)),
    postable: new Set(here.filter(({ type }) => type === 0 || type === 5).map(({ id }) => id)),
  });
  if (violations.length > 0) return violations;
  const { type, data } = body as { type: number; data: unknown };
  interaction.response = type;
  interaction.data = data;
  if (type === 6) interaction.original = interaction.pressed;
  if (type === 5) interaction.original = hidden(town, interaction, null);
  if (type === 4) interaction.original = hidden(town, interaction, data);
  return [];
}

/** A message that only the person sees. While it is deferred, it is empty and "is thinking". */
function hidden(town: Town, interaction: Interaction, data: unknown): Message {
  const empty = { flags: 1 << 15, components: [], allowed_mentions: { parse: [] } } as unknown as Message["body"];
  const message: Message = {
    id: snowflake(town),
    channel: interaction.channel,
    seenBy: interaction.user,
    nonce: null,
    body: data === null ? empty : readMessage(data),
    edits: 0,
  };
  town.messages.set(message.id, message);
  return message;
}
