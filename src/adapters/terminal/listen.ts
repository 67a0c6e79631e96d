import type { Origin } from "../../bot/origin.ts";
import { readButton, readCommand } from "../../bot/requests/catalogue.ts";
import { type BotRequest, declined } from "../../bot/requests/request.ts";
import { commandLimit, commandName } from "../../bot/requests/typed-command.ts";
import type { ButtonKey } from "./render.ts";

/** The only channel of this chat. */
export const room = { workspace: "terminal", channel: "terminal", channelName: "#terminal" } as const;

/** What a typed line means. */
type HeardLine =
  | { readonly type: "nothing" }
  | { readonly type: "quit" }
  | { readonly type: "request"; readonly request: BotRequest };

/** Reads a typed line: a key of a button on the screen, or a command with or without its name. */
export function heardIn(line: string, keys: readonly ButtonKey[]): HeardLine {
  if (line.length > commandLimit) {
    return { type: "request", request: declined({ code: "too-long", limit: commandLimit }) };
  }
  const typed = line.trim();
  if (typed === "") return { type: "nothing" };
  if (typed === "quit" || typed === "exit") return { type: "quit" };
  const pressed = keys.find(({ key }) => key === typed.toUpperCase());
  if (pressed) return { type: "request", request: readButton(pressed.button.id) };
  return { type: "request", request: readCommand(commandIn(typed), channelOf) };
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

/** Only the person who runs the program can type here, so they may change its settings. */
export function originOf(user: TerminalUser): Origin {
  return { chat: "terminal", ...room, user: { ...user, scope: "workspace" }, message: null, admin: true };
}
