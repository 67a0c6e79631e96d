import { type Choice, isComplete, type Presentation } from "../../engine/question/answer.ts";
import {
  type AnyChoice,
  type ComposedQuestion,
  choicesOf,
  codeOf,
  isComposed,
  type Question,
} from "../../engine/question/question.ts";
import {
  type Block,
  type Button,
  type ButtonRows,
  button,
  type Card,
  type CardChoice,
  type ChoiceMark,
  card,
  code,
  letterAt,
  note,
  text,
} from "../card.ts";
import { joined, plain, prose, strong } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { choiceProse, choiceSpoken, promptOf } from "./question-words.ts";

/** Makes the ids of the buttons under a question. A position is that of a letter, from 0. */
export interface AnswerIds {
  /** Answers with this choice at once. */
  readonly pick: (position: number | "unknown") => string;
  /** Adds the letter to a composed answer, or removes it again. */
  readonly press: (position: number) => string;
  readonly undo: () => string;
  readonly send: () => string;
  /** Opens a private card on which an answer can be composed. */
  readonly open: () => string;
}

/** What the line under a question says about points. */
export type QuestionNote = "new" | "missed" | "again" | "practice";

/** A question as one person sees it. */
export interface QuestionView {
  readonly question: Question;
  readonly presentation: Presentation;
  /** What was pressed so far in an answer of several presses: indexes into the choices, in order. */
  readonly pressed: readonly number[];
  readonly note: QuestionNote;
  readonly ids: AnswerIds;
}

export function questionCard(words: Words, view: QuestionView): Card {
  const { question, presentation, ids } = view;
  const points = view.note === "new" ? words.question.worth(question.difficulty) : words.question[view.note];
  const blocks = [...questionBlocks(words, question, presentation.shown, openChoice), note(points)];
  const title = words.question.title(question.topic);
  if (!isComposed(question)) {
    return card("question", title, blocks, ...choiceButtons(words, question, presentation.shown, ids));
  }
  const composing = composingText(words, question, presentation.shown, view.pressed);
  const composingRows = composingButtons(words, question, presentation.shown, view.pressed, ids);
  return card("question", title, [...blocks, composing], ...composingRows, [unknownButton(words, ids)]);
}

/** What a choice (its index in the file) looks like. */
export type ChoiceMarks = (choice: number) => Pick<CardChoice, "mark" | "markText" | "share">;

export const openChoice: ChoiceMarks = () => ({ mark: "open", markText: "", share: null });

/** After the answer: what is right, and what was picked. In an order no single letter is right or wrong. */
export function markedChoice(words: Words, question: Question, picked: Choice | null): ChoiceMarks {
  const isPicked = (choice: number) => (Array.isArray(picked) ? picked.includes(choice) : choice === picked);
  return (choice) => {
    const mark = markOf(isRight(question, choice), isPicked(choice));
    return { mark, markText: markText(words, mark, Array.isArray(picked)), share: null };
  };
}

/** @param ofSeveral several choices were picked, so that a right one without a mark was missed */
function markText({ verdict }: Words, mark: ChoiceMark, ofSeveral: boolean): string {
  if (mark === "open" || mark === "passed-over") return "";
  return mark === "right" && ofSeveral ? verdict.mark.missed : verdict.mark[mark];
}

/** Null if that can't be said of a single choice. */
function isRight(question: Question, choice: number): boolean | null {
  if (question.kind === "ordering") return null;
  return question.kind === "choose-all" ? question.options[choice]?.right === true : choice === 0;
}

function markOf(right: boolean | null, picked: boolean): ChoiceMark {
  if (right === null) return "open";
  if (picked) return right ? "picked-right" : "picked-wrong";
  return right ? "right" : "passed-over";
}

/** Prompt, code and lettered choices. */
export function questionBlocks(
  words: Words,
  question: Question,
  shown: readonly number[],
  marks: ChoiceMarks,
): readonly Block[] {
  const choices = choicesOf(question);
  const lettered = shown.map((choice, position) => ({
    letter: letterAt(position),
    text: choiceProse(words, choices[choice]),
    ...marks(choice),
  }));
  const program = codeOf(question);
  const below = program ? [code(program.language, program.text)] : [];
  return [text(prose(promptOf(words, question))), ...below, { type: "choices", choices: lettered }];
}

/** A row of letters and "I don't know". A composed answer is given on a private card, which a button opens. */
export function choiceButtons(words: Words, question: Question, shown: readonly number[], ids: AnswerIds): ButtonRows {
  const unknown = unknownButton(words, ids);
  if (isComposed(question)) return [[button(ids.open(), words.question.open, "primary"), unknown]];
  const choices: readonly AnyChoice[] = choicesOf(question);
  const letters = shown.map((choice, position): Button => {
    const letter = letterAt(position);
    const spoken = words.question.spokenChoice(letter, choiceSpoken(words, choices[choice]));
    return { id: ids.pick(position), label: letter, spoken, style: "choice" };
  });
  return letters.length < 5 ? [[...letters, unknown]] : [letters, [unknown]];
}

function unknownButton(words: Words, ids: AnswerIds): Button {
  return button(ids.pick("unknown"), words.question.unknown);
}

/** What was pressed so far of an answer that takes several presses. */
function composingText(
  words: Words,
  question: ComposedQuestion,
  shown: readonly number[],
  pressed: readonly number[],
): Block {
  const { orderSoFar, chosenSoFar, pressInOrder, pressAll } = words.question;
  const isOrder = question.kind === "ordering";
  if (pressed.length === 0) return text(isOrder ? pressInOrder : pressAll);
  const label = isOrder ? orderSoFar : chosenSoFar;
  return text(joined(strong(label), plain(` ${answerLetters(words, question, shown, pressed)}`)));
}

/** `C → A → B` for an order, `A, C` for a set. */
export function answerLetters(
  words: Words,
  question: ComposedQuestion,
  shown: readonly number[],
  answer: readonly number[],
): string {
  const positions = answer.map((choice) => shown.indexOf(choice));
  if (question.kind === "ordering") return positions.map(letterAt).join(words.question.arrow);
  return positions
    .sort((a, b) => a - b)
    .map(letterAt)
    .join(", ");
}

/** The letters that can still be pressed, then Undo and Send if they apply. */
function composingButtons(
  words: Words,
  question: ComposedQuestion,
  shown: readonly number[],
  pressed: readonly number[],
  ids: AnswerIds,
): ButtonRows {
  const { undo, send, spokenChoice, spokenChosen } = words.question;
  const choices = choicesOf(question);
  const letters = shown.flatMap((choice, position): Button[] => {
    const isPressed = pressed.includes(choice);
    if (isPressed && question.kind === "ordering") return [];
    const label = letterAt(position);
    const spoken = spokenChoice(label, choiceSpoken(words, choices[choice]));
    const id = ids.press(position);
    return [
      { id, label, ...(isPressed ? { spoken: spokenChosen(spoken), style: "chosen" } : { spoken, style: "choice" }) },
    ];
  });
  const canUndo = question.kind === "ordering" && pressed.length > 0;
  return [
    letters,
    [
      ...(canUndo ? [button(ids.undo(), undo)] : []),
      ...(isComplete(question, pressed) ? [button(ids.send(), send, "primary")] : []),
    ],
  ];
}
