import { isComposed } from "../../engine/question/question.ts";
import { type Block, type Button, type Card, card, heading, letterAt, text } from "../card.ts";
import { prose } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { markedChoice, questionBlocks } from "./question-card.ts";
import { type AnsweredView, answerBlock, refutations, sourceLink, timelineBlocks } from "./verdict-card.ts";

export interface MoreView extends AnsweredView {
  readonly buttons: readonly Button[];
}

/** Everything that a verdict leaves out. */
export function moreCard(words: Words, view: MoreView): Card {
  const { question, presentation, shown } = view;
  const { more } = words;
  const whyRight = isComposed(question) ? more.whyRightAnswer : more.whyRight(letterAt(presentation.shown.indexOf(0)));
  const timeline = timelineBlocks(words, question);
  const blocks = [
    ...(shown === null ? [] : section(more.tempting, [text(prose(shown.tempting))])),
    // The verdict has room for one paragraph.
    ...(question.kind === "choose-all" ? section(more.wrong, refutations(words, view)) : []),
    ...section(whyRight, [text(prose(question.explanation)), sourceLink(words, question)]),
    ...section(more.timeline, timeline),
    ...section(more.question, questionWithMarks(words, view)),
  ];
  return card("neutral", more.title, blocks, view.buttons);
}

function questionWithMarks(words: Words, { question, presentation, choice }: MoreView): readonly Block[] {
  const blocks = questionBlocks(words, question, presentation.shown, markedChoice(words, question, choice));
  if (question.kind !== "ordering") return blocks;
  return [...blocks.filter(({ type }) => type !== "choices"), answerBlock(words, question, presentation)];
}

function section(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}
