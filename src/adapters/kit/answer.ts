import type { Log } from "../../bot/ports/log.ts";
import { replyModeOf } from "../../bot/requests/catalogue.ts";
import type { BotRequest } from "../../bot/requests/request.ts";
import type { Card, Reply } from "../../cards/card.ts";
import { noticeCard } from "../../cards/notices/notice-card.ts";
import type { Words } from "../../cards/words/words.ts";
import { within } from "./timing.ts";

/** Where an answer appears: it replaces the pressed message, or it is a new one that only the person sees. */
export type AnswerTarget = "in-place" | "new";

/** One request of one person. */
export interface IncomingRequest {
  readonly request: BotRequest;
  /** Whether a message was pressed that only this person sees. Anybody else's must never be replaced. */
  readonly pressedOwn: boolean;
  readonly hear: () => Promise<Reply>;
}

/** One chance to answer, as a platform gives it. */
export interface Exchange {
  /**
   * How long to wait for an answer that has to be the platform's first response: a form, suggestions, a window. Null
   * acknowledges first and answers afterwards.
   */
  readonly firstResponseMs: number | null;
  /**
   * Tells the platform that an answer will follow. Returns false if it no longer accepts one; then nothing else
   * happens.
   */
  acknowledge(target: AnswerTarget): Promise<boolean>;
  /** Sends the answer as the first response. */
  respond(reply: Reply, target: AnswerTarget): Promise<void>;
  /** Sends the answer after an acknowledgement. */
  followUp(reply: Reply, target: AnswerTarget): Promise<void>;
}

/** Acknowledges a request, answers it in its reply mode, and apologises if answering fails. */
export async function answerRequest(
  { request, pressedOwn, hear }: IncomingRequest,
  exchange: Exchange,
  apologise: (error: unknown, request: BotRequest) => Reply,
): Promise<void> {
  const target = replyModeOf(request.type) === "in-place" && pressedOwn ? "in-place" : "new";
  const answer = () => hear().catch((error: unknown) => apologise(error, request));
  if (exchange.firstResponseMs === null) {
    if (await exchange.acknowledge(target)) await exchange.followUp(await answer(), target);
    return;
  }
  const answering = answer();
  const ready = await within(exchange.firstResponseMs, answering);
  if (ready !== null) return exchange.respond(ready, target);
  if (await exchange.acknowledge(target)) await exchange.followUp(await answering, target);
}

/** Tells the person that the program failed. The details go only to the log. */
export function apologyOf(words: Words, log: Log): (error: unknown, request: BotRequest) => Card {
  return (error, request) => {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error("a request failed", { request: request.type, cause });
    return noticeCard("refused", words.crash.title, [words.crash.text], []);
  };
}

/** Work in progress, so that a chat can finish it before it stops. */
export interface PendingWork {
  track<Value>(work: Promise<Value>): Promise<Value>;
  /** Resolves when everything tracked so far has ended. */
  done(): Promise<void>;
}

export function openWork(): PendingWork {
  const running = new Set<Promise<unknown>>();
  return {
    track(work) {
      const tracked = work.finally(() => running.delete(tracked));
      running.add(tracked);
      return tracked;
    },
    async done() {
      await Promise.allSettled(running);
    },
  };
}
