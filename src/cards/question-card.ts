import type { Asked, Choice } from "../engine/answer.ts";
import { choicesOf, codeOf, type Question } from "../engine/question.ts";
import { type Block, type Button, type Card, type CardChoice, type ChoiceMark, letterAt } from "./card.ts";
import { plain, prose } from "./prose.ts";
import { choiceProse, choiceSpoken, promptOf } from "./question-words.ts";
import type { Words } from "./words.ts";

/** The buttons under a question get their ids from whoever owns the codec. */
export type PickId = (place: number | "unknown") => string;

/** What the line under a question says of points. */
export type QuestionNote = "new" | "missed" | "again" | "practice";

export function questionCard(
  words: Words,
  shown: { question: Question; asked: Asked; note: QuestionNote; pickId: PickId },
): Card {
  const { question, asked } = shown;
  const note = shown.note === "new" ? words.question.worth(question.difficulty) : words.question[shown.note];
  return {
    type: "card",
    tone: "question",
    title: words.question.title(question.topic),
    blocks: [...questionBlocks(words, question, asked.shown, openChoice), { type: "note", text: plain(note) }],
    buttons: choiceButtons(words, question, asked.shown, shown.pickId),
  };
}

/** What one choice (its index in the file) looks like. */
export type ChoiceLook = (choice: number) => Pick<CardChoice, "mark" | "share">;

export const openChoice: ChoiceLook = () => ({ mark: "open", share: null });

/** After the answer: the right one, and the one that was picked. */
export function markedChoice(picked: Choice | null): ChoiceLook {
  return (choice) => ({ mark: markOf(choice, picked), share: null });
}

function markOf(choice: number, picked: Choice | null): ChoiceMark {
  if (choice === picked) return choice === 0 ? "picked-right" : "picked-wrong";
  return choice === 0 ? "right" : "passed-over";
}

/** Prompt, code and lettered choices. */
export function questionBlocks(
  words: Words,
  question: Question,
  shown: readonly number[],
  look: ChoiceLook,
): readonly Block[] {
  const choices = choicesOf(question);
  const lettered = shown.map((choice, place) => ({
    letter: letterAt(place),
    text: choiceProse(words, choices[choice]),
    ...look(choice),
  }));
  const code = codeOf(question);
  const below: readonly Block[] = code ? [{ type: "code", ...code }] : [];
  return [{ type: "text", text: prose(promptOf(words, question)) }, ...below, { type: "choices", choices: lettered }];
}

/** A row of letters, and below it the honest way out. */
export function choiceButtons(
  words: Words,
  question: Question,
  shown: readonly number[],
  pickId: PickId,
): readonly (readonly Button[])[] {
  const choices = choicesOf(question);
  const letters = shown.map((choice, place): Button => {
    const letter = letterAt(place);
    const spoken = words.question.spokenChoice(letter, choiceSpoken(words, choices[choice]));
    return { id: pickId(place), label: letter, spoken, look: "choice" };
  });
  const unknown: Button = {
    id: pickId("unknown"),
    label: words.question.unknown,
    spoken: words.question.unknown,
    look: "plain",
  };
  return letters.length < 5 ? [[...letters, unknown]] : [letters, [unknown]];
}
