import type { Choice, Presentation } from "../../engine/question/answer.ts";
import { type AnyChoice, choicesOf, codeOf, isComposed, type Question } from "../../engine/question/question.ts";
import { type Block, type Button, type Card, type CardChoice, type ChoiceMark, letterAt } from "../card.ts";
import { plain, prose } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { type AnswerIds, composingBlocks, composingButtons } from "./composing.ts";
import { choiceProse, choiceSpoken, promptOf } from "./question-words.ts";

/** What the line under a question says of points. */
export type QuestionNote = "new" | "missed" | "again" | "practice";

/** A question as it is put to one person. */
export interface QuestionView {
  readonly question: Question;
  readonly presentation: Presentation;
  /** What has been pressed so far where an answer is put together: indexes into the choices, in order. */
  readonly pressed: readonly number[];
  readonly note: QuestionNote;
  readonly ids: AnswerIds;
}

export function questionCard(words: Words, view: QuestionView): Card {
  const { question, presentation, ids } = view;
  const note = view.note === "new" ? words.question.worth(question.difficulty) : words.question[view.note];
  const composing = isComposed(question) ? composingBlocks(words, question, presentation.shown, view.pressed) : [];
  return {
    type: "card",
    tone: "question",
    title: words.question.title(question.topic),
    blocks: [
      ...questionBlocks(words, question, presentation.shown, openChoice),
      { type: "note", text: plain(note) },
      ...composing,
    ],
    buttons: isComposed(question)
      ? [...composingButtons(words, question, presentation.shown, view.pressed, ids), [unknownButton(words, ids)]]
      : choiceButtons(words, question, presentation.shown, ids),
  };
}

/** What one choice (its index in the file) looks like. */
export type ChoiceLook = (choice: number) => Pick<CardChoice, "mark" | "markText" | "share">;

export const openChoice: ChoiceLook = () => ({ mark: "open", markText: "", share: null });

/** After the answer: what is right, and what was picked. Of an order no letter is right or wrong by itself. */
export function markedChoice(words: Words, question: Question, picked: Choice | null): ChoiceLook {
  const isPicked = (choice: number) => (Array.isArray(picked) ? picked.includes(choice) : choice === picked);
  return (choice) => {
    const mark = markOf(isRight(question, choice), isPicked(choice));
    const markText = mark === "open" || mark === "passed-over" ? "" : words.verdict.mark[mark];
    return { mark, markText, share: null };
  };
}

/** null where it is no matter of one choice. */
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

/** A row of letters, and below it the honest way out; where an answer is put together, the way there. */
export function choiceButtons(
  words: Words,
  question: Question,
  shown: readonly number[],
  ids: AnswerIds,
): readonly (readonly Button[])[] {
  const unknown = unknownButton(words, ids);
  if (isComposed(question)) {
    const { open } = words.question;
    return [[{ id: ids.open(), label: open, spoken: open, look: "primary" }, unknown]];
  }
  const choices: readonly AnyChoice[] = choicesOf(question);
  const letters = shown.map((choice, place): Button => {
    const letter = letterAt(place);
    const spoken = words.question.spokenChoice(letter, choiceSpoken(words, choices[choice]));
    return { id: ids.pick(place), label: letter, spoken, look: "choice" };
  });
  return letters.length < 5 ? [[...letters, unknown]] : [letters, [unknown]];
}

function unknownButton(words: Words, ids: AnswerIds): Button {
  const { unknown } = words.question;
  return { id: ids.pick("unknown"), label: unknown, spoken: unknown, look: "plain" };
}
