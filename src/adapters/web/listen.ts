import { z } from "zod";
import type { Origin } from "../../bot/origin.ts";
import { readButton, readCommand, readForm as readFormById } from "../../bot/requests/catalogue.ts";
import { type BotRequest, declined } from "../../bot/requests/request.ts";
import { commandName } from "../../bot/requests/typed-command.ts";
import { roomLimits } from "./limits.ts";

/** The one place of this chat. */
export const room = { workspace: "room", channel: "room", channelName: "#room" } as const;

/** What a person typed for a channel, as its id; null for any other place. */
function channelOf(typed: string): string | null {
  const wanted = typed.trim().toLowerCase();
  return wanted === room.channelName || wanted === room.channel ? room.channel : null;
}

/** Somebody at a page; without a name until they chose one. */
export interface Person {
  readonly id: string;
  readonly name: string | null;
}

/** Letters that turn or hide other letters have no place in a name that stands beside other names. */
const disguising = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A name as people see it: no control characters, single spaces. */
export const personName = z
  .string()
  .transform((text) => text.normalize("NFC").replaceAll(disguising, " ").replaceAll(/\s+/g, " ").trim())
  .pipe(z.string().min(1).max(roomLimits.nameCharacters.most));

/** A person's id as a cookie holds it; whatever else is in the cookie is nobody's. */
export const personId = z.string().regex(/^[A-Za-z0-9]{16,64}$/);

/** What a page may send, by its path. */
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

/** What was said: a request, where it begins with a slash or is too long; else words for everybody. */
export type Said = { readonly type: "words" } | { readonly type: "request"; readonly request: BotRequest };

export function readSaid(text: string): Said {
  const limit = roomLimits.textCharacters.most;
  if (text.length > limit) return { type: "request", request: declined({ code: "too-long", limit }) };
  const command = commandText(text);
  return command === null ? { type: "words" } : { type: "request", request: readCommand(command, channelOf) };
}

/** What stands behind `/async-quiz` or a bare slash; null for plain words. A space at the end stays. */
function commandText(text: string): string | null {
  const typed = text.trimStart();
  if (!typed.startsWith("/")) return null;
  const [first = ""] = typed.slice(1).split(/\s/, 1);
  const isName = first.toLowerCase() === commandName;
  return isName ? typed.slice(1 + first.length).trimStart() : typed.slice(1);
}

/** What is typed so far of a command, also while its name is half typed; null for plain words. */
export function typedCommand(text: string): string | null {
  const command = commandText(text);
  return command !== null && commandName.startsWith(command.toLowerCase()) ? "" : command;
}

export function readPress(button: string): BotRequest {
  if (button.length > roomLimits.buttonIdCharacters.most) return declined({ code: "unknown-button" });
  return readButton(button);
}

export function readForm(id: string, values: Readonly<Record<string, string>>): BotRequest {
  return readFormById(id, values, channelOf);
}

/** Somebody who may speak. */
export interface Speaker {
  readonly id: string;
  readonly name: string;
}

/** A person who can open the room is at the machine that runs it, and so may change its settings. */
export function originOf(speaker: Speaker): Origin {
  return { chat: "web", ...room, user: { ...speaker, scope: "workspace" }, message: null, admin: true };
}
