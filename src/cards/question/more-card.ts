import type { Misconception } from "../../engine/question/misconception.ts";
import { isComposed } from "../../engine/question/question.ts";
import { type Block, type Button, type Card, card, heading, letterAt, text } from "../card.ts";
import { joined, type Prose, plain, prose } from "../prose.ts";
import type { Words } from "../words/words.ts";
import { markedChoice, questionBlocks } from "./question-card.ts";
import { type AnsweredView, answerBlock, refutations, sourceLink, timelineBlocks } from "./verdict-card.ts";

/** Why the question was chosen for this person. */
export type WhyView =
  | { readonly type: "first" | "similar" }
  | { readonly type: "return" | "review" | "likely" | "unclear" | "chosen"; readonly misconception: Misconception };

export interface MoreView extends AnsweredView {
  /** Null if it was not chosen for them alone. */
  readonly why: WhyView | null;
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
    ...(view.why === null ? [] : section(more.whyThis, [text(whyProse(words, view.why))])),
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

function whyProse({ more }: Words, why: WhyView): Prose {
  if (!("misconception" in why)) return prose(more.because[why.type]);
  const { before, after } = more.becauseOf[why.type];
  return joined(plain(before), prose(why.misconception.belief), plain(after));
}
