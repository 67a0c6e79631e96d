import { readButton, readCommand } from "../../bot/requests/catalogue.ts";
import { type BotRequest, declined } from "../../bot/requests/request.ts";
import { commandLimit, commandName } from "../../bot/requests/typed-command.ts";
import type { Key } from "./render.ts";

export const place = { workspace: "terminal", channel: "terminal", channelName: "#terminal" } as const;

/** What a typed line asks for: to leave, or something of the bot. An empty line asks for nothing. */
export type Heard =
  | { readonly type: "nothing" }
  | { readonly type: "quit" }
  | { readonly type: "request"; readonly request: BotRequest };

/** Reads a typed line: a key of a button that is on the screen, or a command with or without its name. */
export function heardIn(line: string, keys: readonly Key[]): Heard {
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

/** The terminal is one channel, under whichever of its names. */
export function channelOf(typed: string): string | null {
  return ["#terminal", "terminal", "here"].includes(typed.toLowerCase()) ? place.channel : null;
}
