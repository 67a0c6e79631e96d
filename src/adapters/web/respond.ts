import type { Hear } from "../../bot/ports/chat.ts";
import type { Clock } from "../../bot/ports/clock.ts";
import type { IdGenerator } from "../../bot/ports/id-generator.ts";
import type { Transcript, TranscriptLine } from "../../bot/ports/transcript.ts";
import { erasesMessages, isSecret } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import { commandName } from "../../bot/requests/typed-command.ts";
import type { Card, Suggestions } from "../../cards/card.ts";
import type { Words } from "../../cards/words/words.ts";
import { answerRequest, type Exchange } from "../kit/answer.ts";
import type { Audience } from "./audience.ts";
import { type NamedVisitor, originOf, readForm, readPress, readTyped, room, typedCommand } from "./listen.ts";
import { renderForm } from "./render.ts";

/** The response to the page's request. New lines reach the page by its event stream, as they reach everybody. */
export type PageResponse = { readonly type: "done" } | { readonly type: "form"; readonly html: string };

interface RoomOptions {
  readonly hear: Hear;
  readonly transcript: Transcript;
  readonly audience: Audience;
  readonly words: Words;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** Answers what people do in the room. Throws only on a bug or if the transcript cannot be written. */
export interface RoomResponder {
  submitText(person: NamedVisitor, text: string): Promise<PageResponse>;
  press(person: NamedVisitor, line: string, button: string): Promise<PageResponse>;
  submit(person: NamedVisitor, form: string, values: Readonly<Record<string, string>>): Promise<PageResponse>;
  /** Whole texts that could replace the typed one. */
  suggest(person: NamedVisitor, typed: string): Promise<Suggestions["items"]>;
}

export function openRoomResponder(options: RoomOptions): RoomResponder {
  const running = new Map<string, Promise<PageResponse>>();
  return {
    async submitText(person, text) {
      const parsed = readTyped(text);
      const body = { type: "words", text } as const;
      if (parsed.type === "words") {
        await showLine(options, { seenBy: null, author: person, body });
        return { type: "done" };
      }
      if (parsed.request.type !== "declined" || parsed.request.refusal.code !== "too-long") {
        const line = { seenBy: person.id, author: person, body };
        await (isSecret(parsed.request.type) ? showSecret(options, line) : showLine(options, line));
      }
      return answer(options, person, parsed.request, null);
    },
    press(person, line, button) {
      const key = `${person.id} ${line} ${button}`;
      // A double click is one press, also across tabs.
      const known = running.get(key);
      if (known) return known;
      const outcome = answer(options, person, readPress(button), line).finally(() => running.delete(key));
      running.set(key, outcome);
      return outcome;
    },
    submit(person, form, values) {
      return answer(options, person, readForm(form, values), null);
    },
    async suggest(person, typed) {
      const command = typedCommand(typed);
      if (command === null) return [];
      const reply = await options.hear({ type: "suggest", typed: command }, originOf(person));
      if (reply.type !== "suggestions") return [];
      return reply.items.map(({ value, label }) => ({ value: `/${commandName} ${value}`, label }));
    },
  };
}

/** @param pressed the id of the line whose button was pressed; null for none */
async function answer(
  options: RoomOptions,
  person: NamedVisitor,
  request: BotRequest,
  pressed: string | null,
): Promise<PageResponse> {
  const { hear, transcript } = options;
  // Read before it is erased: the reply appears at its position.
  const erased = erasesMessages(request.type) && pressed !== null ? await transcript.find(pressed) : null;
  const exchange = exchangeOf(options, person, request, { id: pressed, number: erased?.number ?? 0 });
  // Whether the pressed line is the person's own is checked when it is replaced.
  const incoming = { request, pressedOwn: pressed !== null, hear: () => hear(request, originOf(person)) };
  await answerRequest(incoming, exchange, (error) => {
    // The server answers with an error, so that the page can offer to try again.
    throw error;
  });
  return exchange.outcome();
}

/** The HTTP response is the first response, and a browser waits for it. */
function exchangeOf(
  options: RoomOptions,
  person: NamedVisitor,
  request: BotRequest,
  pressed: { readonly id: string | null; readonly number: number },
): Exchange & { readonly outcome: () => PageResponse } {
  let outcome: PageResponse = { type: "done" };
  async function showCard(card: Card, inPlace: boolean): Promise<void> {
    const body = { type: "card", card } as const;
    if (erasesMessages(request.type) && card.tone !== "refused") {
      return showFarewell(options, person, card, pressed.number);
    }
    const { transcript } = options;
    const replaced =
      inPlace && pressed.id !== null ? await transcript.replacePrivate(pressed.id, person.id, body) : null;
    if (replaced) options.audience.show(replaced);
    else if (isSecret(request.type)) await showSecret(options, { seenBy: person.id, author: null, body });
    else await showLine(options, { seenBy: person.id, author: null, body });
  }
  return {
    firstResponseMs: Number.POSITIVE_INFINITY,
    acknowledge: async () => false,
    async respond(reply, target) {
      if (reply.type === "form") outcome = { type: "form", html: renderForm(options.words, reply) };
      if (reply.type === "card") await showCard(reply, target === "in-place");
    },
    followUp: async () => {},
    outcome: () => outcome,
  };
}

/** Shows a line with a secret to the pages that are open now. What is saved is a gap. */
async function showSecret(
  { transcript, audience, clock, ids }: RoomOptions,
  line: Pick<TranscriptLine, "seenBy" | "author" | "body">,
): Promise<void> {
  const gap = { ...line, body: { type: "gone" } } as const;
  const saved = await transcript.save({ ...gap, id: ids.next(), channel: room.channel, at: clock.now() });
  audience.show({ ...saved.line, body: line.body });
}

async function showLine(
  { transcript, audience, clock, ids }: RoomOptions,
  line: Pick<TranscriptLine, "seenBy" | "author" | "body">,
): Promise<void> {
  const saved = await transcript.save({ ...line, id: ids.next(), channel: room.channel, at: clock.now() });
  audience.show(saved.line);
}

/**
 * After everything about a person was erased: removes the erased lines from all pages, then confirms it to the person
 * at the position of the question. The confirmation is not saved, because it would name the person.
 */
async function showFarewell(
  { audience, clock, ids }: RoomOptions,
  person: NamedVisitor,
  card: Card,
  number: number,
): Promise<void> {
  await audience.refresh();
  const { channel } = room;
  const body = { type: "card", card } as const;
  audience.show({ id: ids.next(), number, channel, seenBy: person.id, author: null, body, at: clock.now() });
}
