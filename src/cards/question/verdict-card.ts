import { type Choice, mistakenOptions, type Presentation } from "../../engine/question/answer.ts";
import type { MisconceptionId } from "../../engine/question/ids.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import {
  type ChooseAllQuestion,
  type ComposedQuestion,
  choicesOf,
  isComposed,
  type Question,
} from "../../engine/question/question.ts";
import {
  type Block,
  type Button,
  type ButtonRows,
  button,
  type Card,
  card,
  heading,
  letterAt,
  note,
  quote,
  text,
} from "../card.ts";
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
  /** The misconception that the answer shows; null if none is known yet, or none fits. */
  readonly shown: Misconception | null;
  /** What the person is asked, before anything is explained; null when there is nothing to ask. */
  readonly asking: VerdictQuestion | null;
  /** Whether the person was asked, and has replied. */
  readonly replied: boolean;
  /** Sentences below the points, for example how many people have answered. */
  readonly notes: readonly string[];
  readonly buttons: readonly Button[];
}

/** "Which of these did you think?" or, for one misconception, "Did you think this?". */
interface VerdictQuestion {
  /** At most four. */
  readonly misconceptions: readonly Misconception[];
  /** The id of the button for this misconception, or for none of them. */
  readonly buttonId: (thought: MisconceptionId | null) => string;
}

/** What the answer was worth and, if it was wrong, which misconception is behind it. */
export function verdictCard(words: Words, view: VerdictView): Card {
  const { question, presentation, choice } = view;
  const tone = view.right ? "right" : choice === "unknown" ? "neutral" : "wrong";
  const explanation = [...refutation(words, view), ...rightModel(words, question, presentation)];
  const blocks = [
    ...questionBlocks(words, question, presentation.shown, markedChoice(words, question, choice)),
    ...(view.asking ? askingBlocks(words, view.asking) : explanation),
    note([earned(words, view), ...view.notes].filter(Boolean).join(" ")),
  ];
  const rows = view.asking ? replyRows(words, view.asking, view.buttons) : [view.buttons];
  return card(tone, verdictTitle(words, view), blocks, ...rows);
}

/** Every chat shows this many characters of a button's label. */
const shownOfLabel = 75;

/** The card has the beliefs in full when they do not fit on their buttons. */
function askingBlocks({ verdict }: Words, { misconceptions }: VerdictQuestion): readonly Block[] {
  const isOne = misconceptions.length === 1;
  const isInFull = isOne || misconceptions.some(({ belief }) => labelOf(belief).length > shownOfLabel);
  return [
    heading(isOne ? verdict.didYouThink : verdict.whichOfThese),
    ...(isInFull ? misconceptions.map(({ belief }) => quote(prose(belief))) : []),
    note(verdict.replyCounts),
  ];
}

/** A row for each belief, because it is a long label, and one for everything else: a card has at most five. */
function replyRows(
  { verdict }: Words,
  { misconceptions, buttonId }: VerdictQuestion,
  others: readonly Button[],
): ButtonRows {
  const [only] = misconceptions;
  if (only && misconceptions.length === 1) {
    return [[button(buttonId(only.id), verdict.yes), button(buttonId(null), verdict.no)], others];
  }
  const beliefs = misconceptions.map(({ id, belief }) => [button(buttonId(id), labelOf(belief))]);
  return [...beliefs, [button(buttonId(null), verdict.noneOfThese), ...others]];
}

/** A label has no code style. */
function labelOf(belief: string): string {
  return belief.replaceAll("`", "");
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

/** The misconception, why people have it, why it is wrong here, and what is true. */
function refutation(words: Words, view: VerdictView): readonly Block[] {
  const { question, choice, shown } = view;
  const here = refutedHere(words, view);
  if (here.length === 0) return [];
  if (shown === null) return isComposed(question) || view.replied ? [text(words.verdict.noneFits), ...here] : here;
  const { misconceptionBehind, misconceptionBehindAnswer, tempting, truth } = words.verdict;
  return [
    heading(
      typeof choice === "number" ? misconceptionBehind(letterOf(view.presentation, choice)) : misconceptionBehindAnswer,
    ),
    quote(prose(shown.belief)),
    labelled(tempting, shown.tempting),
    ...here,
    labelled(truth, shown.truth),
  ];
}

/** Why the answer is wrong here. A set of letters has one paragraph for each wrong or missing letter. */
function refutedHere(words: Words, view: VerdictView): readonly Block[] {
  const { question, presentation, choice, right } = view;
  if (right || choice === "unknown") return [];
  const { here, belongs, doesNotBelong } = words.verdict;
  const misconception: MisconceptionId | null = view.shown?.id ?? null;
  if (question.kind === "ordering") {
    if (typeof choice === "number") return [];
    return [labelled(here, orderRefutation(words, question, choice, misconception))];
  }
  if (question.kind === "choose-all") {
    if (typeof choice === "number") return [];
    return mistakenOptions(question, choice).map((option) => {
      const sentenceFor = question.options[option]?.right ? belongs : doesNotBelong;
      return labelled(sentenceFor(letterOf(presentation, option)), question.options[option]?.refutation ?? "");
    });
  }
  const refutationHere = typeof choice === "number" ? refutationOf(words, question, choice, misconception) : null;
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
