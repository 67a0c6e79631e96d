import type { Prose } from "./prose.ts";

/** How a choice stands after the answer; an open question has only `open` ones. */
export type ChoiceMark = "open" | "right" | "picked-right" | "picked-wrong" | "passed-over";

export interface CardChoice {
  readonly letter: string;
  readonly text: Prose;
  readonly mark: ChoiceMark;
  /** The mark in words; empty for `open` and `passed-over`. */
  readonly markText: string;
  /** How many chose it, of how many, and the same in words; null until people may know. */
  readonly share: { readonly count: number; readonly of: number; readonly text: string } | null;
}

/** A line of a list that people compare: a place on a board, a topic of the path. */
export interface CardRow {
  readonly lead: string;
  readonly text: Prose;
  readonly trail: string;
  /** The viewer's own line. */
  readonly own: boolean;
  /** A bar of `part` out of `whole`; null for none. The trail says the same in words. */
  readonly bar: { readonly part: number; readonly whole: number } | null;
}

/** The pieces a card is made of, told apart by `type`. Every chat draws each of them. */
export type Block =
  | { readonly type: "heading"; readonly text: Prose }
  | { readonly type: "text"; readonly text: Prose }
  | { readonly type: "quote"; readonly text: Prose }
  | { readonly type: "code"; readonly language: string; readonly text: string }
  | { readonly type: "choices"; readonly choices: readonly CardChoice[] }
  | { readonly type: "rows"; readonly rows: readonly CardRow[] }
  | { readonly type: "list"; readonly items: readonly Prose[] }
  | { readonly type: "note"; readonly text: Prose }
  | { readonly type: "link"; readonly before: string; readonly label: string; readonly url: string };

export interface Button {
  /** At most 100 characters; names a row and a choice and never tells which choice is right. */
  readonly id: string;
  readonly label: string;
  /** What a screen reader says where the label is one letter. */
  readonly spoken: string;
  /** `chosen` is a letter that stands in the answer and can be taken out again. */
  readonly look: "choice" | "chosen" | "primary" | "plain" | "danger";
}

/** A button that reads as it looks. */
export function button(id: string, label: string, look: Button["look"] = "plain"): Button {
  return { id, label, spoken: label, look };
}

/** How a card is meant, for the line or emoji beside it; the words say the same. */
export type CardTone = "question" | "right" | "wrong" | "neutral" | "refused" | "score";

/** What people see, said once, in no chat's dialect. */
export interface Card {
  readonly type: "card";
  readonly tone: CardTone;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Rows of at most five buttons, at most five rows. */
  readonly buttons: readonly (readonly Button[])[];
}

/**
 * One thing a form asks for: a line of text, a channel, lines of code, one of a few options (none is chosen before
 * where the value is none of them), or a few sentences of at most so many characters, which may be left out.
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
  /** The id the chat gives back with the values. */
  readonly id: string;
  readonly submit: string;
}

/** What a person may go on typing. */
export interface Suggestions {
  readonly type: "suggestions";
  readonly items: readonly { readonly value: string; readonly label: string }[];
}

/** Everything the bot can say. */
export type Reply = Card | Form | Suggestions;

const letters = "ABCDEFGH";

/** The letter of the choice at a place, from 0. */
export function letterAt(place: number): string {
  return letters[place] ?? "?";
}
