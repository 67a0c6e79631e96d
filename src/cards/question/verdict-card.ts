import { type Choice, mistakenOptions, type Presentation } from "../../engine/question/answer.ts";
import type { MisconceptionId } from "../../engine/question/ids.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import { choicesOf, isComposed, type Question } from "../../engine/question/question.ts";
import { firstSentence } from "../../text/sentences.ts";
import {
  type Block,
  type Button,
  type ButtonRows,
  button,
  type Card,
  type ChoiceMark,
  card,
  code,
  heading,
  letterAt,
  note,
  quote,
  text,
} from "../card.ts";
import { joined, plain, prose, strong, wordsOf } from "../prose.ts";
import { timelineOf } from "../timeline/timeline.ts";
import { timelineText, timelineWidths } from "../timeline/timeline-text.ts";
import type { Words } from "../words/words.ts";
import { choiceBlock, codeBlocks, lettersOf, markedChoice } from "./question-card.ts";
import { choiceProse, firstDifferentStep, orderRefutation, refutationOf } from "./question-words.ts";

/** An answer, and what it shows about the person. */
export interface AnsweredView {
  readonly question: Question;
  readonly presentation: Presentation;
  readonly choice: Choice;
  readonly right: boolean;
  /** The misconception that the answer shows; null if none is known yet, or none fits. */
  readonly shown: Misconception | null;
}

export interface VerdictView extends AnsweredView {
  readonly points: number;
  /** Whether the person had answered this question before, so that a right answer earned nothing. */
  readonly answeredBefore: boolean;
  /** What the person is asked, before anything is explained; null when there is nothing to ask. */
  readonly asking: VerdictQuestion | null;
  /** Whether the person was asked, and has replied. */
  readonly replied: boolean;
  /** The misconceptions that a right answer corrects; null for none. */
  readonly correction: Correction | null;
  /** Whether the verdict replaces the question, so that people would lose its code and choices. */
  readonly replacesQuestion: boolean;
  /** Sentences below the explanation, for example how many people have answered. */
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

export interface Correction {
  readonly misconception: Misconception;
  /** How many of the misconceptions that the person has shown are corrected now. */
  readonly corrected: number;
  readonly of: number;
}

/** Whether the answer is right and, if it is wrong, which misconception is behind it. */
export function verdictCard(words: Words, view: VerdictView): Card {
  const { question, right, choice, asking, notes } = view;
  const tone = right ? "right" : choice === "unknown" ? "neutral" : "wrong";
  const below = [earned(words, view), ...notes].filter(Boolean).join(" ");
  const blocks = [
    ...orderBlocks(words, view),
    ...(asking ? askingBlocks(words, asking) : explanation(words, view)),
    ...(below === "" ? [] : [note(below)]),
  ];
  const rows = asking ? replyRows(words, asking, view.buttons) : [view.buttons];
  const reference = view.replacesQuestion ? referenceBlocks(words, question, view) : [];
  return { ...card(tone, verdictTitle(words, view), blocks, ...rows), reference };
}

/** The code and the marked choices. A wrong order has its steps in the verdict itself. */
function referenceBlocks(words: Words, question: Question, view: AnsweredView): readonly Block[] {
  const { presentation, choice, right } = view;
  if (question.kind === "ordering") {
    return [...codeBlocks(question), ...(right ? [stepsInOrder(words, question, null)] : [])];
  }
  const marks = markedChoice(words, question, choice);
  return [...codeBlocks(question), choiceBlock(words, question, presentation.shown, marks)];
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
  const blocks = [text(closed), text(prose(question.explanation)), sourceLink(words, question)];
  const reference = [...codeBlocks(question), answerBlock(words, question, presentation)];
  return { ...card("neutral", words.verdict.closedTitle, blocks, buttons), reference };
}

/** The choices with the right ones marked, or the steps in the right order. */
export function answerBlock(words: Words, question: Question, presentation: Presentation): Block {
  if (question.kind === "ordering") return stepsInOrder(words, question, null);
  return choiceBlock(words, question, presentation.shown, markedChoice(words, question, null));
}

function verdictTitle(words: Words, { question, presentation, choice, right }: VerdictView): string {
  const { verdict } = words;
  if (right) return verdict.right;
  const letter = (index: number) => letterAt(presentation.shown.indexOf(index));
  if (question.kind === "ordering") {
    return Array.isArray(choice) ? verdict.wrongOrder(firstDifferentStep(choice)) : verdict.unknownOrder;
  }
  if (question.kind === "choose-all") {
    const optionsThat = (isIn: (right: boolean, picked: boolean) => boolean) => {
      const matching = [...question.options.entries()].filter(([index, option]) =>
        isIn(option.right, Array.isArray(choice) && choice.includes(index)),
      );
      return lettersOf(
        presentation.shown,
        matching.map(([index]) => index),
      );
    };
    if (!Array.isArray(choice)) return verdict.unknownSet(optionsThat((isRight) => isRight));
    return verdict.wrongSet(
      optionsThat((isRight, picked) => isRight && picked),
      optionsThat((isRight, picked) => !isRight && picked),
      optionsThat((isRight, picked) => isRight && !picked),
    );
  }
  return choice === "unknown" ? verdict.unknown(letter(0)) : verdict.wrong(letter(Number(choice)), letter(0));
}

/** The right order, unless the person has given it. */
function orderBlocks(words: Words, { question, choice, right }: VerdictView): readonly Block[] {
  if (question.kind !== "ordering" || right) return [];
  return [stepsInOrder(words, question, typeof choice === "object" ? choice : null)];
}

/** Numbered steps in the right order; if there is another order, with the first step that differs from it. */
function stepsInOrder(
  words: Words,
  question: Extract<Question, { kind: "ordering" }>,
  answered: readonly number[] | null,
): Block {
  const steps = choicesOf(question).map((step) => choiceProse(words, step));
  const different = answered === null ? -1 : firstDifferentStep(answered);
  const markOf = (step: number): ChoiceMark => {
    if (step > different) return "passed-over";
    return step === different ? "picked-wrong" : "picked-right";
  };
  return {
    type: "choices",
    choices: steps.map((step, index) => {
      const other = steps[answered?.[index] ?? index] ?? step;
      const markText = index === different ? words.verdict.mark.stepDiffers(words.quoted(spoken(other))) : "";
      return { letter: String(index + 1), text: step, mark: markOf(index), markText, share: null };
    }),
  };
}

function spoken(step: ReturnType<typeof choiceProse>): string {
  return wordsOf(step).replaceAll("`", "");
}

/** A right answer gets a sentence. A wrong one gets the misconception, why it is wrong here, and what is true. */
function explanation(words: Words, view: VerdictView): readonly Block[] {
  const { question, choice, right, shown } = view;
  if (right) {
    return [...correctionBlocks(words, view.correction), text(prose(firstSentence(question.explanation)))];
  }
  if (choice === "unknown") return [text(prose(question.explanation)), ...timelineBlocks(words, question)];
  const [here] = refutations(words, view);
  const isUnexplained = shown === null && (isComposed(question) || view.replied);
  return [
    ...(isUnexplained ? [text(words.verdict.noneFits)] : []),
    ...(shown === null ? [] : [text(leadOf(words, view)), quote(prose(shown.belief))]),
    ...(here === undefined ? [] : [here]),
    shown === null ? text(prose(question.explanation)) : labelled(words.verdict.truth, shown.truth),
    ...timelineBlocks(words, question),
  ];
}

function leadOf({ verdict }: Words, { presentation, choice, replied }: VerdictView): string {
  if (replied) return verdict.youThought;
  if (typeof choice !== "number") return verdict.mostWhoAnswerThis;
  return verdict.mostWhoChoose(letterAt(presentation.shown.indexOf(choice)));
}

function correctionBlocks({ verdict }: Words, correction: Correction | null): readonly Block[] {
  if (correction === null) return [];
  const { misconception, corrected, of } = correction;
  const { before, after } = verdict.corrected;
  return [text(joined(plain(before), prose(misconception.belief), plain(after(corrected, of))))];
}

/**
 * Why the answer is wrong here. A set of letters has one paragraph for each wrong or missing letter, those to which the
 * misconception leads first.
 */
export function refutations(words: Words, view: AnsweredView): readonly Block[] {
  const { question, presentation, choice, right, shown } = view;
  if (right || choice === "unknown") return [];
  if (question.kind === "ordering") {
    return typeof choice === "number" ? [] : [text(prose(orderRefutation(words, question, choice)))];
  }
  if (question.kind === "choose-all") {
    if (typeof choice === "number") return [];
    const { belongs, doesNotBelong } = words.verdict;
    const options = mistakenOptions(question, choice).flatMap((index) => {
      const option = question.options[index];
      return option ? [{ index, option }] : [];
    });
    const leads = ({ option }: (typeof options)[number]) => Number(shown && option.misconceptions.includes(shown.id));
    return options
      .toSorted((one, other) => leads(other) - leads(one))
      .map(({ index, option }) => {
        const label = option.right ? belongs : doesNotBelong;
        return labelled(label(letterAt(presentation.shown.indexOf(index))), option.refutation);
      });
  }
  const here = typeof choice === "number" ? refutationOf(words, question, choice, shown?.id ?? null) : null;
  return here === null ? [] : [text(prose(here))];
}

/** A drawing with more lanes would not fit a phone. */
const mostLanes = 6;

/** Who waits for what, for a question about time. */
export function timelineBlocks(words: Words, question: Question): readonly Block[] {
  if (question.kind !== "timing") return [];
  const { elapsedMs, thread, waits } = question.timeline;
  const timeline = timelineOf(words, { run: { elapsedMs }, thread, waits }, mostLanes);
  return [code(words.more.timeline, timelineText(words, timeline, timelineWidths.phone))];
}

export function sourceLink({ more }: Words, { source }: Question): Block {
  return { type: "link", before: more.source, label: source.title, url: source.url };
}

function earned({ verdict }: Words, view: VerdictView): string {
  if (view.points > 0) return verdict.earned(view.points);
  return view.right && view.answeredBefore ? verdict.earnedNothingAgain : "";
}

function labelled(label: string, sentence: string): Block {
  return text(joined(strong(label), plain(" "), prose(sentence)));
}
