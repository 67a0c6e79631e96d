import type { MisconceptionId, QuestionId } from "./ids.ts";
import type { Source } from "./misconception.ts";
import { textHash } from "./seed.ts";
import type { Topic } from "./topic.ts";

/** How a question is meant: a belief asked head-on, or a situation in which it shows. */
export const questionKinds = ["misconception", "scenario"] as const;
type QuestionKind = (typeof questionKinds)[number];

/** 1 (first steps) to 3 (expert); also what a right first answer earns. */
export type Difficulty = 1 | 2 | 3;

export interface RightChoice {
  readonly text: string;
}

export interface WrongChoice {
  readonly text: string;
  /** The beliefs that lead to this choice; at least one in the bank that ships. */
  readonly misconceptions: readonly MisconceptionId[];
  /** What is wrong with this choice here, said to the person who picked it. */
  readonly refutation: string;
}

interface Code {
  readonly language: string;
  readonly text: string;
}

/** A question in words. The right choice stands first; people see a shuffled order. */
export interface Question {
  readonly id: QuestionId;
  readonly topic: Topic;
  readonly kind: QuestionKind;
  readonly difficulty: Difficulty;
  readonly prompt: string;
  readonly code: Code | null;
  readonly right: RightChoice;
  readonly wrong: readonly WrongChoice[];
  readonly explanation: string;
  readonly source: Source;
  /** Where in its topic's line of thought it belongs: questions of one difficulty are asked in this order. */
  readonly place: number;
}

/** All choices in the file's order: index 0 is right. */
export function choicesOf(question: Question): readonly (RightChoice | WrongChoice)[] {
  return [question.right, ...question.wrong];
}

/**
 * Tells whether what a person was asked is still what the bank holds: a digest of prompt, code and choices.
 * Explanations may be mended without making an old button worthless.
 */
export function digestOf(question: Question): string {
  const parts = [question.prompt, question.code?.text ?? "", ...choicesOf(question).map((choice) => choice.text)];
  return textHash(JSON.stringify(parts)).toString(36);
}
