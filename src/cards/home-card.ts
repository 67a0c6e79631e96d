import type { Question } from "../engine/question.ts";
import type { Block, Button, Card } from "./card.ts";
import { plain, prose } from "./prose.ts";
import { promptOf } from "./question-words.ts";
import type { Words } from "./words.ts";

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
