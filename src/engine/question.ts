import type { MisconceptionId, QuestionId } from "./ids.ts";
import type { Source } from "./misconception.ts";
import type { Race } from "./program/race.ts";
import type { ModuleKind } from "./program/semantics.ts";
import { textHash } from "./seed.ts";
import type { Topic } from "./topic.ts";

/**
 * How a question is meant: a belief asked head-on, a situation in which it shows, or a program whose printed lines are
 * asked for.
 */
export const questionKinds = ["misconception", "scenario", "output"] as const;

/** 1 (first steps) to 3 (expert); also what a right first answer earns. */
export type Difficulty = 1 | 2 | 3;

interface AnyQuestion {
  readonly id: QuestionId;
  readonly topic: Topic;
  readonly difficulty: Difficulty;
  readonly explanation: string;
  readonly source: Source;
  /** Where in its topic's line of thought it belongs: questions of one difficulty are asked in this order. */
  readonly place: number;
}

/** What a wrong choice says of whoever picks it. */
interface Revealing {
  /** The beliefs that lead to this choice; at least one in the bank that ships. */
  readonly misconceptions: readonly MisconceptionId[];
}

/** A choice in words. */
export interface WrittenChoice {
  readonly text: string;
}

interface WrongChoice extends WrittenChoice, Revealing {
  /** What is wrong with this choice here, said to the person who picked it. */
  readonly refutation: string;
}

interface Code {
  readonly language: string;
  readonly text: string;
}

/** A question in words. The right choice stands first; people see a shuffled order. */
export interface WrittenQuestion extends AnyQuestion {
  readonly kind: "misconception" | "scenario";
  readonly prompt: string;
  readonly code: Code | null;
  readonly right: WrittenChoice;
  readonly wrong: readonly WrongChoice[];
}

/** A choice of a program question. */
export interface OutputChoice {
  /** The printed lines; null says that their order is not guaranteed. */
  readonly output: readonly string[] | null;
}

/** Where a belief and the machine part ways: steps, by lines of the program, from 1; line 0 is its end. */
export interface Departure {
  /** The last step on which both agree; null where they differ from the start. */
  readonly after: DepartureStep | null;
  readonly machine: DepartureStep;
  readonly belief: DepartureStep;
}

interface DepartureStep {
  readonly line: number;
  /** The callback that the line belongs to: `then callback`; null for the main script. */
  readonly job: string | null;
  /** Milliseconds since the program began. */
  readonly at: number;
}

export interface WrongOutput extends OutputChoice, Revealing {
  /** Null where both run the same lines at the same times, to another result. */
  readonly departure: Departure | null;
}

/** A question that states only its program; everything else in it is computed. */
export interface ProgramQuestion extends AnyQuestion {
  readonly kind: "output";
  readonly module: ModuleKind;
  readonly program: string;
  /** The two callbacks whose order nobody guarantees; null where the order is certain. */
  readonly race: Race | null;
  readonly right: OutputChoice;
  readonly wrong: readonly WrongOutput[];
}

export type Question = WrittenQuestion | ProgramQuestion;

/** All choices in the file's order: index 0 is right. */
export function choicesOf(question: WrittenQuestion): readonly WrittenChoice[];
export function choicesOf(question: ProgramQuestion): readonly OutputChoice[];
export function choicesOf(question: Question): readonly (WrittenChoice | OutputChoice)[];
export function choicesOf(question: Question): readonly (WrittenChoice | OutputChoice)[] {
  return [question.right, ...question.wrong];
}

/** What stands below the prompt as code. */
export function codeOf(question: Question): Code | null {
  return question.kind === "output" ? { language: "javascript", text: question.program } : question.code;
}

/**
 * Tells whether what a person was asked is still what the bank holds: a digest of prompt, code and choices.
 * Explanations may be mended without making an old button worthless.
 */
export function digestOf(question: Question): string {
  return textHash(JSON.stringify(partsOf(question))).toString(36);
}

function partsOf(question: Question): unknown {
  if (question.kind === "output") {
    return [question.kind, question.module, question.program, choicesOf(question).map((choice) => choice.output)];
  }
  return [question.prompt, question.code?.text ?? "", ...choicesOf(question).map((choice) => choice.text)];
}
