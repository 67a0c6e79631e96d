import { commandName } from "../../bot/command-table.ts";
import type { Suggestions } from "../../cards/card.ts";
import { type Answering, type Outcome, openAnswers } from "./answers.ts";
import { readForm, readPress, readSaid, typedCommand } from "./listen.ts";
import { commandOf, type Speaker } from "./speaker.ts";

/** What people do in the room. Each throws only on a bug or when the transcript cannot be written. */
export interface Conversation {
  say(speaker: Speaker, text: string): Promise<Outcome>;
  press(speaker: Speaker, line: string, button: string): Promise<Outcome>;
  submit(speaker: Speaker, form: string, values: Readonly<Record<string, string>>): Promise<Outcome>;
  /** Whole texts to put in place of what is typed. */
  suggest(speaker: Speaker, typed: string): Promise<Suggestions["items"]>;
}

export function openConversation(options: Answering): Conversation {
  const { hear } = options;
  const running = new Map<string, Promise<Outcome>>();

  const { show, answer } = openAnswers(options);

  return {
    async say(speaker, text) {
      const said = readSaid(text);
      const body = { type: "words", text } as const;
      if (said.type === "words") {
        await show({ seenBy: null, author: speaker, body });
        return { type: "done" };
      }
      if (said.request.type !== "declined" || said.request.refusal.code !== "too-long") {
        await show({ seenBy: speaker.id, author: speaker, body });
      }
      return answer(speaker, said.request, null);
    },
    press(speaker, line, button) {
      const key = `${speaker.id} ${line} ${button}`;
      // A double click is one press, whichever tab it comes from.
      const known = running.get(key);
      if (known) return known;
      const outcome = answer(speaker, readPress(button), line).finally(() => running.delete(key));
      running.set(key, outcome);
      return outcome;
    },
    submit(speaker, form, values) {
      return answer(speaker, readForm(form, values), null);
    },
    async suggest(speaker, typed) {
      const command = typedCommand(typed);
      if (command === null) return [];
      const reply = await hear(commandOf(speaker, { type: "suggest", typed: command }));
      if (reply.type !== "suggestions") return [];
      return reply.items.map(({ value, label }) => ({ value: `/${commandName} ${value}`, label }));
    },
  };
}
