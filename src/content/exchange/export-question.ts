import { wordsOf } from "../../cards/prose.ts";
import { choiceProse, orderRefutation, promptOf, refutationOf } from "../../cards/question/question-words.ts";
import type { Words } from "../../cards/words/words.ts";
import type { LearningObjective } from "../../engine/bank/learning-objective.ts";
import { shownOrder } from "../../engine/question/choice-order.ts";
import type { PresentationId } from "../../engine/question/ids.ts";
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
import type { Topic } from "../../engine/question/topic.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";

/** A question of the bank with everything in words, also what is computed; code stands between backticks. */
export interface ToldQuestion {
  readonly id: string;
  readonly topic: Topic;
  readonly kind: Question["kind"];
  readonly difficulty: Difficulty;
  readonly prompt: string;
  readonly code: { readonly language: string; readonly text: string } | null;
  /** How Node runs the code, of a question that is computed from it; null for a question in words. */
  readonly module: ModuleKind | null;
  readonly form: ToldChoices | ToldOrder;
  /** Indexes into the choices or items, in an order that does not tell the answer. */
  readonly shown: readonly number[];
  /** Every belief that some wrong answer shows. */
  readonly misconceptions: readonly string[];
  readonly explanation: string;
  readonly source: Source;
  readonly objectives: readonly LearningObjective[];
  /** Null where the question is alike to no other. */
  readonly idea: string | null;
}

export interface ToldChoices {
  readonly type: "choices";
  /** Whether all right ones are to be chosen, rather than the one. */
  readonly all: boolean;
  readonly choices: readonly ToldChoice[];
}

export interface ToldChoice {
  readonly text: string;
  readonly right: boolean;
  /** Null for the one right choice. */
  readonly refutation: string | null;
  readonly misconceptions: readonly string[];
}

export interface ToldOrder {
  readonly type: "order";
  /** In the right order. */
  readonly items: readonly string[];
  readonly mistakes: readonly ToldMistake[];
}

interface ToldMistake {
  /** Indexes into the items. */
  readonly order: readonly number[];
  readonly refutation: string;
  readonly misconceptions: readonly string[];
}

export function toldQuestion(words: Words, question: Question, objectives: readonly LearningObjective[]): ToldQuestion {
  const { id, topic, kind, difficulty, explanation, source } = question;
  return {
    id,
    topic,
    kind,
    difficulty,
    prompt: question.kind === "choose-all" ? question.prompt : promptOf(words, question),
    code: codeOf(question),
    module: programOf(question)?.module ?? null,
    form: formOf(words, question),
    // The id stands for one asking, so that the same bank is always told alike.
    shown: shownOrder(question, id as unknown as PresentationId),
    misconceptions: probedBy(question),
    explanation,
    source,
    objectives,
    idea: question.idea === id ? null : question.idea,
  };
}

function formOf(words: Words, question: Question): ToldChoices | ToldOrder {
  switch (question.kind) {
    case "ordering":
      return orderOf(words, question);
    case "choose-all":
      return allOf(question);
    default:
      return choicesIn(words, question);
  }
}

function orderOf(words: Words, question: OrderingQuestion): ToldOrder {
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

function allOf({ options }: ChooseAllQuestion): ToldChoices {
  return { type: "choices", all: true, choices: options };
}

function choicesIn(words: Words, question: OneChoiceQuestion): ToldChoices {
  const choices = textsOf(words, question).map((text, place) => ({
    text,
    right: place === 0,
    refutation: refutationOf(words, question, place),
    misconceptions: question.wrong[place - 1]?.misconceptions ?? [],
  }));
  return { type: "choices", all: false, choices };
}

function textsOf(words: Words, question: Question): readonly string[] {
  return choicesOf(question).map((choice) => wordsOf(choiceProse(words, choice)));
}
