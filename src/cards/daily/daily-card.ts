import type { Presentation } from "../../engine/question/answer.ts";
import { isComposed, type Question } from "../../engine/question/question.ts";
import { type Block, type Button, type Card, type CardChoice, card, heading, note, text } from "../card.ts";
import { prose } from "../prose.ts";
import {
  type AnswerIds,
  type ChoiceMarks,
  choiceButtons,
  markedChoice,
  openChoice,
  questionBlocks,
} from "../question/question-card.ts";
import { answerBlock } from "../question/verdict-card.ts";
import { exampleSettings } from "../settings/settings-card.ts";
import type { Words } from "../words/words.ts";

/** The channel's previous daily question, now that its answer may be shown. */
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

export interface DailyPostView {
  readonly question: Question;
  readonly presentation: Presentation;
  /** The local date it belongs to; null for a sample. */
  readonly date: string | null;
  readonly answered: number;
  readonly reveal: Reveal | null;
  readonly ids: AnswerIds;
}

/** The daily post: the answer to the previous question, and today's question for everybody. */
export function dailyPostCard(words: Words, view: DailyPostView): Card {
  const { question, presentation, reveal } = view;
  const title = view.date === null ? words.daily.sampleTitle : words.daily.title(words.date(view.date));
  const blocks = [
    ...(reveal ? [...revealBlocks(words, reveal), heading(words.daily.today)] : []),
    ...questionBlocks(words, question, presentation.shown, openChoice),
    note(`${words.question.worth(question.difficulty)} ${words.daily.answered(view.answered)}`),
  ];
  return card("question", title, blocks, ...choiceButtons(words, question, presentation.shown, view.ids));
}

function revealBlocks(words: Words, reveal: Reveal): readonly Block[] {
  const marked = markedChoice(words, reveal.question, null);
  const marks: ChoiceMarks = (choice) => ({ ...marked(choice), share: shareOf(words, reveal, choice) });
  return [
    heading(words.daily.lastTime(words.date(reveal.date))),
    ...questionBlocks(words, reveal.question, reveal.presentation.shown, marks).map((block) =>
      block.type === "choices" && reveal.question.kind === "ordering"
        ? answerBlock(words, reveal.question, reveal.presentation)
        : block,
    ),
    text(prose(reveal.question.explanation)),
    note(sharesNote(words, reveal)),
  ];
}

/** In a composed answer no single letter has a share. */
function shareOf(words: Words, { question, count, answered: of }: Reveal, choice: number): CardChoice["share"] {
  if (isComposed(question)) return null;
  return { count: count(choice), of, text: words.daily.share(count(choice), of) };
}

function sharesNote(words: Words, { question, right, answered }: Reveal): string {
  return isComposed(question) ? words.daily.gotRight(right, answered) : words.daily.shares(answered);
}

/** What to type if there is no daily question. */
export function noDailyCard(words: Words, channelName: string): Card {
  return card("neutral", words.daily.noneTitle, [text(words.daily.none), text(exampleSettings(channelName))]);
}

/** A daily question is set up, and its first post is still to come. */
export function dailyToComeCard(words: Words, when: string, zone: string, buttons: readonly Button[]): Card {
  return card("neutral", words.daily.notPostedTitle, [text(words.daily.notPostedYet(when, zone))], buttons);
}
