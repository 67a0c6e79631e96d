import type { Race } from "../../interpreter/analysis/race.ts";
import type { Trace } from "../../interpreter/analysis/trace.ts";
import { textHash } from "../../random/seed.ts";
import type { Topic } from "./curriculum.ts";
import type { MisconceptionId, QuestionId } from "./ids.ts";
import type { Source, StatedProgram } from "./misconception.ts";

/**
 * What a question asks: about a misconception directly, about a situation in which it shows, for the printed lines or
 * the time of a program, for the order of steps, or for everything that applies.
 */
export const questionKinds = ["misconception", "scenario", "output", "timing", "ordering", "choose-all"] as const;

/** The most code that a phone shows without breaking lines. */
export const codeLimits = { lines: 15, columns: 60 } as const;

/** 1 (first steps) to 3 (expert); also the points of a right first answer. */
export type Difficulty = 1 | 2 | 3;

interface AnyQuestion {
  readonly id: QuestionId;
  readonly topic: Topic;
  readonly difficulty: Difficulty;
  readonly explanation: string;
  readonly source: Source;
  /** The order among questions of one topic and difficulty: that of the learning objectives. */
  readonly position: number;
  /**
   * Questions with the same idea ask for the same thing in other words. The id of a template or a misconception, or the
   * question's own id when no other question is like it.
   */
  readonly idea: string;
  /** The misconceptions that it is about: its own, or those of its template. Empty if its author names none. */
  readonly about: readonly MisconceptionId[];
}

/** What a wrong answer shows about the person who gives it. */
interface Revealing {
  /**
   * The misconceptions that lead to this answer, in any order; at least one in the built-in bank. `diagnosisOf` decides
   * which of them a verdict names.
   */
  readonly misconceptions: readonly MisconceptionId[];
}

/** A choice in words. */
export interface WrittenChoice {
  readonly text: string;
}

interface Refuted extends Revealing {
  /** What is wrong with it, shown to people who gave this answer. */
  readonly refutation: string;
}

interface WrongChoice extends WrittenChoice, Refuted {}

interface Code {
  readonly language: string;
  readonly text: string;
}

/** A question in words. People see its choices in a shuffled order. */
export interface WrittenQuestion extends AnyQuestion {
  readonly kind: "misconception" | "scenario";
  readonly prompt: string;
  readonly code: Code | null;
  readonly right: WrittenChoice;
  readonly wrong: readonly WrongChoice[];
}

/** A choice of a program question. */
export interface OutputChoice {
  /** The printed lines; null for "the order is not guaranteed". */
  readonly output: readonly string[] | null;
}

/** Two misconceptions of the same person. */
export type MisconceptionPair = readonly [MisconceptionId, MisconceptionId];

/** A wrong answer that was computed from a misconception, or from two of them together. */
interface Predicted extends Revealing {
  /**
   * The misconceptions that predict this answer only together. Then `misconceptions` is empty: the answer may have
   * other reasons, so it is no evidence for either of the two before the person says so.
   */
  readonly pair: MisconceptionPair | null;
}

export interface WrongOutput extends OutputChoice, Predicted {}

/** A program whose printed lines are asked for. */
interface PrintingProgram extends StatedProgram {
  /** Whether Node prints an error report besides the lines, because the program fails. */
  readonly fails: boolean;
}

export interface OutputQuestion extends AnyQuestion, PrintingProgram {
  readonly kind: "output";
  /** Null when the order is guaranteed. */
  readonly race: Race | null;
  readonly right: OutputChoice;
  readonly wrong: readonly WrongOutput[];
}

/** How long a program runs until it has nothing left to do. */
interface TimeChoice {
  readonly milliseconds: number;
}

/** What adds to how long a program runs. */
export interface TimePart {
  readonly what: "wait" | "worker" | "calculation" | "read";
  /** The line that starts it; 1-based, 0 for a wait that only a misconception starts. */
  readonly line: number;
  readonly milliseconds: number;
}

/** Why a sum is wrong: a fact about the run on Node that it overlooks. */
export type TimeReason =
  /** Two of its parts overlap. */
  | {
      readonly kind: "overlap";
      /** The one that starts first comes first. */
      readonly parts: readonly [TimePart, TimePart];
      /** Whether they start at the same time. */
      readonly together: boolean;
      /** Whether they are all that the program waits for. */
      readonly areAllWaits: boolean;
    }
  /** A part that the sum lacks, or one after it, starts only when another one has ended. */
  | { readonly kind: "after"; readonly part: TimePart; readonly after: TimePart }
  /** All other parts of the sum happen during this one. */
  | { readonly kind: "during"; readonly part: TimePart }
  /** The program runs until a part ends that the sum lacks. */
  | { readonly kind: "ends-with"; readonly part: TimePart };

/** What a person with a misconception adds up, one part after another. */
export interface TimeSum {
  readonly counted: readonly TimePart[];
  readonly reason: TimeReason | null;
}

/** What took time in a run. */
export interface ProgramTimeline extends Pick<Trace, "thread" | "waits"> {
  readonly elapsedMs: number;
}

export interface WrongTime extends TimeChoice, Predicted {
  /** One for each of the misconceptions, in their order, or one for the pair; null if no parts add up to this time. */
  readonly sums: readonly (TimeSum | null)[];
}

export interface TimingQuestion extends AnyQuestion, StatedProgram {
  readonly kind: "timing";
  readonly right: TimeChoice;
  readonly wrong: readonly WrongTime[];
  /** What adds up to the right time; empty if no parts do. */
  readonly parts: readonly TimePart[];
  readonly timeline: ProgramTimeline;
}

/** A wrong order that a misconception leads to: indexes into the items. */
interface Order {
  readonly order: readonly number[];
}

/** Steps in words that people put in order. */
export interface StepsQuestion extends AnyQuestion {
  readonly kind: "ordering";
  readonly program: null;
  readonly prompt: string;
  /** In the right order; there is only one. */
  readonly items: readonly WrittenChoice[];
  readonly mistakes: readonly (Order & Refuted)[];
}

interface MistakenLines extends Order, Predicted {}

/** Printed lines that people put in order; each item is one line. */
export interface LinesQuestion extends AnyQuestion, PrintingProgram {
  readonly kind: "ordering";
  readonly items: readonly OutputChoice[];
  readonly mistakes: readonly MistakenLines[];
}

export type OrderingQuestion = StepsQuestion | LinesQuestion;

/** Right when exactly the right options are chosen. */
export interface ChooseAllQuestion extends AnyQuestion {
  readonly kind: "choose-all";
  readonly prompt: string;
  readonly code: Code | null;
  /** Each with a text for people who got it wrong, and the misconceptions that lead there. */
  readonly options: readonly (WrittenChoice & Refuted & { readonly right: boolean })[];
}

/** Answered by one press on a letter. */
export type OneChoiceQuestion = WrittenQuestion | OutputQuestion | TimingQuestion;

/** Answered with several presses, the last of which sends the answer. */
export type ComposedQuestion = OrderingQuestion | ChooseAllQuestion;

export type Question = OneChoiceQuestion | ComposedQuestion;

/** What a letter stands for. */
export type AnyChoice = WrittenChoice | OutputChoice | TimeChoice;

/**
 * What the letters stand for, in the order of the file: index 0 is right if there is one right choice, and steps are in
 * the right order.
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

/** The program that a question is about; null for a question in words. */
export function programOf(question: Question): StatedProgram | null {
  const states = question.kind === "output" || question.kind === "timing" || question.kind === "ordering";
  return states && question.program !== null ? question : null;
}

/** Every misconception that a wrong answer to this question can show, each once. */
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

/** The code below the prompt. */
export function codeOf(question: Question): Code | null {
  const stated = programOf(question);
  if (stated) return { language: "javascript", text: stated.program };
  return "code" in question ? question.code : null;
}

/**
 * A digest of prompt, code and choices, to tell whether a question is still the one that was presented. Explanations
 * are left out, so that correcting one does not invalidate old buttons.
 */
export function digestOf(question: Question): string {
  return textHash(JSON.stringify(partsOf(question))).toString(36);
}

function partsOf(question: Question): unknown {
  const stated = programOf(question);
  if (stated) return [question.kind, stated.module, stated.program, choicesOf(question).map(contentOf)];
  const prompt = "prompt" in question ? question.prompt : "";
  const kind = isComposed(question) ? [question.kind] : [];
  const right = question.kind === "choose-all" ? question.options.map((option) => option.right) : [];
  return [...kind, prompt, codeOf(question)?.text ?? "", ...choicesOf(question).map(contentOf), ...right];
}

function contentOf(choice: AnyChoice): unknown {
  if ("text" in choice) return choice.text;
  return "output" in choice ? choice.output : choice.milliseconds;
}
