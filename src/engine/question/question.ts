import type { Divergence } from "../../interpreter/analysis/diagnose.ts";
import type { Race } from "../../interpreter/analysis/race.ts";
import { textHash } from "../../random/seed.ts";
import type { MisconceptionId, QuestionId } from "./ids.ts";
import type { Source, StatedProgram } from "./misconception.ts";
import type { Topic } from "./topic.ts";

/**
 * How a question is meant: a belief asked head-on, a situation in which it shows, a program whose printed lines or
 * whose time are asked for, steps to put in order, or everything that applies.
 */
export const questionKinds = ["misconception", "scenario", "output", "timing", "ordering", "choose-all"] as const;

/** Code that a phone shows without breaking a line. */
export const codeLimits = { lines: 15, columns: 60 } as const;

/** 1 (first steps) to 3 (expert); also what a right first answer earns. */
export type Difficulty = 1 | 2 | 3;

interface AnyQuestion {
  readonly id: QuestionId;
  readonly topic: Topic;
  readonly difficulty: Difficulty;
  readonly explanation: string;
  readonly source: Source;
  /** Where in its topic's line of thought it belongs: questions of one difficulty are asked in this order. */
  readonly position: number;
  /**
   * Which questions ask for the same in other clothes: the template it was made by, or a misconception; the question's
   * own id where it is alike to none.
   */
  readonly idea: string;
}

/** What a wrong answer says of whoever gives it. */
interface Revealing {
  /** The beliefs that lead there; at least one in the bank that ships. */
  readonly misconceptions: readonly MisconceptionId[];
}

/** A choice in words. */
export interface WrittenChoice {
  readonly text: string;
}

interface Refuted extends Revealing {
  /** What is wrong here, said to the person who gave this answer. */
  readonly refutation: string;
}

interface WrongChoice extends WrittenChoice, Refuted {}

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

/** A wrong answer that was computed from a misconception. */
interface Predicted extends Revealing {
  /** Null when Node and the misconception run the same lines at the same times, with another result. */
  readonly divergence: Divergence | null;
}

export interface WrongOutput extends OutputChoice, Predicted {}

export interface OutputQuestion extends AnyQuestion, StatedProgram {
  readonly kind: "output";
  /** The two callbacks whose order nobody guarantees; null where the order is certain. */
  readonly race: Race | null;
  readonly right: OutputChoice;
  readonly wrong: readonly WrongOutput[];
}

/** How long a program runs, until nothing is left for it to do. */
interface TimeChoice {
  readonly milliseconds: number;
}

interface WrongTime extends TimeChoice, Predicted {}

export interface TimingQuestion extends AnyQuestion, StatedProgram {
  readonly kind: "timing";
  readonly right: TimeChoice;
  readonly wrong: readonly WrongTime[];
}

/** A wrong order that some belief leads to: indexes into the items. */
interface Order {
  readonly order: readonly number[];
}

/** Steps in words that people put in order. */
export interface StepsQuestion extends AnyQuestion {
  readonly kind: "ordering";
  readonly program: null;
  readonly prompt: string;
  /** In the right order, which is the one right one. */
  readonly items: readonly WrittenChoice[];
  readonly mistakes: readonly (Order & Refuted)[];
}

interface MistakenLines extends Order, Predicted {}

/** Printed lines that people put in order; each item is one line. */
export interface LinesQuestion extends AnyQuestion, StatedProgram {
  readonly kind: "ordering";
  readonly items: readonly OutputChoice[];
  readonly mistakes: readonly MistakenLines[];
}

export type OrderingQuestion = StepsQuestion | LinesQuestion;

/** Right when every right option is chosen and no other. */
export interface ChooseAllQuestion extends AnyQuestion {
  readonly kind: "choose-all";
  readonly prompt: string;
  readonly code: Code | null;
  /** Each with what is said to whoever chose it wrongly, or left it out wrongly, and the beliefs that lead there. */
  readonly options: readonly (WrittenChoice & Refuted & { readonly right: boolean })[];
}

/** Answered by one press on a letter. */
export type OneChoiceQuestion = WrittenQuestion | OutputQuestion | TimingQuestion;

/** Answered by several presses, and sent when it is done. */
export type ComposedQuestion = OrderingQuestion | ChooseAllQuestion;

export type Question = OneChoiceQuestion | ComposedQuestion;

/** What a letter stands for. */
export type AnyChoice = WrittenChoice | OutputChoice | TimeChoice;

/**
 * What the letters stand for, in the file's order: of a question with one right choice, index 0 is right; steps stand
 * in the right order.
 */
export function choicesOf(question: WrittenQuestion | StepsQuestion | ChooseAllQuestion): readonly WrittenChoice[];
export function choicesOf(question: OutputQuestion | LinesQuestion): readonly OutputChoice[];
export function choicesOf(question: Question): readonly AnyChoice[];
export function choicesOf(question: Question): readonly AnyChoice[] {
  switch (question.kind) {
    case "ordering":
      return question.items;
    case "choose-all":
      return question.options;
    default:
      return [question.right, ...question.wrong];
  }
}

export function isComposed(question: Question): question is ComposedQuestion {
  return question.kind === "ordering" || question.kind === "choose-all";
}

/** The program that a question states; null for a question in words. */
export function programOf(question: Question): StatedProgram | null {
  const states = question.kind === "output" || question.kind === "timing" || question.kind === "ordering";
  return states && question.program !== null ? question : null;
}

/** Every belief that some wrong answer to this question would show, each once. */
export function probedBy(question: Question): readonly MisconceptionId[] {
  return [...new Set(wrongAnswersOf(question).flatMap(({ misconceptions }) => misconceptions))];
}

function wrongAnswersOf(question: Question): readonly Revealing[] {
  switch (question.kind) {
    case "ordering":
      return question.mistakes;
    case "choose-all":
      return question.options;
    default:
      return question.wrong;
  }
}

/** What stands below the prompt as code. */
export function codeOf(question: Question): Code | null {
  const stated = programOf(question);
  if (stated) return { language: "javascript", text: stated.program };
  return "code" in question ? question.code : null;
}

/**
 * Tells whether what a person was asked is still what the bank holds: a digest of prompt, code and choices.
 * Explanations may be mended without making an old button worthless.
 */
export function digestOf(question: Question): string {
  return textHash(JSON.stringify(partsOf(question))).toString(36);
}

function partsOf(question: Question): unknown {
  const stated = programOf(question);
  if (stated) return [question.kind, stated.module, stated.program, choicesOf(question).map(contentOf)];
  const presentation = "prompt" in question ? question.prompt : "";
  const kind = isComposed(question) ? [question.kind] : [];
  const right = question.kind === "choose-all" ? question.options.map((option) => option.right) : [];
  return [...kind, presentation, codeOf(question)?.text ?? "", ...choicesOf(question).map(contentOf), ...right];
}

function contentOf(choice: AnyChoice): unknown {
  if ("text" in choice) return choice.text;
  return "output" in choice ? choice.output : choice.milliseconds;
}
