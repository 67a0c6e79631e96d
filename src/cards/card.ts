import type { HeatMap } from "./insights/heat-map.ts";
import { type Prose, plain } from "./prose.ts";

/**
 * The state of a choice. In a question that is still open it is `open`, or `chosen` as a part of an answer that has not
 * been sent.
 */
export const choiceMarks = ["open", "chosen", "right", "picked-right", "picked-wrong", "passed-over"] as const;
export type ChoiceMark = (typeof choiceMarks)[number];

export interface CardChoice {
  /** A letter, or the number of a step. */
  readonly letter: string;
  readonly text: Prose;
  readonly mark: ChoiceMark;
  /** The number of a chosen step, from 1. */
  readonly step?: number;
  /** The mark in words; may be empty for `open` and `passed-over`. */
  readonly markText: string;
  /** How many chose it, of how many, and the same in words; null until people may know. */
  readonly share: { readonly count: number; readonly of: number; readonly text: string } | null;
}

/** A line of a list that people compare: a rank on a leaderboard, a topic of the path. */
export interface CardRow {
  readonly lead: string;
  readonly text: Prose;
  readonly trail: string;
  /** The viewer's own line. */
  readonly own: boolean;
  /**
   * A bar of `part` out of `total`, and up to `reached` in a paler colour; null for none. The trail says the same in
   * words.
   */
  readonly bar: { readonly part: number; readonly reached: number; readonly total: number } | null;
}

/** The pieces of a card. Every chat draws each type. */
export type Block =
  | { readonly type: "heading" | "text" | "quote" | "note"; readonly text: Prose }
  | { readonly type: "code"; readonly language: string; readonly text: string }
  | { readonly type: "choices"; readonly choices: readonly CardChoice[] }
  | { readonly type: "rows"; readonly rows: readonly CardRow[] }
  /** A drawing. Everything on it is also in the text of the card, for chats that show no pictures. */
  | { readonly type: "picture"; readonly heatMap: HeatMap }
  | { readonly type: "list"; readonly items: readonly Prose[] }
  | { readonly type: "link"; readonly before: string; readonly label: string; readonly url: string };

export interface Button {
  /** At most 100 characters. Names a row and a choice, and never reveals which choice is right. */
  readonly id: string;
  readonly label: string;
  /** What a screen reader says if the label is only a letter. */
  readonly spoken: string;
  readonly style: ButtonStyle;
}

/**
 * `chosen` is a letter that is part of the answer and can be removed again. `disabled` can't be pressed yet, and its
 * label says why. `quiet` is for what few people need.
 */
export const buttonStyles = ["choice", "chosen", "primary", "plain", "danger", "disabled", "quiet"] as const;
type ButtonStyle = (typeof buttonStyles)[number];

/** Rows of at most five buttons, at most five rows. */
export type ButtonRows = readonly (readonly Button[])[];

/** The mood of a card, for the colour or emoji beside it; the words say the same. */
export type CardTone = "question" | "right" | "wrong" | "neutral" | "refused" | "score";

/** What people see, as data in no chat's dialect. Every word on it is already chosen. */
export interface Card {
  readonly type: "card";
  readonly tone: CardTone;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly buttons: ButtonRows;
  /** What people can look up below the buttons. A chat where earlier cards stay above leaves it out. */
  readonly reference: readonly Block[];
}

/** @param buttons rows without a button are dropped */
export function card(tone: CardTone, title: string, blocks: readonly Block[], ...buttons: ButtonRows): Card {
  return { type: "card", tone, title, blocks, buttons: buttons.filter((row) => row.length > 0), reference: [] };
}

/** A button whose label says enough for a screen reader. */
export function button(id: string, label: string, style: Button["style"] = "plain"): Button {
  return { id, label, spoken: label, style };
}

export function heading(text: string): Block {
  return { type: "heading", text: plain(text) };
}

export function text(text: Prose | string): Block {
  return { type: "text", text: proseOf(text) };
}

export function quote(text: Prose): Block {
  return { type: "quote", text };
}

export function note(text: Prose | string): Block {
  return { type: "note", text: proseOf(text) };
}

export function list(items: readonly Prose[]): Block {
  return { type: "list", items };
}

export function code(language: string, text: string): Block {
  return { type: "code", language, text };
}

function proseOf(text: Prose | string): Prose {
  return typeof text === "string" ? plain(text) : text;
}

/**
 * One thing a form asks for: a line of text, a channel, lines of code, one of a few options (none is preselected if
 * the value is none of them), or an optional paragraph of at most `most` characters.
 */
export type FormField = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
} & (
  | { readonly kind: "text" | "channel" | "code" }
  | { readonly kind: "option"; readonly options: readonly FormOption[] }
  | { readonly kind: "paragraph"; readonly most: number }
);

export interface FormOption {
  readonly value: string;
  readonly label: string;
}

/** A form that a chat opens at once and sends back as one command. */
export interface Form {
  readonly type: "form";
  readonly title: string;
  readonly intro: Prose;
  readonly fields: readonly FormField[];
  /** The id the chat returns with the values. */
  readonly id: string;
  readonly submit: string;
}

/** The ways to complete a half-typed command. */
export interface Suggestions {
  readonly type: "suggestions";
  readonly items: readonly { readonly value: string; readonly label: string }[];
}

/** Everything the bot can answer with. */
export type Reply = Card | Form | Suggestions;

const letters = "ABCDEFGH";

/** @param position from 0 */
export function letterAt(position: number): string {
  return letters[position] ?? "?";
}
