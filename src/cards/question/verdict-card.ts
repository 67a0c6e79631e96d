import { type Choice, mistakenOptions, type Presentation } from "../../engine/question/answer.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import {
  type ChooseAllQuestion,
  type ComposedQuestion,
  choicesOf,
  isComposed,
  type Question,
} from "../../engine/question/question.ts";
import { type Block, type Button, type Card, card, heading, letterAt, note, quote, text } from "../card.ts";
import { joined, plain, prose, strong } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { answerLetters, markedChoice, questionBlocks } from "./question-card.ts";
import { orderRefutation, refutationOf } from "./question-words.ts";

export interface VerdictView {
  readonly question: Question;
  readonly presentation: Presentation;
  readonly choice: Choice;
  readonly right: boolean;
  readonly points: number;
  /** Whether the person had answered this question before, so that a right answer earned nothing. */
  readonly answeredBefore: boolean;
  /** The misconceptions behind the chosen option. */
  readonly misconceptions: readonly Misconception[];
  /** Sentences below the points, for example how many people have answered. */
  readonly notes: readonly string[];
  readonly buttons: readonly Button[];
}

/** What the answer was worth and, if it was wrong, which misconception is behind it. */
export function verdictCard(words: Words, view: VerdictView): Card {
  const { question, presentation, choice } = view;
  const tone = view.right ? "right" : choice === "unknown" ? "neutral" : "wrong";
  const blocks = [
    ...questionBlocks(words, question, presentation.shown, markedChoice(words, question, choice)),
    ...refutation(words, view),
    ...rightModel(words, question, presentation),
    note([earned(words, view), ...view.notes].filter(Boolean).join(" ")),
  ];
  return card(tone, verdictTitle(words, view), blocks, view.buttons);
}

export interface ClosedView {
  readonly question: Question;
  readonly presentation: Presentation;
  /** When it closed, in words. */
  readonly closed: string;
  readonly buttons: readonly Button[];
}

/** The answer to a question that has closed, for somebody who didn't answer it. */
export function closedCard(words: Words, { question, presentation, closed, buttons }: ClosedView): Card {
  const blocks = [
    text(closed),
    ...questionBlocks(words, question, presentation.shown, markedChoice(words, question, null)),
    ...orderLine(words, question, presentation),
    ...rightModel(words, question, presentation),
  ];
  return card("neutral", words.verdict.closedTitle, blocks, buttons);
}

/** The right order in letters, because an order can't be marked at its choices. */
export function orderLine(words: Words, question: Question, presentation: Presentation): readonly Block[] {
  return question.kind === "ordering" ? [text(rightAnswer(words, question, presentation))] : [];
}

function verdictTitle(words: Words, { question, presentation, choice, right }: VerdictView): string {
  const { verdict } = words;
  if (right) return verdict.right;
  const solution = rightAnswer(words, question, presentation);
  if (choice === "unknown") return `${verdict.unknown}. ${solution}`;
  if (question.kind === "choose-all" && typeof choice !== "number") {
    return setTitle(words, question, presentation, choice);
  }
  if (question.kind === "ordering" && typeof choice !== "number") {
    return `${verdict.wrongOrder(answerLetters(words, question, presentation.shown, choice))}. ${solution}`;
  }
  return `${verdict.wrong(letterOf(presentation, Number(choice)))}. ${solution}`;
}

function setTitle(
  words: Words,
  question: ChooseAllQuestion,
  presentation: Presentation,
  chosen: readonly number[],
): string {
  const lettersOf = (isIn: (right: boolean, picked: boolean) => boolean) => {
    const options = [...question.options.keys()];
    const matching = options.filter((option) =>
      isIn(question.options[option]?.right === true, chosen.includes(option)),
    );
    return answerLetters(words, question, presentation.shown, matching);
  };
  return words.verdict.wrongSet(
    lettersOf((right, picked) => right && picked),
    lettersOf((right, picked) => !right && picked),
    lettersOf((right, picked) => right && !picked),
  );
}

function rightAnswer(words: Words, question: Question, presentation: Presentation): string {
  const { rightAnswer: sentenceFor, rightOrder } = words.verdict;
  if (!isComposed(question)) return sentenceFor(letterOf(presentation, 0));
  const letters = answerLetters(words, question, presentation.shown, rightIndexes(question));
  return question.kind === "ordering" ? rightOrder(letters) : sentenceFor(letters);
}

function rightIndexes(question: ComposedQuestion): readonly number[] {
  const indexes = [...choicesOf(question).keys()];
  return question.kind === "ordering" ? indexes : indexes.filter((index) => question.options[index]?.right);
}

/** The misconceptions, why people have them, why they are wrong here, and what is true. */
function refutation(words: Words, view: VerdictView): readonly Block[] {
  const here = refutedHere(words, view);
  if (here.length === 0) return [];
  const [first] = view.misconceptions;
  if (!first) return here;
  return [
    heading(misconceptionHeading(words, view)),
    ...view.misconceptions.map((misconception) => quote(prose(misconception.belief))),
    labelled(words.verdict.tempting, first.tempting),
    ...here,
    labelled(words.verdict.truth, first.truth),
  ];
}

function misconceptionHeading(words: Words, { presentation, choice, misconceptions }: VerdictView): string {
  const { misconceptionsBehind, misconceptionsBehindAnswer } = words.verdict;
  return typeof choice === "number"
    ? misconceptionsBehind(letterOf(presentation, choice), misconceptions.length)
    : misconceptionsBehindAnswer(misconceptions.length);
}

/** Why the answer is wrong here. A set of letters has one paragraph for each wrong or missing letter. */
function refutedHere(words: Words, { question, presentation, choice, right }: VerdictView): readonly Block[] {
  if (right || choice === "unknown") return [];
  const { here, belongs, doesNotBelong } = words.verdict;
  if (question.kind === "ordering") {
    return typeof choice === "number" ? [] : [labelled(here, orderRefutation(words, question, choice))];
  }
  if (question.kind === "choose-all") {
    if (typeof choice === "number") return [];
    return mistakenOptions(question, choice).map((option) => {
      const sentenceFor = question.options[option]?.right ? belongs : doesNotBelong;
      return labelled(sentenceFor(letterOf(presentation, option)), question.options[option]?.refutation ?? "");
    });
  }
  const refutationHere = typeof choice === "number" ? refutationOf(words, question, choice) : null;
  return refutationHere === null ? [] : [labelled(here, refutationHere)];
}

function rightModel(words: Words, question: Question, presentation: Presentation): readonly Block[] {
  const { whyRight, whyRightAnswer, source } = words.verdict;
  return [
    heading(isComposed(question) ? whyRightAnswer : whyRight(letterOf(presentation, 0))),
    text(prose(question.explanation)),
    { type: "link", before: source, label: question.source.title, url: question.source.url },
  ];
}

function earned(words: Words, view: VerdictView): string {
  if (view.points > 0) return `${words.verdict.earned(view.points)}.`;
  if (view.right && view.answeredBefore) return words.verdict.earnedNothingAgain;
  return view.right ? "" : words.verdict.earnedNothing;
}

function labelled(label: string, sentence: string): Block {
  return text(joined(strong(label), plain(" "), prose(sentence)));
}

/** The letter of a choice (its index in the file) as it was shown. */
function letterOf(presentation: Presentation, choice: number): string {
  return letterAt(presentation.shown.indexOf(choice));
}
