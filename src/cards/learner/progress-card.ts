import type { Progress } from "../../engine/learner/learner.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import type { Question } from "../../engine/question/question.ts";
import type { Block, Button, Card, CardRow } from "../card.ts";
import { plain, prose } from "../prose.ts";
import { promptOf } from "../question/question-words.ts";
import type { Words } from "../words/words.ts";

/** More would be a wall; the rest is told by its number. */
const beliefsShown = 5;

export function progressCard(
  words: Words,
  view: { progress: Progress; openBeliefs: readonly Misconception[]; buttons: readonly Button[] },
): Card {
  const { progress } = view;
  const rows = progress.topics.map(
    (topic): CardRow => ({
      lead: "",
      text: plain(words.topicName(topic.topic)),
      trail: words.progress.topic(topic.answered, topic.right, topic.questions),
      own: false,
      bar: { part: topic.right, whole: topic.questions },
    }),
  );
  const answered = progress.topics.some((topic) => topic.answered > 0);
  const mended = progress.correctedMisconceptions.length;
  const closing = [
    words.progress.streak(progress.streakDays),
    ...(mended > 0 ? [words.progress.corrected(mended)] : []),
  ];
  return {
    type: "card",
    tone: "score",
    title: words.progress.title,
    blocks: [
      ...(answered ? [] : [{ type: "text", text: plain(words.progress.answeredNone) } as const]),
      { type: "rows", rows },
      ...(answered ? beliefBlocks(words, view.openBeliefs) : []),
      { type: "note", text: plain(closing.join(" ")) },
    ],
    buttons: [view.buttons],
  };
}

function beliefBlocks(words: Words, beliefs: readonly Misconception[]): readonly Block[] {
  if (beliefs.length === 0) return [{ type: "text", text: plain(words.progress.beliefsNone) }];
  const items = beliefs.slice(0, beliefsShown).map((belief) => prose(words.quoted(belief.belief)));
  const more = beliefs.length - items.length;
  return [
    { type: "heading", text: plain(words.progress.beliefs) },
    { type: "list", items: more > 0 ? [...items, plain(words.progress.beliefsMore(more))] : items },
  ];
}

/** A learner's page: their path, today's question, and the week's board, with everything that can be done. */
export function homeCard(
  words: Words,
  view: {
    progress: Card;
    daily: { readonly question: Question; readonly answered: boolean } | null;
    board: Card;
    buttons: readonly (readonly Button[])[];
  },
): Card {
  const { progress, board } = view;
  return {
    ...progress,
    blocks: [
      { type: "heading", text: plain(words.home.daily) },
      ...dailyBlocks(words, view.daily),
      { type: "heading", text: plain(progress.title) },
      ...progress.blocks,
      { type: "heading", text: plain(board.title) },
      ...board.blocks,
    ],
    title: words.help.title,
    buttons: view.buttons,
  };
}

function dailyBlocks(words: Words, daily: { question: Question; answered: boolean } | null): readonly Block[] {
  if (!daily) return [{ type: "text", text: plain(words.home.none) }];
  const { home } = words;
  return [
    { type: "text", text: plain(daily.answered ? home.answered : home.open) },
    { type: "quote", text: prose(promptOf(words, daily.question)) },
  ];
}
