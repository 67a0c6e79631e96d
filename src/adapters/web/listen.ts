import { z } from "zod";
import type { Origin } from "../../bot/origin.ts";
import { readButton, readCommand, readForm as readFormById } from "../../bot/requests/catalogue.ts";
import { type BotRequest, declined } from "../../bot/requests/request.ts";
import { commandName } from "../../bot/requests/typed-command.ts";
import { onOneLine } from "../../text/control-characters.ts";
import { roomLimits } from "./limits.ts";

/** The only channel of this chat. */
export const room = { workspace: "room", channel: "room", channelName: "#room" } as const;

/** The id of a typed channel; null for an unknown one. */
function channelOf(typed: string): string | null {
  const wanted = typed.trim().toLowerCase();
  return wanted === room.channelName || wanted === room.channel ? room.channel : null;
}

/** Somebody at a page. The name is null until they choose one. */
export interface RoomVisitor {
  readonly id: string;
  readonly name: string | null;
}

/** A display name, without control characters and with single spaces. */
export const personName = z
  .string()
  .transform((text) => onOneLine(text.normalize("NFC"), " ").replaceAll(/\s+/g, " ").trim())
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
export type RoomText = { readonly type: "words" } | { readonly type: "request"; readonly request: BotRequest };

export function readTyped(text: string): RoomText {
  const limit = roomLimits.textCharacters.most;
  if (text.length > limit) return { type: "request", request: declined({ code: "too-long", limit }) };
  const command = commandText(text);
  return command === null ? { type: "words" } : { type: "request", request: readCommand(command, channelOf) };
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

export function readPress(button: string): BotRequest {
  if (button.length > roomLimits.buttonIdCharacters.most) return declined({ code: "unknown-button" });
  return readButton(button);
}

export function readForm(id: string, values: Readonly<Record<string, string>>): BotRequest {
  return readFormById(id, values, channelOf);
}

/** Somebody with a name. Only they may speak. */
export interface NamedVisitor {
  readonly id: string;
  readonly name: string;
}

/** The room only accepts connections from this machine, so everybody in it may change its settings. */
export function originOf(person: NamedVisitor): Origin {
  return { chat: "web", ...room, user: { ...person, scope: "workspace" }, message: null, admin: true };
}
