import type { Presentation } from "../../engine/question/answer.ts";
import { isComposed, type Question } from "../../engine/question/question.ts";
import type { Block, Button, Card, CardChoice } from "../card.ts";
import { codeSpan, plain, prose } from "../prose.ts";
import type { AnswerIds } from "../question/composing.ts";
import { type ChoiceLook, choiceButtons, markedChoice, openChoice, questionBlocks } from "../question/question-card.ts";
import { orderLine } from "../question/verdict-card.ts";
import type { Words } from "../words/words.ts";

/** The last daily question of the channel, now that its answer may be told. */
export interface Reveal {
  readonly date: string;
  readonly question: Question;
  readonly presentation: Presentation;
  readonly answered: number;
  /** How many of them were right. */
  readonly right: number;
  /** How many chose a choice, by its index in the file. */
  readonly count: (choice: number) => number;
}

/** The daily post: what the last question's answer was, and today's question for everybody. */
export function dailyPostCard(
  words: Words,
  view: {
    question: Question;
    presentation: Presentation;
    /** The local date it belongs to; null for a sample. */
    date: string | null;
    answered: number;
    reveal: Reveal | null;
    ids: AnswerIds;
  },
): Card {
  const { question, presentation, reveal } = view;
  const today: readonly Block[] = reveal ? [{ type: "heading", text: plain(words.daily.today) }] : [];
  const note = `${words.question.worth(question.difficulty)} ${words.daily.answered(view.answered)}`;
  return {
    type: "card",
    tone: "question",
    title: view.date === null ? words.daily.sampleTitle : words.daily.title(words.date(view.date)),
    blocks: [
      ...(reveal ? revealBlocks(words, reveal) : []),
      ...today,
      ...questionBlocks(words, question, presentation.shown, openChoice),
      { type: "note", text: plain(note) },
    ],
    buttons: choiceButtons(words, question, presentation.shown, view.ids),
  };
}

function revealBlocks(words: Words, reveal: Reveal): readonly Block[] {
  const marked = markedChoice(words, reveal.question, null);
  const look: ChoiceLook = (choice) => ({ ...marked(choice), share: shareOf(words, reveal, choice) });
  return [
    { type: "heading", text: plain(words.daily.lastTime(words.date(reveal.date))) },
    ...questionBlocks(words, reveal.question, reveal.presentation.shown, look),
    ...orderLine(words, reveal.question, reveal.presentation),
    { type: "text", text: prose(reveal.question.explanation) },
    { type: "note", text: plain(sharesNote(words, reveal)) },
  ];
}

/** Of an answer that was put together no single letter has a share. */
function shareOf(words: Words, { question, count, answered: of }: Reveal, choice: number): CardChoice["share"] {
  if (isComposed(question)) return null;
  return { count: count(choice), of, text: words.daily.share(count(choice), of) };
}

function sharesNote(words: Words, { question, right, answered }: Reveal): string {
  return isComposed(question) ? words.daily.gotRight(right, answered) : words.daily.shares(answered);
}

/** What to type when no daily question is set up. */
export function noDailyCard(words: Words, channel: string): Card {
  return {
    type: "card",
    tone: "neutral",
    title: words.daily.noneTitle,
    blocks: [
      { type: "text", text: plain(words.daily.none) },
      { type: "text", text: codeSpan(words.daily.noneExample(channel)) },
    ],
    buttons: [],
  };
}

/** A daily question is set up and its first post is still to come. */
export function dailyToComeCard(words: Words, when: string, zone: string, buttons: readonly Button[]): Card {
  return {
    type: "card",
    tone: "neutral",
    title: words.daily.notPostedTitle,
    blocks: [{ type: "text", text: plain(words.daily.notPostedYet(when, zone)) }],
    buttons: [buttons],
  };
}
