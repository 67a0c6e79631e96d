import type { LeaderboardWindow } from "../engine/community/calendar.ts";
import type { ReportReason } from "../engine/community/report.ts";
import type { PresentationId, TraceId } from "../engine/question/ids.ts";
import type { Refusal } from "../engine/question/refusal.ts";
import type { Topic } from "../engine/question/topic.ts";
import type { ModuleKind } from "../interpreter/rules/semantics.ts";
import type { ReplyMode } from "./manner.ts";

export const chatNames = ["discord", "slack", "web", "terminal"] as const;
export type ChatName = (typeof chatNames)[number];

/** Chats whose user ids name the same person in every workspace. */
export const chatsOfOneUser: ReadonlySet<string> = new Set<ChatName>(["discord"]);

/** Who asks, and where. The adapter takes all of it from the platform's own word, never from a button's id. */
export interface From {
  readonly chat: ChatName;
  /** The Discord server, the Slack workspace; null in a private talk that belongs to none. */
  readonly workspace: string | null;
  /** The chat's own id of the channel. */
  readonly channel: string;
  /** The channel as people there type it: `#general`. */
  readonly channelName: string;
  readonly user: { readonly id: string; readonly name: string };
  /** The chat's name of the message that everybody sees and whose button was pressed; null for everything else. */
  readonly message: string | null;
  /** Whether the platform says that this person may change the community's settings. */
  readonly admin: boolean;
}

/** A press on a choice: its place among the letters shown, from 0. */
export type Pick = number | "unknown";

/** The buttons that walk through a trace; of two that lead to one step, each has an id of its own. */
export const traceMoves = ["first", "back", "next", "last"] as const;
export type TraceMove = (typeof traceMoves)[number];

/** What can be asked of the bot. */
export type Request =
  | { readonly type: "play"; readonly topic: Topic | null }
  | { readonly type: "daily" }
  | { readonly type: "leaderboard"; readonly window: LeaderboardWindow }
  | { readonly type: "progress" }
  /** A learner's own page, where a chat has one. */
  | { readonly type: "home" }
  | { readonly type: "help" }
  | { readonly type: "forget" }
  | { readonly type: "forget-confirmed" }
  | { readonly type: "forget-declined" }
  | { readonly type: "settings" }
  | { readonly type: "settings-form" }
  | {
      readonly type: "settings-daily";
      readonly channel: string;
      readonly minuteOfDay: number;
      /** null keeps the community's zone. */
      readonly zone: string | null;
      /** 1 is Monday; ascending, at least one. */
      readonly weekdays: readonly number[];
    }
  | { readonly type: "settings-daily-off"; readonly channel: string | null }
  | { readonly type: "settings-daily-test" }
  | { readonly type: "answer"; readonly presentation: PresentationId; readonly pick: Pick }
  | { readonly type: "answer-in-channel"; readonly presentation: PresentationId; readonly pick: Pick }
  /** Shows whoever asks for it a card of their own, where an answer is put together by several presses. */
  | { readonly type: "open-answer"; readonly presentation: PresentationId }
  | { readonly type: "press"; readonly presentation: PresentationId; readonly place: number }
  | { readonly type: "undo"; readonly presentation: PresentationId }
  | { readonly type: "send"; readonly presentation: PresentationId }
  | { readonly type: "practice"; readonly presentation: PresentationId }
  /** Opens the form on which a question is reported. */
  | { readonly type: "report"; readonly presentation: PresentationId }
  | {
      readonly type: "report-question";
      readonly presentation: PresentationId;
      readonly reason: ReportReason;
      /** At most `longestNote` characters; empty for none. */
      readonly note: string;
    }
  | { readonly type: "trace" }
  | { readonly type: "trace-program"; readonly source: string; readonly module: ModuleKind }
  | { readonly type: "trace-summary"; readonly trace: TraceId }
  | { readonly type: "trace-step"; readonly trace: TraceId; readonly move: TraceMove; readonly step: number }
  | { readonly type: "suggest"; readonly typed: string }
  | { readonly type: "declined"; readonly refusal: Refusal };

export type RequestType = Request["type"];

/** The one thing that goes through the bot's door. */
export type Command = Request & { readonly from: From };

/** How each is answered: data, so that an adapter can acknowledge before anything is thought about. */
export const replyModes: Readonly<Record<RequestType, ReplyMode>> = {
  play: "private",
  daily: "private",
  leaderboard: "private",
  progress: "private",
  home: "private",
  help: "private",
  forget: "private",
  "forget-confirmed": "in-place",
  "forget-declined": "in-place",
  settings: "private",
  "settings-form": "form",
  "settings-daily": "private",
  "settings-daily-off": "private",
  "settings-daily-test": "private",
  answer: "in-place",
  "answer-in-channel": "private",
  "open-answer": "private",
  press: "in-place",
  undo: "in-place",
  send: "in-place",
  practice: "private",
  report: "form",
  "report-question": "private",
  trace: "form",
  "trace-program": "private",
  "trace-summary": "in-place",
  "trace-step": "in-place",
  suggest: "suggestions",
  declined: "private",
};

/** Requests that change or show a community's settings: for those whom the platform calls admins. */
export const adminRequests: ReadonlySet<RequestType> = new Set<RequestType>([
  "settings",
  "settings-form",
  "settings-daily",
  "settings-daily-off",
  "settings-daily-test",
]);
