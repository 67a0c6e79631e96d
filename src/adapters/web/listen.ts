import { z } from "zod";
import { buttonRequest } from "../../bot/button-id.ts";
import type { Command, Request } from "../../bot/command.ts";
import { commandName, requestOf } from "../../bot/command-table.ts";
import { formRequest } from "../../bot/form-request.ts";
import { roomLimits } from "./limits.ts";

/** The only channel of this chat. */
export const room = { workspace: "room", channel: "room", channelName: "#room" } as const;

/** The room's own words. */
export const roomWords = {
  bot: "async-quiz",
  botBadge: "bot",
  you: "you",
  youAsked: "You asked:",
  onlyYou: "Only you can see this",
  cancel: "Cancel",
  choose: "Choose one",
  nameFirst: "Tell us your name first.",
  unreadable: "The page and the program do not understand each other. Load the page again.",
  tooLarge: "That is too much to read at once. Please say it shorter.",
  notFromHere: "This room answers only to its own page.",
  stopping: "The room is closing.",
  wrong: "Something went wrong on my side. It has been written down; please try again.",
} as const;

/** The id of a typed channel; null for an unknown one. */
function channelOf(typed: string): string | null {
  const wanted = typed.trim().toLowerCase();
  return wanted === room.channelName || wanted === room.channel ? room.channel : null;
}

/** Somebody at a page. The name is null until they choose one. */
export interface Person {
  readonly id: string;
  readonly name: string | null;
}

/** Control characters and characters that reorder others. */
const disguising = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A display name, without control characters and with single spaces. */
export const personName = z
  .string()
  .transform((text) => text.normalize("NFC").replaceAll(disguising, " ").replaceAll(/\s+/g, " ").trim())
  .pipe(z.string().min(1).max(roomLimits.nameCharacters.most));

/** A person's id in a cookie. Anything else in the cookie is ignored. */
export const personId = z.string().regex(/^[A-Za-z0-9]{16,64}$/);

/** The bodies that a page may send, by path. */
export const bodies = {
  name: z.strictObject({ name: personName }),
  say: z.strictObject({ text: z.string().trim().min(1) }),
  press: z.strictObject({ line: z.string().max(roomLimits.lineIdCharacters.most), button: z.string() }),
  form: z.strictObject({
    id: z.string().max(roomLimits.fieldCharacters.most),
    values: z
      .record(z.string().max(roomLimits.fieldCharacters.most), z.string())
      .refine((values) => Object.keys(values).length <= roomLimits.fields.most),
  }),
  suggest: z.strictObject({ typed: z.string().max(roomLimits.textCharacters.most) }),
} as const;

/** A typed text: a request if it starts with a slash or is too long, otherwise words for everybody. */
export type Said = { readonly type: "words" } | { readonly type: "request"; readonly request: Request };

export function readSaid(text: string): Said {
  const limit = roomLimits.textCharacters.most;
  if (text.length > limit)
    return { type: "request", request: { type: "declined", refusal: { code: "too-long", limit } } };
  const command = commandText(text);
  return command === null ? { type: "words" } : { type: "request", request: requestOf(command, channelOf) };
}

/** The text after `/async-quiz` or a slash; null for plain words. Trailing spaces stay, for suggestions. */
function commandText(text: string): string | null {
  const typed = text.trimStart();
  if (!typed.startsWith("/")) return null;
  const [first = ""] = typed.slice(1).split(/\s/, 1);
  const isName = first.toLowerCase() === commandName;
  return isName ? typed.slice(1 + first.length).trimStart() : typed.slice(1);
}

/** A command typed so far, also while its name is incomplete; null for plain words. */
export function typedCommand(text: string): string | null {
  const command = commandText(text);
  return command !== null && commandName.startsWith(command.toLowerCase()) ? "" : command;
}

export function readPress(button: string): Request {
  if (button.length > roomLimits.buttonIdCharacters.most)
    return { type: "declined", refusal: { code: "unknown-button" } };
  return buttonRequest(button);
}

export function readForm(id: string, values: Readonly<Record<string, string>>): Request {
  return formRequest(id, values, channelOf);
}

/** Somebody with a name. Only they may speak. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

export function commandOf(person: NamedPerson, request: Request): Command {
  const { workspace, channel, channelName } = room;
  // The room only accepts connections from this machine, so everybody in it may administer.
  return {
    ...request,
    from: { chat: "web", workspace, channel, channelName, user: person, message: null, admin: true },
  };
}
