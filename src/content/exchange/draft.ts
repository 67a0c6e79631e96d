import type { Topic } from "../../engine/question/topic.ts";

/** Something about a place in a file that is imported. */
export interface Remark {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What a YAML file of ours can hold; what is undefined is left out. */
export type YamlValue = string | undefined | readonly YamlValue[] | { readonly [field: string]: YamlValue };

/** A question as it was found elsewhere, which may lack what ours need. */
export interface Draft {
  readonly line: number;
  /** A title, an id, or else its prompt: the file's name is made of it. */
  readonly name: string;
  readonly topic: Topic | null;
  readonly fields: DraftFields;
}

/** By the names that our files give them. */
export interface DraftFields {
  readonly kind: string;
  readonly module?: string | undefined;
  readonly difficulty?: string | undefined;
  readonly prompt?: string | undefined;
  readonly code?: string | undefined;
  readonly language?: string | undefined;
  readonly program?: string | undefined;
  readonly choices?: readonly DraftChoice[] | undefined;
  readonly steps?: readonly string[] | undefined;
  readonly mistakes?: readonly DraftMistake[] | undefined;
  readonly explanation?: string | undefined;
  readonly source?: { readonly title?: string | undefined; readonly url?: string | undefined } | undefined;
  readonly objectives?: readonly string[] | undefined;
  readonly idea?: string | undefined;
}

export interface DraftChoice {
  readonly text: string;
  readonly right: boolean;
  readonly misconceptions?: readonly string[] | undefined;
  readonly refutation?: string | undefined;
}

export interface DraftMistake {
  readonly order: readonly string[];
  readonly misconceptions?: readonly string[] | undefined;
  readonly refutation?: string | undefined;
}

/** What a file holds for us. */
export interface ReadExchange {
  readonly drafts: readonly Draft[];
  /** What has no place among our questions, and is not an error. */
  readonly leftOut: readonly Remark[];
  /** What has to be mended first: with one of them, nothing is imported. */
  readonly faults: readonly Remark[];
}

export const mostQuestions = 2000;

/** @returns undefined for nothing, so that the field is left out */
export function textOrNone(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? undefined : trimmed;
}

export function listOrNone<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
