import { type Choice, mistakenOptions, type Presentation } from "../../engine/question/answer.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import { type ComposedQuestion, choicesOf, isComposed, type Question } from "../../engine/question/question.ts";
import { type Block, type Button, type Card, letterAt } from "../card.ts";
import { joined, plain, prose, strong } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { answerLetters } from "./composing.ts";
import { markedChoice, questionBlocks } from "./question-card.ts";
import { orderRefutation, refutationOf } from "./question-words.ts";

export interface VerdictView {
  readonly question: Question;
  readonly presentation: Presentation;
  readonly choice: Choice;
  readonly right: boolean;
  readonly points: number;
  /** Whether this question had been answered before, so that a right answer earned nothing. */
  readonly answeredBefore: boolean;
  /** The beliefs behind the chosen option. */
  readonly beliefs: readonly Misconception[];
  /** What else is to be said below: that the first answer stands, how many have answered. */
  readonly remarks: readonly string[];
  readonly buttons: readonly Button[];
}

/** What the answer was worth and, when it was wrong, which belief led there. */
export function verdictCard(words: Words, view: VerdictView): Card {
  const { question, presentation, choice } = view;
  return {
    type: "card",
    tone: view.right ? "right" : choice === "unknown" ? "neutral" : "wrong",
    title: verdictTitle(words, view),
    blocks: [
      ...questionBlocks(words, question, presentation.shown, markedChoice(words, question, choice)),
      ...refutation(words, view),
      ...rightModel(words, question, presentation),
      { type: "note", text: plain([earned(words, view), ...view.remarks].join(" ")) },
    ],
    buttons: view.buttons.length > 0 ? [view.buttons] : [],
  };
}

/** The answer to a question that nobody can answer any more, for somebody who did not. */
export function closedCard(
  words: Words,
  view: { question: Question; presentation: Presentation; closed: string; buttons: readonly Button[] },
): Card {
  return {
    type: "card",
    tone: "neutral",
    title: words.verdict.closedTitle,
    blocks: [
      { type: "text", text: plain(view.closed) },
      ...questionBlocks(words, view.question, view.presentation.shown, markedChoice(words, view.question, null)),
      ...orderLine(words, view.question, view.presentation),
      ...rightModel(words, view.question, view.presentation),
    ],
    buttons: [view.buttons],
  };
}

/** An order cannot be marked at its letters. */
export function orderLine(words: Words, question: Question, presentation: Presentation): readonly Block[] {
  if (question.kind !== "ordering") return [];
  return [{ type: "text", text: plain(rightAnswer(words, question, presentation)) }];
}

function verdictTitle(words: Words, { question, presentation, choice, right }: VerdictView): string {
  const { verdict } = words;
  if (right) return verdict.right;
  const first = choice === "unknown" ? verdict.unknown : `${notThat(words, question, presentation, choice)}`;
  return `${first}. ${rightAnswer(words, question, presentation)}`;
}

function notThat(
  words: Words,
  question: Question,
  presentation: Presentation,
  choice: Exclude<Choice, "unknown">,
): string {
  const { wrong, wrongOrder, wrongSet } = words.verdict;
  if (typeof choice === "number" || !isComposed(question)) return wrong(letterOf(presentation, Number(choice)));
  const letters = answerLetters(words, question, presentation.shown, choice);
  if (question.kind === "ordering") return wrongOrder(letters);
  // Nothing that was chosen is wrong, but something is missing.
  const isPart = choice.every((option) => question.options[option]?.right);
  return isPart ? wrongSet(letters) : wrong(letters);
}

function rightAnswer(words: Words, question: Question, presentation: Presentation): string {
  const { rightAnswer: say, rightOrder } = words.verdict;
  if (!isComposed(question)) return say(letterOf(presentation, 0));
  const letters = answerLetters(words, question, presentation.shown, rightIndexes(question));
  return question.kind === "ordering" ? rightOrder(letters) : say(letters);
}

function rightIndexes(question: ComposedQuestion): readonly number[] {
  const indexes = [...choicesOf(question).keys()];
  return question.kind === "ordering" ? indexes : indexes.filter((index) => question.options[index]?.right);
}

/** The beliefs, why they tempt, what is wrong with them here, and the right model. */
function refutation(words: Words, view: VerdictView): readonly Block[] {
  const here = refutedHere(words, view);
  if (here.length === 0) return [];
  const said: Block[] = view.beliefs.map((belief) => ({ type: "quote", text: prose(belief.belief) }));
  const first = view.beliefs[0];
  const head: Block[] = said.length > 0 ? [{ type: "heading", text: plain(beliefHeading(words, view)) }] : [];
  const tempting = first ? [labelled(words.verdict.tempting, first.tempting)] : [];
  const truth = first ? [labelled(words.verdict.truth, first.truth)] : [];
  return [...head, ...said, ...tempting, ...here, ...truth];
}

function beliefHeading(words: Words, { presentation, choice }: VerdictView): string {
  const { beliefBehind, beliefBehindAnswer } = words.verdict;
  return typeof choice === "number" ? beliefBehind(letterOf(presentation, choice)) : beliefBehindAnswer;
}

/** What is wrong with the answer here; of a set, a paragraph for each letter. */
function refutedHere(words: Words, { question, presentation, choice, right }: VerdictView): readonly Block[] {
  if (right || choice === "unknown") return [];
  const { here, belongs, doesNotBelong } = words.verdict;
  if (question.kind === "ordering") {
    return typeof choice === "number" ? [] : [labelled(here, orderRefutation(words, question, choice))];
  }
  if (question.kind === "choose-all") {
    if (typeof choice === "number") return [];
    return mistakenOptions(question, choice).map((option) => {
      const say = question.options[option]?.right ? belongs : doesNotBelong;
      return labelled(say(letterOf(presentation, option)), question.options[option]?.refutation ?? "");
    });
  }
  const said = typeof choice === "number" ? refutationOf(words, question, choice) : null;
  return said === null ? [] : [labelled(here, said)];
}

function rightModel(words: Words, question: Question, presentation: Presentation): readonly Block[] {
  const { whyRight, whyRightAnswer, source } = words.verdict;
  const heading = isComposed(question) ? whyRightAnswer : whyRight(letterOf(presentation, 0));
  return [
    { type: "heading", text: plain(heading) },
    { type: "text", text: prose(question.explanation) },
    { type: "link", before: source, label: question.source.title, url: question.source.url },
  ];
}

function earned(words: Words, view: VerdictView): string {
  if (view.points > 0) return `${words.verdict.earned(view.points)}.`;
  if (view.right && view.answeredBefore) return words.verdict.earnedNothingAgain;
  return view.right ? "" : words.verdict.earnedNothing;
}

function labelled(label: string, text: string): Block {
  return { type: "text", text: joined(strong(label), plain(" "), prose(text)) };
}

/** The letter under which a choice (its index in the file) was shown. */
function letterOf(presentation: Presentation, choice: number): string {
  return letterAt(presentation.shown.indexOf(choice));
}
