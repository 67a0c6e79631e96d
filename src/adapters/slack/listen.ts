import { z } from "zod";
import { readButton, readForm, readCommand as readTyped } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import { unescaped } from "./mrkdwn.ts";
import type { Place } from "./render-view.ts";

/** What every delivery says of whoever did something. */
interface Done {
  readonly user: { readonly id: string; readonly name: string };
  readonly place: Place;
  readonly request: BotRequest;
}

export interface Typed extends Done {
  readonly trigger: string;
}

/** Where the pressed button stood. */
type Surface = "ephemeral" | "message" | "modal" | "home";

export interface Pressed extends Typed {
  readonly surface: Surface;
  /** The view that the button stands in; null in a message. */
  readonly view: string | null;
  /** The message that everybody sees and in which the button stands; null elsewhere. */
  readonly message: string | null;
}

export interface Submitted extends Done {
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

/** What was typed after the command's name. */
export function readCommand(body: unknown): Typed | null {
  const read = commandBody.safeParse(body);
  if (!read.success) return null;
  const { text, trigger_id: trigger, user_id: id, user_name: name, channel_id: channel } = read.data;
  const place = placeOf(channel, read.data.channel_name);
  return { user: { id, name }, place, trigger, request: readTyped(unescaped(text), channelTyped(place)) };
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

export function readPress(body: unknown): Pressed | null {
  const read = pressBody.safeParse(body);
  if (!read.success) return null;
  const { data } = read;
  const place = data.view ? placeKept(data.view.private_metadata, data.user.id) : placeOfChannel(data.channel);
  const surface = surfaceOf(data);
  if (!place) return null;
  return {
    user: userOf(data.user),
    place,
    trigger: data.trigger_id,
    request: readButton(data.actions[0]?.value ?? ""),
    surface,
    view: data.view?.id ?? null,
    message: surface === "message" ? (data.container.message_ts ?? null) : null,
  };
}

function surfaceOf({ view: inside, container }: z.infer<typeof pressBody>): Surface {
  if (inside) return inside.type;
  return container.is_ephemeral === true ? "ephemeral" : "message";
}

/** The forms of what a person may leave in a field, whichever element it is. */
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
  const place = placeKept(sent.private_metadata, by.id);
  return {
    user: userOf(by),
    place,
    view: sent.id,
    values,
    request: readForm(sent.callback_id, values, channelTyped(place)),
  };
}

function typedIn(elements: Readonly<Record<string, z.infer<typeof fieldState>>>): string {
  const [state] = Object.values(elements);
  return state?.value ?? state?.selected_time ?? state?.selected_conversation ?? state?.selected_option?.value ?? "";
}

const suggestionBody = z.object({ action_id: z.string(), value: z.string().default("") });

/** Which field is being typed in, and what stands there. */
export function readSuggestion(body: unknown): { readonly field: string; readonly typed: string } | null {
  const read = suggestionBody.safeParse(body);
  return read.success ? { field: read.data.action_id, typed: read.data.value.trim().replaceAll(" ", "_") } : null;
}

const homeBody = z.object({
  event: z.object({ user: userId, tab: z.string().optional(), channel: channelId.optional() }),
});

/** Who opened the app's page; null for the app's other tabs. */
export function readHomeOpened(body: unknown): Omit<Done, "request"> | null {
  const read = homeBody.safeParse(body);
  if (!read.success || (read.data.event.tab ?? "home") !== "home") return null;
  const { user: id, channel } = read.data.event;
  return { user: { id, name: "" }, place: placeOf(channel ?? id, "") };
}

function userOf({ id, username, name }: z.infer<typeof user>): Done["user"] {
  return { id, name: username ?? name ?? "" };
}

const keptPlace = z.object({ channel: z.string().max(200), channelName: z.string().max(200) });

/** The place that a modal remembers; a page has none but the person's own. */
function placeKept(metadata: string, person: string): Place {
  try {
    const read = keptPlace.safeParse(JSON.parse(metadata));
    if (read.success) return read.data;
  } catch {
    // Not one of our modals: as good as none.
  }
  return placeOf(person, "");
}

function placeOfChannel(channel: { id: string; name: string } | undefined): Place | null {
  return channel ? placeOf(channel.id, channel.name) : null;
}

/** Slack calls a private talk "directmessage", which nobody types; a channel's name is as people know it. */
function placeOf(channel: string, name: string): Place {
  const isKnown = /^[CG]/.test(channel) && name !== "" && name !== "privategroup";
  return { channel, channelName: isKnown ? `#${name}` : "#channel" };
}

/** `<#C123|general>` as Slack writes a typed channel, an id as a form gives it, or the name of this very channel. */
function channelTyped(place: Place): (typed: string) => string | null {
  return (typed) => {
    const mention = /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(typed);
    if (mention) return mention[1] ?? null;
    if (/^[CG][A-Z0-9]{2,}$/.test(typed)) return typed;
    return typed === place.channelName && /^[CG]/.test(place.channel) ? place.channel : null;
  };
}
