import type { Hear } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Transcript, TranscriptLine } from "../../bot/ports/transcript.ts";
import { erasesMessages, replyModeOf } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import { commandName } from "../../bot/requests/typed-command.ts";
import type { Card, Suggestions } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import type { Audience } from "./audience.ts";
import { originOf, readForm, readPress, readSaid, room, type Speaker, typedCommand } from "./listen.ts";
import { renderForm } from "./render.ts";

/** What the page that asked is told; all lines reach it as they reach everybody. */
export type Outcome = { readonly type: "done" } | { readonly type: "form"; readonly html: string };

/** What answering in the room needs. */
export interface Answering {
  readonly hear: Hear;
  readonly transcript: Transcript;
  readonly audience: Audience;
  readonly words: Words;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Keeps lines and shows them, and puts each answer where the manner of its command wants it. */
interface Answers {
  show(line: Pick<TranscriptLine, "seenBy" | "author" | "body">): Promise<void>;
  answer(speaker: Speaker, request: BotRequest, pressed: string | null): Promise<Outcome>;
}

function openAnswers({ hear, transcript, audience, words, clock, ids }: Answering): Answers {
  async function show(line: Pick<TranscriptLine, "seenBy" | "author" | "body">): Promise<void> {
    const kept = await transcript.keep({ ...line, id: ids.next(), channel: room.channel, at: clock.now() });
    audience.show(kept);
  }

  /** Shown where the question stood, to the pages that are open, and kept nowhere: it would name who was forgotten. */
  function sayFarewell(speaker: Speaker, card: Card, number: number): void {
    const body = { type: "card", card } as const;
    const channel = room.channel;
    audience.show({ id: ids.next(), number, channel, seenBy: speaker.id, author: null, body, at: clock.now() });
  }

  async function answer(speaker: Speaker, request: BotRequest, pressed: string | null): Promise<Outcome> {
    const presentation = pressed === null ? null : await transcript.line(pressed);
    const reply = await hear(request, originOf(speaker));
    if (reply.type === "form") return { type: "form", html: renderForm(words, reply) };
    if (reply.type === "suggestions") return { type: "done" };
    // What was erased must leave the open pages, and the memory for pages that come back, before anything is added.
    if (erasesMessages(request.type) && reply.tone !== "refused") {
      await audience.refresh();
      sayFarewell(speaker, reply, presentation?.number ?? 0);
      return { type: "done" };
    }
    const inPlace = replyModeOf(request.type) === "in-place" && pressed !== null;
    if (inPlace && (await replaced(speaker, pressed, reply))) return { type: "done" };
    await show({ seenBy: speaker.id, author: null, body: { type: "card", card: reply } });
    return { type: "done" };
  }

  /** Only one's own private message may become one's answer: what everybody reads stays. */
  async function replaced(speaker: Speaker, pressed: string, card: Card): Promise<boolean> {
    const old = await transcript.line(pressed);
    if (old?.seenBy !== speaker.id || old.author !== null) return false;
    const line = await transcript.replace(pressed, { type: "card", card });
    if (line) audience.show(line);
    return line !== null;
  }

  return { show, answer };
}

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
      const reply = await hear({ type: "suggest", typed: command }, originOf(speaker));
      if (reply.type !== "suggestions") return [];
      return reply.items.map(({ value, label }) => ({ value: `/${commandName} ${value}`, label }));
    },
  };
}
