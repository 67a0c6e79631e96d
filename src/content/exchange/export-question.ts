import { wordsOf } from "../../cards/prose.ts";
import { choiceProse, legendOf, orderRefutation, promptOf, refutationOf } from "../../cards/question/question-words.ts";
import type { Words } from "../../cards/words/words.ts";
import { shownOrder } from "../../engine/question/choice-order.ts";
import type { LearningObjective, Topic } from "../../engine/question/curriculum.ts";
import { presentationId } from "../../engine/question/ids.ts";
import type { Source } from "../../engine/question/misconception.ts";
import {
  type ChooseAllQuestion,
  choicesOf,
  codeOf,
  type Difficulty,
  type OneChoiceQuestion,
  type OrderingQuestion,
  probedBy,
  programOf,
  type Question,
} from "../../engine/question/question.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";

/** A question with everything in words, including computed choices. Code is between backticks. */
export interface ExportQuestion {
  readonly id: string;
  readonly topic: Topic;
  readonly kind: Question["kind"];
  readonly difficulty: Difficulty;
  readonly prompt: string;
  readonly code: { readonly language: string; readonly text: string } | null;
  /** The module kind of a question computed from its code; null for a question in words. */
  readonly module: ModuleKind | null;
  readonly form: ExportChoices | ExportOrder;
  /** Indexes into the choices or items, in an order that does not give the answer away. */
  readonly shown: readonly number[];
  /** The misconceptions of all wrong answers. */
  readonly misconceptions: readonly string[];
  readonly explanation: string;
  readonly source: Source;
  readonly objectives: readonly LearningObjective[];
  /** Null if its author names none. */
  readonly idea: string | null;
}

export interface ExportChoices {
  readonly type: "choices";
  /** Whether people choose all that apply, rather than one. */
  readonly all: boolean;
  readonly choices: readonly ExportChoice[];
}

export interface ExportChoice {
  readonly text: string;
  readonly right: boolean;
  /** Null for the one correct choice. */
  readonly refutation: string | null;
  readonly misconceptions: readonly string[];
}

export interface ExportOrder {
  readonly type: "order";
  /** In the correct order. */
  readonly items: readonly string[];
  readonly mistakes: readonly ExportMistake[];
}

interface ExportMistake {
  /** Indexes into the items. */
  readonly order: readonly number[];
  readonly refutation: string;
  readonly misconceptions: readonly string[];
}

export function exportQuestion(
  words: Words,
  question: Question,
  objectives: readonly LearningObjective[],
): ExportQuestion {
  const { id, topic, kind, difficulty, explanation, source } = question;
  return {
    id,
    topic,
    kind,
    difficulty,
    prompt: question.kind === "choose-all" ? question.prompt : exportedPrompt(words, question),
    code: codeOf(question),
    module: programOf(question)?.module ?? null,
    form: formOf(words, question),
    // The id serves as the seed, so that exports of the same bank are equal.
    shown: shownOrder(question, presentationId(id)),
    misconceptions: probedBy(question),
    explanation,
    source,
    objectives,
    idea: statedIdea(question),
  };
}

/** An import finds the idea of the other questions again, by their misconceptions. */
function statedIdea(question: Question): string | null {
  const { id, idea, about } = question;
  const isImplied = idea === id || idea === probedBy(question)[0];
  return isImplied && !about.some((misconception) => misconception === idea) ? null : idea;
}

/** An export has no line below the code, so what it explains follows the prompt. */
function exportedPrompt(words: Words, question: Question): string {
  return [promptOf(words, question), legendOf(words, question)].filter(Boolean).join(" ");
}

function formOf(words: Words, question: Question): ExportChoices | ExportOrder {
  switch (question.kind) {
    case "ordering":
      return orderOf(words, question);
    case "choose-all":
      return allOf(question);
    default:
      return choicesIn(words, question);
  }
}

function orderOf(words: Words, question: OrderingQuestion): ExportOrder {
  return {
    type: "order",
    items: textsOf(words, question),
    mistakes: question.mistakes.map(({ order, misconceptions }) => ({
      order,
      misconceptions,
      refutation: orderRefutation(words, question, order),
    })),
  };
}

function allOf({ options }: ChooseAllQuestion): ExportChoices {
  return { type: "choices", all: true, choices: options };
}

function choicesIn(words: Words, question: OneChoiceQuestion): ExportChoices {
  const choices = textsOf(words, question).map((text, index) => ({
    text,
    right: index === 0,
    // The feedback of an export does not name a misconception, so it speaks of the answer alone.
    refutation: refutationOf(words, question, index, null),
    misconceptions: question.wrong[index - 1]?.misconceptions ?? [],
  }));
  return { type: "choices", all: false, choices };
}

function textsOf(words: Words, question: Question): readonly string[] {
  return choicesOf(question).map((choice) => wordsOf(choiceProse(words, choice)));
}
