import { z } from "zod";
import type { PresentationId, TraceId } from "../engine/question/ids.ts";
import { isTopic } from "../engine/question/topic.ts";
import { type Pick, type Request, type TraceMove, traceMoves } from "./command.ts";

/** The longest id that every chat bears (Discord's custom_id). */
export const buttonIdLimit = 100;

/** What a button may ask. Its id names a row and a letter's place, so it works after a restart and tells no answer. */
export type ButtonRequest =
  /** A button names no channel: it means all of them. */
  | { readonly type: "settings-daily-off"; readonly channel: null }
  | Extract<
      Request,
      {
        type:
          | "answer"
          | "answer-in-channel"
          | "open-answer"
          | "press"
          | "undo"
          | "send"
          | "practice"
          | "report"
          | "play"
          | "daily"
          | "leaderboard"
          | "progress"
          | "help"
          | "trace"
          | "trace-summary"
          | "trace-step"
          | "forget-confirmed"
          | "forget-declined"
          | "settings"
          | "settings-form"
          | "settings-daily-test";
      }
    >;

const bareWords = [
  "daily",
  "progress",
  "help",
  "forget-confirmed",
  "forget-declined",
  "settings-form",
  "settings-daily-test",
] as const;

const presentationId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,40}$/)
  .transform((text) => text as PresentationId);
/** The row stands last: what is cut off names no row, rather than another step. */
const traceId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,40}$/)
  .transform((text) => text as TraceId);
const step = z
  .string()
  .regex(/^(0|[1-9]\d{0,3})$/)
  .transform(Number);
const place = z
  .string()
  .regex(/^[0-7]$/)
  .transform(Number);
const pick = z.union([z.literal("unknown"), place]);
const bareWord = z.enum(bareWords);

/** No id begins another: what was cut off must not become another request. */
const settingsId = "show-settings";
const traceFormId = "paste-program";

const parts = z.union([
  z.tuple([z.enum(["answer", "answer-in-channel"]), presentationId, pick]),
  z.tuple([z.literal("press"), presentationId, place]),
  z.tuple([z.enum(["practice", "report", "open-answer", "undo", "send"]), presentationId]),
  z.tuple([z.literal("play"), z.string().refine((text) => text === "" || isTopic(text))]),
  z.tuple([z.literal("leaderboard"), z.enum(["today", "week", "month", "all"])]),
  z.tuple([z.literal("settings-daily-off")]),
  z.tuple([z.literal(settingsId)]),
  z.tuple([z.literal(traceFormId)]),
  z.tuple([z.literal("trace-summary"), traceId]),
  z.tuple([z.literal("trace-step"), z.enum(traceMoves), step, traceId]),
  z.tuple([bareWord]),
]);

/** Writes a button's id. */
export function buttonId(request: ButtonRequest): string {
  switch (request.type) {
    case "answer":
    case "answer-in-channel":
      return `${request.type}:${request.presentation}:${request.pick}`;
    case "press":
      return `press:${request.presentation}:${request.place}`;
    case "practice":
    case "open-answer":
    case "undo":
    case "send":
    case "report":
      return `${request.type}:${request.presentation}`;
    case "play":
      return `play:${request.topic ?? ""}`;
    case "leaderboard":
      return `leaderboard:${request.window}`;
    case "settings":
      return settingsId;
    case "trace":
      return traceFormId;
    case "trace-summary":
      return `trace-summary:${request.trace}`;
    case "trace-step":
      return `trace-step:${request.move}:${request.step}:${request.trace}`;
    default:
      return request.type;
  }
}

/** Reads a pressed button's id. Whatever this program would not have written is declined. */
export function buttonRequest(id: string): Request {
  const read = id.length <= buttonIdLimit ? parts.safeParse(id.split(":")) : null;
  if (!read?.success) return { type: "declined", refusal: { code: "unknown-button" } };
  const [type, first, second, third] = read.data;
  switch (type) {
    case "answer":
    case "answer-in-channel":
      return { type, presentation: first as PresentationId, pick: second as Pick };
    case "press":
      return { type, presentation: first as PresentationId, place: second as number };
    case "practice":
    case "open-answer":
    case "undo":
    case "send":
    case "report":
      return { type, presentation: first as PresentationId };
    case "play":
      return { type, topic: first !== undefined && isTopic(first) ? first : null };
    case "leaderboard":
      return { type, window: first as "today" | "week" | "month" | "all" };
    case "settings-daily-off":
      return { type, channel: null };
    case settingsId:
      return { type: "settings" };
    case traceFormId:
      return { type: "trace" };
    case "trace-summary":
      return { type, trace: first as TraceId };
    case "trace-step":
      return { type, move: first as TraceMove, step: second as number, trace: third as TraceId };
    default:
      return { type };
  }
}
