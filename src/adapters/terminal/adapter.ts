import type { Chat } from "../../bot/ports/chat.ts";
import type { Log } from "../../bot/ports/log.ts";
import type { Words } from "../../cards/words/words.ts";
import { room, type TerminalUser } from "./listen.ts";
import { openTerminalResponder, type TerminalResponder } from "./respond.ts";
import { openScreen, type ScreenInput, type ScreenOutput, type TextScreen } from "./screen.ts";

interface TerminalOptions {
  readonly input: ScreenInput;
  readonly output: ScreenOutput;
  readonly user: TerminalUser;
  readonly words: Words;
  readonly log: Log;
  /** Called when the person quits, or when the input ends and every answer is printed. */
  readonly ended: () => void;
}

/** The quiz for the person at this machine's terminal. */
export function terminalChat(options: TerminalOptions): Chat {
  let session: { readonly screen: TextScreen; readonly responder: TerminalResponder } | null = null;
  let conversation: Promise<void> = Promise.resolve();
  let stopped = false;

  async function converse(responder: TerminalResponder, screen: TextScreen): Promise<void> {
    screen.prompt(responder.prompt());
    for await (const line of screen.lines) {
      const next = await responder.answer(line, screen);
      if (next === "quit" || stopped) break;
      screen.prompt(responder.prompt());
    }
    screen.close();
    options.ended();
  }

  /** After a restart, earlier posts are no longer on the screen, so they are printed again. */
  const post: Chat["post"] = async ({ channel, key, card }) => {
    if (channel !== room.channel) return { type: "failed", reason: "no-channel" };
    session?.responder.show(card, session.screen);
    return { type: "posted", message: key };
  };

  return {
    name: "terminal",
    async start(hear) {
      const responder = openTerminalResponder({ ...options, hear });
      const screen = openScreen(options.input, options.output, responder.suggest);
      session = { screen, responder };
      conversation = converse(responder, screen);
    },
    post,
    postAgain: post,
    // Printed text cannot be changed.
    edit: async () => {},
    async stop() {
      stopped = true;
      session?.screen.close();
      await conversation;
    },
  };
}
