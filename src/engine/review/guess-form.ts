import { amountOf, shownOrder } from "../question/choice-order.ts";
import { presentationId, templateOf } from "../question/ids.ts";
import { type AnyChoice, choicesOf, codeOf, type Question } from "../question/question.ts";

/** A choice as a guesser sees it. */
export interface GuessedChoice {
  /** The words; empty for printed lines and times. */
  readonly text: string;
  /** The printed lines of a definite order; null for everything else. */
  readonly lines: readonly string[] | null;
  /** A number or a time; null for everything else. */
  readonly amount: number | null;
  /** "The order is not guaranteed." */
  readonly isNoOrder: boolean;
  /** Its index among the letters. */
  readonly letter: number;
}

/** A question as somebody sees it who knows nothing about the subject and only looks at its form. */
export interface GuessForm {
  /** The template, or the written question itself. */
  readonly group: string;
  readonly id: string;
  readonly kind: Exclude<Question["kind"], "ordering">;
  readonly isVariant: boolean;
  readonly prompt: string;
  readonly code: string;
  readonly choices: readonly GuessedChoice[];
  /** Indexes of the right choices: one, except in a question with several right options. */
  readonly right: readonly number[];
}

/** Null for steps to put in order, which have no choices to guess from. */
export function guessForm(question: Question): GuessForm | null {
  if (question.kind === "ordering") return null;
  const choices = choicesOf(question);
  const shown = shownOrder(question, presentationId(`guess ${question.id}`));
  const right =
    question.kind === "choose-all"
      ? question.options.flatMap((option, index) => (option.right ? [index] : []))
      : [choices.indexOf(question.right)];
  return {
    group: templateOf(question.id) ?? question.id,
    id: question.id,
    kind: question.kind,
    isVariant: templateOf(question.id) !== null,
    prompt: "prompt" in question ? question.prompt : "",
    code: codeOf(question)?.text ?? "",
    choices: choices.map((choice, index) => guessedChoice(choice, shown.indexOf(index))),
    right,
  };
}

function guessedChoice(choice: AnyChoice, letter: number): GuessedChoice {
  const blank = { text: "", lines: null, amount: null, isNoOrder: false, letter };
  if ("text" in choice) return { ...blank, text: choice.text, amount: amountOf(choice.text) };
  if ("milliseconds" in choice) return { ...blank, amount: choice.milliseconds };
  return { ...blank, lines: choice.output, isNoOrder: choice.output === null };
}
