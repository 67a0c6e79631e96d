import type { Asked, Choice } from "../engine/answer.ts";
import type { Misconception } from "../engine/misconception.ts";
import type { Question } from "../engine/question.ts";
import { type Block, type Button, type Card, letterAt } from "./card.ts";
import { joined, plain, prose, strong } from "./prose.ts";
import { markedChoice, questionBlocks } from "./question-card.ts";
import { refutationOf } from "./question-words.ts";
import type { Words } from "./words.ts";

export interface VerdictView {
  readonly question: Question;
  readonly asked: Asked;
  readonly choice: Choice;
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
  const { question, asked, choice } = view;
  const right = choice === 0;
  return {
    type: "card",
    tone: right ? "right" : choice === "unknown" ? "neutral" : "wrong",
    title: verdictTitle(words, view),
    blocks: [
      ...questionBlocks(words, question, asked.shown, markedChoice(choice)),
      ...refutation(words, view),
      ...rightModel(words, question, asked),
      { type: "note", text: plain([earned(words, view), ...view.remarks].join(" ")) },
    ],
    buttons: view.buttons.length > 0 ? [view.buttons] : [],
  };
}

/** The answer to a question that nobody can answer any more, for somebody who did not. */
export function closedCard(
  words: Words,
  view: { question: Question; asked: Asked; closed: string; buttons: readonly Button[] },
): Card {
  return {
    type: "card",
    tone: "neutral",
    title: words.verdict.closedTitle,
    blocks: [
      { type: "text", text: plain(view.closed) },
      ...questionBlocks(words, view.question, view.asked.shown, markedChoice(null)),
      ...rightModel(words, view.question, view.asked),
    ],
    buttons: [view.buttons],
  };
}

function verdictTitle(words: Words, view: VerdictView): string {
  if (view.choice === 0) return words.verdict.right;
  const answer = words.verdict.rightAnswer(letterOf(view.asked, 0));
  const first =
    view.choice === "unknown" ? words.verdict.unknown : words.verdict.wrong(letterOf(view.asked, view.choice));
  return `${first}. ${answer}`;
}

/** The belief, why it tempts, what is wrong with it here, and the right model. */
function refutation(words: Words, view: VerdictView): readonly Block[] {
  const { choice } = view;
  const here = typeof choice === "number" ? refutationOf(words, view.question, choice) : null;
  if (here === null) return [];
  const letter = letterOf(view.asked, choice as number);
  const said: Block[] = view.beliefs.map((belief) => ({ type: "quote", text: prose(belief.belief) }));
  const first = view.beliefs[0];
  const head: Block[] = said.length > 0 ? [{ type: "heading", text: plain(words.verdict.beliefBehind(letter)) }] : [];
  const tempting = first ? [labelled(words.verdict.tempting, first.tempting)] : [];
  const truth = first ? [labelled(words.verdict.truth, first.truth)] : [];
  return [...head, ...said, ...tempting, labelled(words.verdict.here, here), ...truth];
}

function rightModel(words: Words, question: Question, asked: Asked): readonly Block[] {
  return [
    { type: "heading", text: plain(words.verdict.whyRight(letterOf(asked, 0))) },
    { type: "text", text: prose(question.explanation) },
    { type: "link", before: words.verdict.source, label: question.source.title, url: question.source.url },
  ];
}

function earned(words: Words, view: VerdictView): string {
  if (view.points > 0) return `${words.verdict.earned(view.points)}.`;
  if (view.choice === 0 && view.answeredBefore) return words.verdict.earnedNothingAgain;
  return view.choice === 0 ? "" : words.verdict.earnedNothing;
}

function labelled(label: string, text: string): Block {
  return { type: "text", text: joined(strong(label), plain(" "), prose(text)) };
}

/** The letter under which a choice (its index in the file) was shown. */
function letterOf(asked: Asked, choice: number): string {
  return letterAt(asked.shown.indexOf(choice));
}
