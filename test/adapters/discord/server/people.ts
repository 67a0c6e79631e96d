import { optionsOf } from "./command-rules.ts";
import {
  type Channel,
  changed,
  type Interaction,
  type Message,
  messagePayload,
  snowflake,
  type Town,
  until,
  userPayload,
} from "./fake-discord.ts";
import type { Gateway } from "./gateway.ts";
import { buttonsOf } from "./message-rules.ts";
import {
  type Choices,
  type FormBody,
  type InteractionType,
  interactionTypes,
  readChoices,
  readForm,
} from "./response-rules.ts";

const deadline = 3_000;

/** What somebody did, and its result. */
export interface Exchange {
  readonly interaction: Interaction;
  /** The message with the answer, once it is there. */
  shown(): Promise<Message>;
  /** The form that opened. */
  form(): Promise<FormBody>;
  choices(): Promise<Choices>;
  /** Resolves when three seconds have passed without a response. */
  failed(): Promise<void>;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  types(channel: Channel, words: string, options?: Readonly<Record<string, string>>): Exchange;
  begins(channel: Channel, words: string, focused: string, value: string): Exchange;
  presses(message: Message, label: string): Exchange;
  pressesId(message: Message, customId: string): Exchange;
  submits(exchange: Exchange, channel: Channel, values: Readonly<Record<string, string>>): Promise<Exchange>;
}

export function personOf(
  town: Town,
  gateway: Gateway,
  who: { id: string; name: string; nick?: string; permissions: bigint },
): Person {
  function act(type: InteractionType, channel: Channel, pressed: Message | null, data: unknown): Exchange {
    const interaction: Interaction = {
      id: snowflake(town),
      token: `token-${snowflake(town)}`,
      type,
      user: who.id,
      channel: channel.id,
      pressed,
      response: null,
      data: null,
      original: null,
      state: "open",
      sent: town.time.now(),
    };
    town.interactions.set(interaction.id, interaction);
    town.interactionsByToken.set(interaction.token, interaction);
    setTimeout(() => {
      interaction.state = "expired";
      changed(town);
    }, deadline).unref();
    gateway.dispatch("INTERACTION_CREATE", interactionPayload(town, interaction, channel, who, data));
    return exchangeOf(town, interaction);
  }

  const person: Person = {
    id: who.id,
    name: who.name,
    types(channel, words, options = {}) {
      const path = words.split(" ");
      const known = optionsOf(town.commands, ["async-quiz", ...path]);
      if (!known) throw new Error(`nobody can choose /async-quiz ${words}: it is not registered`);
      const missing = known.filter((option) => option.required && options[option.name] === undefined);
      const strange = Object.keys(options).filter((name) => known.every((option) => option.name !== name));
      if (missing.length > 0 || strange.length > 0)
        throw new Error(`Discord does not send /async-quiz ${words} like that`);
      const given = known
        .filter((option) => options[option.name] !== undefined)
        .map(({ name, type }) => ({ name, type, value: options[name] }));
      return act(interactionTypes.command, channel, null, commandData(town, path, given));
    },
    begins(channel, words, focused, value) {
      const path = words.split(" ");
      const option = optionsOf(town.commands, ["async-quiz", ...path])?.find(({ name }) => name === focused);
      if (!option?.autocomplete) throw new Error(`${words} ${focused} is not completed`);
      const given = [{ name: focused, type: option.type, value, focused: true }];
      return act(interactionTypes.autocomplete, channel, null, commandData(town, path, given));
    },
    presses(message, label) {
      const button = buttonsOf(message.body).find((each) => each.label === label);
      if (!button) throw new Error(`no button ${label} among ${buttonsOf(message.body).map((each) => each.label)}`);
      return person.pressesId(message, button.custom_id);
    },
    pressesId(message, customId) {
      const channel = town.channels.get(message.channel) as Channel;
      return act(interactionTypes.component, channel, message, { component_type: 2, custom_id: customId, id: 5 });
    },
    async submits(exchange, channel, values) {
      const form = await exchange.form();
      const { pressed } = exchange.interaction;
      return act(interactionTypes.form, channel, pressed, formData(town, form, values));
    },
  };
  return person;
}

function exchangeOf(town: Town, interaction: Interaction): Exchange {
  const before = interaction.pressed?.edits ?? 0;
  const shown = () => {
    const { response, original, pressed } = interaction;
    if (response === 4) return original;
    return original && original.edits > (original === pressed ? before : 0) ? original : null;
  };
  const what = `the answer to ${interaction.type} ${interaction.id}`;
  return {
    interaction,
    shown: () => until(town, shown, what),
    form: async () => readForm(await until(town, () => (interaction.response === 9 ? interaction.data : null), what)),
    choices: async () =>
      readChoices(await until(town, () => (interaction.response === 8 ? interaction.data : null), what)),
    failed: async () => {
      await until(town, () => (interaction.state === "expired" && interaction.response === null ? true : null), what);
    },
  };
}

interface Given {
  readonly name: string;
  readonly type: number;
  readonly value: string | undefined;
  readonly focused?: boolean;
}

function commandData(town: Town, path: readonly string[], given: readonly Given[]): unknown {
  const [first, second] = path;
  const leaf = { type: 1, name: second ?? first, options: given };
  const options = second === undefined ? [leaf] : [{ type: 2, name: first, options: [leaf] }];
  const chosen = given.filter(({ type }) => type === 7).map(({ value }) => value ?? "");
  const command = town.commands[0];
  return { id: command?.id, name: command?.name, type: 1, options, resolved: resolvedChannels(town, chosen) };
}

type FormComponent = Extract<FormBody["components"][number], { type: 18 }>["component"];

function chosenBefore(field: FormComponent): string | undefined {
  if (field.type === 4) return field.value;
  if (field.type === 3) return field.options.find((option) => option.default === true)?.value;
  return field.default_values?.[0]?.id;
}

function formData(town: Town, form: FormBody, values: Readonly<Record<string, string>>): unknown {
  const fields = form.components.flatMap((each) => (each.type === 18 ? [each.component] : []));
  const components = fields.map((field, index) => {
    const before = chosenBefore(field);
    const value = values[field.custom_id] ?? before ?? "";
    const filled = field.type === 4 ? { value } : { values: value === "" ? [] : [value] };
    return {
      type: 18,
      id: index * 2 + 1,
      component: { type: field.type, id: index * 2 + 2, custom_id: field.custom_id, ...filled },
    };
  });
  const chosen = fields.filter(({ type }) => type === 8).map(({ custom_id }) => values[custom_id] ?? "");
  return { custom_id: form.custom_id, components, resolved: resolvedChannels(town, chosen) };
}

function resolvedChannels(town: Town, ids: readonly string[]): unknown {
  const found = ids.map((id) => town.channels.get(id)).filter((channel) => channel !== undefined);
  return {
    channels: Object.fromEntries(found.map(({ id, name, type }) => [id, { id, name, type, permissions: "3072" }])),
  };
}

function interactionPayload(
  town: Town,
  interaction: Interaction,
  channel: Channel,
  who: { id: string; name: string; nick?: string; permissions: bigint },
  data: unknown,
): unknown {
  const user = userPayload(who.id, who.name);
  const { id, name, type, guild } = channel;
  const member = {
    user,
    nick: who.nick ?? null,
    roles: [],
    joined_at: new Date().toISOString(),
    deaf: false,
    mute: false,
  };
  const locationOf = guild
    ? {
        guild_id: guild,
        guild: { id: guild, locale: "en-US", features: [] },
        channel: { id, name, type, guild_id: guild, permissions: "3072" },
        member: { ...member, flags: 0, permissions: String(who.permissions) },
        guild_locale: "en-US",
      }
    : { user, channel: { id, type: 1, recipients: [user], last_message_id: null } };
  return {
    id: interaction.id,
    application_id: town.application,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: id,
    ...locationOf,
    ...(interaction.pressed ? { message: messagePayload(town, interaction.pressed) } : {}),
    app_permissions: "3072",
    locale: "en-US",
    entitlements: [],
    authorizing_integration_owners: { 0: guild ?? "0" },
    context: guild ? 0 : 1,
    attachment_size_limit: 10_485_760,
  };
}
