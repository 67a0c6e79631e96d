import { z } from "zod";
import { type Button, button as cardButton, type Form, type Reply } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import { type BotContext, requestContext } from "../context.ts";
import type { Origin } from "../origin.ts";
import { buttonIdLimit } from "./button-parts.ts";
import type { ButtonCodec, FormValues, ReplyMode, RequestDefinition } from "./definition.ts";
import { requests } from "./list.ts";
import { type BotRequest, type ButtonType, declined, type RequestOf, type RequestType } from "./request.ts";
import { type ChannelOf, readTyped, type TypedCommand } from "./typed-command.ts";

/** Every command that people can type, in the order of the help. */
export const commands: readonly TypedCommand[] = Object.values(requests).flatMap(({ command, who }) =>
  command ? [{ ...command, who }] : [],
);

/** Reads what a person typed after `/async-quiz`. */
export function readCommand(text: string, channelOf: ChannelOf): BotRequest {
  return readTyped(commands, text, channelOf);
}

/** How a request of this type is answered. */
export function replyModeOf(type: RequestType): ReplyMode {
  return requests[type].replyMode;
}

/** Whether only admins may make the request. */
export function isForAdmins(type: RequestType): boolean {
  return requests[type].who === "admins";
}

/** Whether the bot loads the person who makes the request, and so needs their name. */
export function needsPerson(type: RequestType): boolean {
  return requests[type].needsPerson !== false;
}

/** Whether a chat that has windows shows the reply in one. */
export function opensWindow(type: RequestType): boolean {
  const { replyMode, surface } = requests[type];
  return replyMode === "form" || surface === "window";
}

/** Whether the reply erases messages, which must disappear from every open screen. */
export function erasesMessages(type: RequestType): boolean {
  return requests[type].erasesMessages === true;
}

/** Whether the command and its reply hold a secret, which no transcript may save. */
export function isSecret(type: RequestType): boolean {
  return requests[type].isSecret === true;
}

/** Answers a request. One that needs no person reads no row, so it can be answered at once. */
export async function dispatch<Type extends RequestType>(
  bot: BotContext,
  request: RequestOf<Type>,
  origin: Origin,
): Promise<Reply> {
  const definition: RequestDefinition<Type> = requests[request.type];
  if (definition.needsPerson === false) return definition.handle(bot, request);
  return definition.handle(await requestContext(bot, origin), request);
}

/** The types of requests that a button can make. */
const buttonTypes = Object.values(requests).flatMap(({ type, button }) => (button ? [type] : []));

/**
 * The id of a button that makes this request: its type and its fields. The colon after the type is always there, so no
 * id is a prefix of another, and a truncated one is never a different request.
 */
export function buttonId<Type extends ButtonType>(request: RequestOf<Type>): string {
  const { button }: RequestDefinition<Type> = requests[request.type];
  if (!button) throw new RangeError(`no button makes the request ${request.type}`);
  return writeId(request, button);
}

/** Reads the id of a pressed button. An id this program would not have written is declined. */
export function readButton(id: string): BotRequest {
  const [name, ...parts] = id.length <= buttonIdLimit ? id.split(":") : [];
  const type = buttonTypes.find((each) => each === name);
  const request = type ? readParts(type, parts) : null;
  return request ?? declined({ code: "unknown-button" });
}

function readParts<Type extends RequestType>(type: Type, parts: readonly string[]): RequestOf<Type> | null {
  const { button }: RequestDefinition<Type> = requests[type];
  if (!button) return null;
  const names = Object.keys(button.shape);
  // Nothing follows the colon of a request without fields.
  const isComplete = names.length === 0 ? parts.length === 1 && parts[0] === "" : parts.length === names.length;
  if (!isComplete) return null;
  const read = button.safeParse(Object.fromEntries(names.map((name, index) => [name, parts[index]])));
  return read.success ? { type, ...read.data } : null;
}

/** Reads a filled-in form by the id under which it was opened. */
export function readForm(id: string, values: FormValues, channelOf: ChannelOf): BotRequest {
  const [name, ...parts] = id.split(":");
  const form = Object.values(requests).find(({ type }) => type === name)?.form;
  return form ? form.read(parts, values, channelOf) : declined({ code: "unknown-button" });
}

/** A button that opens the same form again, for a chat that could not open it in time. */
export function openAgainButton<Type extends RequestType>(
  request: RequestOf<Type>,
  form: Form,
  words: Words,
): Button | null {
  const definition: RequestDefinition<Type> = requests[request.type];
  if (definition.replyMode !== "form" || !definition.button) return null;
  const label = definition.openLabel?.(words) ?? form.title;
  return cardButton(writeId(request, definition.button), label, "primary");
}

function writeId<Type extends RequestType>(request: RequestOf<Type>, button: ButtonCodec<Type>): string {
  const parts = z.encode(button, request);
  const names = Object.keys(button.shape);
  return `${request.type}:${names.map((name) => parts[name]).join(":")}`;
}
