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
import { prose } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { choiceProse, choiceSpoken, legendOf, promptOf } from "./question-words.ts";

/** Makes the ids of the buttons under a question. A position is that of a letter, from 0. */
export interface AnswerIds {
  /** Answers with this choice at once. */
  readonly pick: (position: number | "unknown") => string;
  /** Adds the letter to a composed answer, or removes it again. */
  readonly press: (position: number) => string;
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
  /** Which question of its topic it is for this person, from 1; null where nobody counts. */
  readonly place: QuestionPlace | null;
  readonly ids: AnswerIds;
}

export interface QuestionPlace {
  readonly number: number;
  readonly of: number;
}

export function questionCard(words: Words, view: QuestionView): Card {
  const { question, presentation, pressed, place, ids } = view;
  const points = view.note === "new" ? words.question.worth(question.difficulty) : words.question[view.note];
  const marks = isComposed(question) ? pressedMarks(words, question, pressed) : openChoice;
  const blocks = questionBlocks(words, question, presentation.shown, marks);
  const topic = words.question.title(question.topic);
  const title = place === null ? topic : words.question.numbered(topic, place.number, place.of);
  if (!isComposed(question)) {
    return card(
      "question",
      title,
      [...blocks, note(points)],
      ...choiceButtons(words, question, presentation.shown, ids),
    );
  }
  const { pressInOrder, pressAll } = words.question;
  const how = note(`${question.kind === "ordering" ? pressInOrder : pressAll} ${points}`);
  return card(
    "question",
    title,
    [...blocks, how],
    ...composingButtons(words, question, presentation.shown, pressed, ids),
  );
}

/** What a choice (its index in the file) looks like. */
export type ChoiceMarks = (choice: number) => Omit<CardChoice, "letter" | "text">;

export const openChoice: ChoiceMarks = () => ({ mark: "open", markText: "", share: null });

/** The choices that were pressed so far; steps with their numbers. */
function pressedMarks({ question: words }: Words, question: ComposedQuestion, pressed: readonly number[]): ChoiceMarks {
  return (choice) => {
    const index = pressed.indexOf(choice);
    if (index < 0) return openChoice(choice);
    const step = index + 1;
    return question.kind === "ordering"
      ? { mark: "chosen", step, markText: words.step(step), share: null }
      : { mark: "chosen", markText: words.chosen, share: null };
  };
}

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
  if (mark === "open" || mark === "chosen" || mark === "passed-over") return "";
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

/** Prompt, code, what is needed to read it, and lettered choices. */
export function questionBlocks(
  words: Words,
  question: Question,
  shown: readonly number[],
  marks: ChoiceMarks,
): readonly Block[] {
  const legend = legendOf(words, question);
  return [
    text(prose(promptOf(words, question))),
    ...codeBlocks(question),
    ...(legend === "" ? [] : [note(prose(legend))]),
    choiceBlock(words, question, shown, marks),
  ];
}

export function codeBlocks(question: Question): readonly Block[] {
  const program = codeOf(question);
  return program ? [code(program.language, program.text)] : [];
}

export function choiceBlock(words: Words, question: Question, shown: readonly number[], marks: ChoiceMarks): Block {
  const choices = choicesOf(question);
  const lettered = shown.map((choice, position) => ({
    letter: letterAt(position),
    text: choiceProse(words, choices[choice]),
    ...marks(choice),
  }));
  return { type: "choices", choices: lettered };
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

/** The letters of some choices, in alphabetical order: `A, C`. */
export function lettersOf(shown: readonly number[], choices: readonly number[]): string {
  const positions = choices.map((choice) => shown.indexOf(choice)).sort((a, b) => a - b);
  return positions.map(letterAt).join(", ");
}

/** A row of letters, then Send and "I don't know". All stay in place while people press them. */
function composingButtons(
  words: Words,
  question: ComposedQuestion,
  shown: readonly number[],
  pressed: readonly number[],
  ids: AnswerIds,
): ButtonRows {
  const marks = pressedMarks(words, question, pressed);
  const choices: readonly AnyChoice[] = choicesOf(question);
  const letters = shown.map((choice, position): Button => {
    const label = letterAt(position);
    const spoken = words.question.spokenChoice(label, choiceSpoken(words, choices[choice]));
    const id = ids.press(position);
    const { mark, markText } = marks(choice);
    if (mark !== "chosen") return { id, label, spoken, style: "choice" };
    return { id, label, spoken: words.question.spokenChosen(spoken, markText), style: "chosen" };
  });
  return [letters, [sendButton(words, question, pressed, ids), unknownButton(words, ids)]];
}

function sendButton(
  { question: words }: Words,
  question: ComposedQuestion,
  pressed: readonly number[],
  ids: AnswerIds,
): Button {
  if (isComplete(question, pressed)) return button(ids.send(), words.send, "primary");
  const left = question.kind === "ordering" ? question.items.length - pressed.length : 1;
  return button(ids.send(), words.sendLeft(left), "disabled");
}
