import { z } from "zod";
import { type HelpLine, helpCard } from "../../../cards/notices/notice-card.ts";
import type { BotContext } from "../../context.ts";
import { nextButton } from "../buttons.ts";
import { defineRequest } from "../definition.ts";
import type { NoFields } from "../request.ts";
import { argumentsOf } from "../typed-command.ts";

declare module "../request.ts" {
  interface ButtonRequests {
    readonly help: NoFields;
  }
}

export const help = defineRequest({
  type: "help",
  who: "everyone",
  needsPerson: false,
  replyMode: "private",
  surface: "window",
  command: { words: ["help"], arguments: [], help: (words) => words.help.help, read: () => ({ type: "help" }) },
  button: z.object({}),
  handle: (context) => helpCard(context.words, helpLines(context), [nextButton(context, null)]),
});

/** Every command: how it is typed, and what it does. */
export function helpLines({ commands, words }: BotContext): readonly HelpLine[] {
  return commands.map((command) => ({
    path: command.words.join(" "),
    arguments: argumentsOf(command),
    text: command.help(words),
    adminsOnly: command.who === "admins",
  }));
}
