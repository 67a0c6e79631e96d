import { z } from "zod";
import { readButton, readForm, readCommand as readTyped } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import { unescaped } from "./mrkdwn.ts";
import type { ChannelContext } from "./render-view.ts";

/** Who did something, and where. */
export interface Actor {
  readonly user: { readonly id: string; readonly name: string };
  readonly context: ChannelContext;
  /** The public message whose button was pressed; null for everything else. */
  readonly message: string | null;
}

/** A typed command or a pressed button. */
export interface HeardDelivery extends Actor {
  readonly request: BotRequest;
  readonly trigger: string;
  readonly surface: Surface;
  /** The view with the pressed button; null elsewhere. */
  readonly view: string | null;
}

/** Where the pressed button is; "command" for a typed command. */
type Surface = "command" | "ephemeral" | "message" | "modal" | "home";

export interface Submitted extends Actor {
  readonly request: BotRequest;
  readonly view: string;
  readonly values: Readonly<Record<string, string>>;
}

const userId = z.string().regex(/^[UW][A-Z0-9]+$/);
const channelId = z.string().regex(/^[CDG][A-Z0-9]+$/);

const commandBody = z.object({
  text: z.string().default(""),
  trigger_id: z.string(),
  user_id: userId,
  user_name: z.string().default(""),
  channel_id: channelId,
  channel_name: z.string().default(""),
});

/** Reads a typed command. Like the other readers, returns null if it is not one of Slack's payloads. */
export function readCommand(body: unknown): HeardDelivery | null {
  const read = commandBody.safeParse(body);
  if (!read.success) return null;
  const { text, trigger_id: trigger, user_id: id, user_name: name, channel_id: channel } = read.data;
  const context = contextOf(channel, read.data.channel_name);
  const request = readTyped(unescaped(text), channelTyped(context));
  return { user: { id, name }, context, message: null, request, trigger, surface: "command", view: null };
}

const user = z.object({ id: userId, username: z.string().optional(), name: z.string().optional() });
const view = z.object({ id: z.string(), type: z.enum(["modal", "home"]), private_metadata: z.string().default("") });

const pressBody = z.object({
  user,
  trigger_id: z.string(),
  channel: z.object({ id: channelId, name: z.string().default("") }).optional(),
  container: z.object({ type: z.string(), message_ts: z.string().optional(), is_ephemeral: z.boolean().optional() }),
  view: view.optional(),
  actions: z.array(z.object({ value: z.string() })).min(1),
});

export function readPress(body: unknown): HeardDelivery | null {
  const read = pressBody.safeParse(body);
  if (!read.success) return null;
  const { data } = read;
  const { view: inside, channel } = data;
  if (!inside && !channel) return null;
  const fallback = channel ? contextOf(channel.id, channel.name) : contextOf(data.user.id, "");
  const surface = surfaceOf(data);
  return {
    user: userOf(data.user),
    context: inside ? savedContext(inside.private_metadata, data.user.id) : fallback,
    trigger: data.trigger_id,
    request: readButton(data.actions[0]?.value ?? ""),
    surface,
    view: inside?.id ?? null,
    message: surface === "message" ? (data.container.message_ts ?? null) : null,
  };
}

function surfaceOf({ view: inside, container }: z.infer<typeof pressBody>): Surface {
  if (inside) return inside.type;
  return container.is_ephemeral === true ? "ephemeral" : "message";
}

/** What Slack sends for a field. Which property is set depends on its element. */
const fieldState = z.object({
  value: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

const submissionBody = z.object({
  user,
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(""),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), fieldState)) }),
  }),
});

export function readSubmission(body: unknown): Submitted | null {
  const read = submissionBody.safeParse(body);
  if (!read.success) return null;
  const { view: sent, user: by } = read.data;
  const values = Object.fromEntries(
    Object.entries(sent.state.values).map(([field, elements]) => [field, typedIn(elements)]),
  );
  const context = savedContext(sent.private_metadata, by.id);
  return {
    user: userOf(by),
    context,
    message: null,
    view: sent.id,
    values,
    request: readForm(sent.callback_id, values, channelTyped(context)),
  };
}

function typedIn(elements: Readonly<Record<string, z.infer<typeof fieldState>>>): string {
  const [state] = Object.values(elements);
  return state?.value ?? state?.selected_time ?? state?.selected_conversation ?? state?.selected_option?.value ?? "";
}

const suggestionBody = z.object({ action_id: z.string(), value: z.string().default("") });

/** The field in which somebody is typing, and the text so far. */
export function readSuggestion(body: unknown): { readonly field: string; readonly typed: string } | null {
  const read = suggestionBody.safeParse(body);
  return read.success ? { field: read.data.action_id, typed: read.data.value.trim().replaceAll(" ", "_") } : null;
}

const homeBody = z.object({
  event: z.object({ user: userId, tab: z.string().optional(), channel: channelId.optional() }),
});

/** Who opened the app's home page; null also for the app's other tabs. */
export function readHomeOpened(body: unknown): Actor | null {
  const read = homeBody.safeParse(body);
  if (!read.success || (read.data.event.tab ?? "home") !== "home") return null;
  const { user: id, channel } = read.data.event;
  return { user: { id, name: "" }, context: contextOf(channel ?? id, ""), message: null };
}

function userOf({ id, username, name }: z.infer<typeof user>): Actor["user"] {
  return { id, name: username ?? name ?? "" };
}

const modalContext = z.object({ channel: z.string().max(200), channelName: z.string().max(200) });

/** The channel that a modal carries. A home page has none, so there it is the person's own. */
function savedContext(text: string, person: string): ChannelContext {
  try {
    const read = modalContext.safeParse(JSON.parse(text));
    if (read.success) return read.data;
  } catch {
    // Not one of our modals.
  }
  return contextOf(person, "");
}

/** Only public and private channels have a name that people can type. */
function contextOf(channel: string, name: string): ChannelContext {
  const isNamed = /^[CG]/.test(channel) && name !== "" && name !== "privategroup";
  return { channel, channelName: isNamed ? `#${name}` : "#channel" };
}

/** Reads a typed channel: Slack's `<#C123|general>`, an id from a form, or the name of the current channel. */
function channelTyped(context: ChannelContext): (typed: string) => string | null {
  return (typed) => {
    const mention = /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(typed);
    if (mention) return mention[1] ?? null;
    if (/^[CG][A-Z0-9]{2,}$/.test(typed)) return typed;
    return typed === context.channelName && /^[CG]/.test(context.channel) ? context.channel : null;
  };
}
