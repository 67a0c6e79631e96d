import type { Confidence } from "../../engine/question/answer.ts";
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
  /** What a person who answered by "I don't know" is not asked. */
  readonly confidence: ConfidenceView | null;
  readonly buttons: readonly Button[];
}

/** How sure the person says they were, or the buttons to say it. */
export type ConfidenceView =
  | { readonly type: "ask"; readonly buttons: readonly Button[] }
  | { readonly type: "said"; readonly confidence: Confidence };

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
    ...(view.confidence === null ? [] : section(more.howSure, [text(confidenceText(words, view, view.confidence))])),
  ];
  const rows = view.confidence?.type === "ask" ? [view.confidence.buttons, view.buttons] : [view.buttons];
  return card("neutral", more.title, blocks, ...rows);
}

function questionWithMarks(words: Words, { question, presentation, choice }: MoreView): readonly Block[] {
  const blocks = questionBlocks(words, question, presentation.shown, markedChoice(words, question, choice));
  if (question.kind !== "ordering") return blocks;
  return [...blocks.filter(({ type }) => type !== "choices"), answerBlock(words, question, presentation)];
}

function section(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

function confidenceText({ more }: Words, { right, shown }: AnsweredView, confidence: ConfidenceView): string {
  if (confidence.type === "ask") return more.whyHowSure;
  if (right) return more.said[confidence.confidence].right;
  return shown === null ? more.said[confidence.confidence].wrong : more.said[confidence.confidence].shown;
}

function whyProse({ more }: Words, why: WhyView): Prose {
  if (!("misconception" in why)) return prose(more.because[why.type]);
  const { before, after } = more.becauseOf[why.type];
  return joined(plain(before), prose(why.misconception.belief), plain(after));
}
