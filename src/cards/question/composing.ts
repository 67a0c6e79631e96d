import { isComplete } from "../../engine/question/answer.ts";
import { type ComposedQuestion, choicesOf } from "../../engine/question/question.ts";
import { type Block, type Button, letterAt } from "../card.ts";
import { joined, plain, strong } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { choiceSpoken } from "./question-words.ts";

/** The buttons under a question get their ids from whoever owns the codec. A place is that of a letter, from 0. */
export interface AnswerIds {
  /** Answers with the choice at once. */
  readonly pick: (place: number | "unknown") => string;
  /** Adds the letter to an answer that is being put together, or takes it out again. */
  readonly press: (place: number) => string;
  readonly undo: () => string;
  readonly send: () => string;
  /** Shows whoever presses it, alone, where an answer can be put together. */
  readonly open: () => string;
}

/** An answer that is being put together: what has been pressed so far stands above the buttons. */
export function composingBlocks(
  words: Words,
  question: ComposedQuestion,
  shown: readonly number[],
  pressed: readonly number[],
): readonly Block[] {
  const { orderSoFar, chosenSoFar, pressInOrder, pressAll } = words.question;
  const isOrder = question.kind === "ordering";
  if (pressed.length === 0) return [{ type: "text", text: plain(isOrder ? pressInOrder : pressAll) }];
  const label = isOrder ? orderSoFar : chosenSoFar;
  return [{ type: "text", text: joined(strong(label), plain(` ${answerLetters(words, question, shown, pressed)}`)) }];
}

/** `C → A → B` for an order, `A, C` for a set. */
export function answerLetters(
  words: Words,
  question: ComposedQuestion,
  shown: readonly number[],
  answer: readonly number[],
): string {
  const places = answer.map((choice) => shown.indexOf(choice));
  if (question.kind === "ordering") return places.map(letterAt).join(words.question.arrow);
  return places
    .sort((a, b) => a - b)
    .map(letterAt)
    .join(", ");
}

/** Letters that can still be pressed, and what to do with those that are. */
export function composingButtons(
  words: Words,
  question: ComposedQuestion,
  shown: readonly number[],
  pressed: readonly number[],
  ids: AnswerIds,
): readonly (readonly Button[])[] {
  const choices = choicesOf(question);
  const letters = shown.flatMap((choice, place): Button[] => {
    const isPressed = pressed.includes(choice);
    if (isPressed && question.kind === "ordering") return [];
    const letter = letterAt(place);
    const said = words.question.spokenChoice(letter, choiceSpoken(words, choices[choice]));
    const spoken = isPressed ? words.question.spokenChosen(said) : said;
    return [{ id: ids.press(place), label: letter, spoken, look: isPressed ? "chosen" : "choice" }];
  });
  const { undo, send } = words.question;
  const undoing: Button = { id: ids.undo(), label: undo, spoken: undo, look: "plain" };
  const sending: Button = { id: ids.send(), label: send, spoken: send, look: "primary" };
  const canUndo = question.kind === "ordering" && pressed.length > 0;
  const done = [...(canUndo ? [undoing] : []), ...(isComplete(question, pressed) ? [sending] : [])];
  return [letters, done].filter((row) => row.length > 0);
}
