import { buttonRequest } from "../../bot/button-id.ts";
import type { Command, Request } from "../../bot/command.ts";
import { commandLimit, commandName, requestOf } from "../../bot/command-table.ts";
import type { Key } from "./render.ts";

/** The only channel of this chat. */
export const room = { workspace: "terminal", channel: "terminal", channelName: "#terminal" } as const;

/** What a typed line means. */
type HeardLine =
  | { readonly type: "nothing" }
  | { readonly type: "quit" }
  | { readonly type: "request"; readonly request: Request };

/** Reads a typed line: a key of a button on the screen, or a command with or without its name. */
export function heardIn(line: string, keys: readonly Key[]): HeardLine {
  if (line.length > commandLimit) {
    return { type: "request", request: { type: "declined", refusal: { code: "too-long", limit: commandLimit } } };
  }
  const typed = line.trim();
  if (typed === "") return { type: "nothing" };
  if (typed === "quit" || typed === "exit") return { type: "quit" };
  const pressed = keys.find(({ key }) => key === typed.toUpperCase());
  if (pressed) return { type: "request", request: buttonRequest(pressed.button.id) };
  return { type: "request", request: requestOf(commandIn(typed), channelOf) };
}

/** The command without `/async-quiz` or a bare slash before it. */
export function commandIn(typed: string): string {
  const [first = "", ...rest] = typed.split(/\s+/);
  if (first === `/${commandName}`) return rest.join(" ");
  return typed.startsWith("/") ? typed.slice(1) : typed;
}

/** The id of a typed channel; null for an unknown one. */
export function channelOf(typed: string): string | null {
  return ["#terminal", "terminal", "here"].includes(typed.toLowerCase()) ? room.channel : null;
}

export interface TerminalUser {
  readonly id: string;
  readonly name: string;
}

export function commandOf(user: TerminalUser, request: Request): Command {
  const { workspace, channel, channelName } = room;
  // Only the person who runs the program can type here.
  const from = { chat: "terminal", workspace, channel, channelName, user, message: null, admin: true } as const;
  return { ...request, from };
}
