import type { Progress } from "../../engine/learner/learner.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import type { Question } from "../../engine/question/question.ts";
import {
  type Block,
  type Button,
  type ButtonRows,
  type Card,
  type CardRow,
  card,
  heading,
  list,
  note,
  quote,
  text,
} from "../card.ts";
import { plain, prose } from "../prose.ts";
import { promptOf } from "../question/question-words.ts";
import type { Words } from "../words/words.ts";

/** More would be too long to read; the rest is only counted. */
const mostMisconceptions = 5;

export interface ProgressView {
  readonly progress: Progress;
  readonly openMisconceptions: readonly Misconception[];
  readonly buttons: readonly Button[];
}

export function progressCard(words: Words, { progress, openMisconceptions, buttons }: ProgressView): Card {
  const rows = progress.topics.map(
    (topic): CardRow => ({
      lead: "",
      text: plain(words.topicName(topic.topic)),
      trail: words.progress.topic(topic.answered, topic.right, topic.questions),
      own: false,
      bar: { part: topic.right, reached: topic.answered, total: topic.questions },
    }),
  );
  const hasAnswered = progress.topics.some((topic) => topic.answered > 0);
  const corrected = progress.correctedMisconceptions.length;
  const streak = words.progress.streak(progress.streakDays);
  const blocks: readonly Block[] = [
    ...(hasAnswered ? [] : [text(words.progress.answeredNone)]),
    { type: "rows", rows },
    ...(hasAnswered ? misconceptionBlocks(words, openMisconceptions) : []),
    note(corrected > 0 ? `${streak} ${words.progress.corrected(corrected)}` : streak),
  ];
  return card("score", words.progress.title, blocks, buttons);
}

function misconceptionBlocks(words: Words, misconceptions: readonly Misconception[]): readonly Block[] {
  if (misconceptions.length === 0) return [text(words.progress.noMisconceptions)];
  const items = misconceptions
    .slice(0, mostMisconceptions)
    .map((misconception) => prose(words.quoted(misconception.belief)));
  const more = misconceptions.length - items.length;
  return [
    heading(words.progress.misconceptions),
    list(more > 0 ? [...items, plain(words.progress.moreMisconceptions(more))] : items),
  ];
}

export interface HomeView {
  readonly progress: Card;
  readonly daily: { readonly question: Question; readonly answered: boolean } | null;
  readonly leaderboard: Card;
  readonly buttons: ButtonRows;
}

/** A learner's page: today's question, their progress and the week's leaderboard. */
export function homeCard(words: Words, { progress, daily, leaderboard, buttons }: HomeView): Card {
  const blocks = [
    heading(words.home.daily),
    ...dailyBlocks(words, daily),
    heading(progress.title),
    ...progress.blocks,
    heading(leaderboard.title),
    ...leaderboard.blocks,
  ];
  return card("score", words.help.title, blocks, ...buttons);
}

function dailyBlocks(words: Words, daily: HomeView["daily"]): readonly Block[] {
  if (!daily) return [text(words.home.none)];
  return [text(daily.answered ? words.home.answered : words.home.open), quote(prose(promptOf(words, daily.question)))];
}
