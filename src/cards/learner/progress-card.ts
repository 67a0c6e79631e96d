import { daysAfter, type LocalDate, weekdayOf } from "../../engine/community/calendar.ts";
import type { AnsweredDay, Progress } from "../../engine/learner/progress.ts";
import type { Streak } from "../../engine/learner/streak.ts";
import type { MisconceptionId } from "../../engine/question/ids.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import type { Question } from "../../engine/question/question.ts";
import {
  type Block,
  type Button,
  type ButtonRows,
  type Card,
  type CardRow,
  card,
  code,
  heading,
  note,
  quote,
  text,
} from "../card.ts";
import { plain, prose, wordsOf } from "../prose.ts";
import { promptOf } from "../question/question-words.ts";
import type { Words } from "../words/words.ts";

/** More would be too long to read; the rest is only counted. */
const mostMisconceptions = 5;

export interface ProgressView {
  readonly progress: Progress;
  readonly openMisconceptions: readonly Misconception[];
  /** The days on which the person has answered, the first one first. */
  readonly days: readonly AnsweredDay[];
  readonly today: LocalDate;
  readonly streak: Streak;
  /** The id of a button that asks a question about the misconception. */
  readonly workOn: (misconception: MisconceptionId) => string;
  readonly buttons: readonly Button[];
}

export function progressCard(words: Words, view: ProgressView): Card {
  const { progress, openMisconceptions, buttons } = view;
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
  const blocks: readonly Block[] = [
    ...(hasAnswered ? [] : [text(words.progress.answeredNone)]),
    { type: "rows", rows },
    ...(hasAnswered ? misconceptionBlocks(words, openMisconceptions) : []),
    ...(hasAnswered ? calendarBlocks(words, view) : []),
    note(summary(words, view)),
  ];
  return card("score", words.progress.title, blocks, workOnRow(words, view), buttons);
}

function summary(words: Words, { progress, days, streak }: ProgressView): string {
  const { progress: texts } = words;
  const corrected = progress.correctedMisconceptions.length;
  const points = days.reduce((sum, day) => sum + day.points, 0);
  return [
    ...(streak.days === 0 ? [texts.noStreak] : streakSentences(words, streak)),
    ...(points > 0 ? [texts.points(points)] : []),
    ...(corrected > 0 ? [texts.corrected(corrected)] : []),
    ...(progress.reviewsDue > 0 ? [texts.reviewsDue(progress.reviewsDue)] : []),
  ].join(" ");
}

/** How long the streak is, and which day was forgiven. */
export function streakSentences({ progress: texts, shortDate }: Words, { days, forgiven }: Streak): readonly string[] {
  return [texts.streak(days), ...(forgiven ? [texts.forgiven(shortDate(forgiven))] : [])];
}

function workOnRow(words: Words, { openMisconceptions, workOn }: ProgressView): readonly Button[] {
  const { workOn: label, spokenWorkOn } = words.progress;
  return openMisconceptions.slice(0, mostMisconceptions).map(({ id, belief }, index) => ({
    id: workOn(id),
    label: label(index + 1),
    spoken: spokenWorkOn(wordsOf(prose(belief))),
    style: "plain",
  }));
}

/** How many weeks the calendar shows, the current one included. */
const weeks = 5;

/** A line for each week, a mark for each day with an answer. The sentence below says the same in one number. */
function calendarBlocks(words: Words, { days, today }: ProgressView): readonly Block[] {
  const answered = new Set(days.map(({ date }) => date));
  const monday = daysAfter(today, 1 - weekdayOf(today));
  const shown = Array.from({ length: weeks }, (_, week) => {
    const first = daysAfter(monday, 7 * (week + 1 - weeks));
    return {
      first,
      dates: Array.from({ length: 7 }, (__, day) => daysAfter(first, day)).filter((date) => date <= today),
    };
  });
  const dates = shown.flatMap((week) => week.dates);
  const lines = shown.map(
    (week) => `${words.shortDate(week.first)} ${week.dates.map((date) => (answered.has(date) ? "■" : "·")).join(" ")}`,
  );
  const { calendar, daysPlayed } = words.progress;
  return [
    code(calendar, lines.join("\n")),
    text(daysPlayed(dates.filter((date) => answered.has(date)).length, dates.length)),
  ];
}

function misconceptionBlocks(words: Words, misconceptions: readonly Misconception[]): readonly Block[] {
  if (misconceptions.length === 0) return [text(words.progress.noMisconceptions)];
  const items = misconceptions
    .slice(0, mostMisconceptions)
    .map((misconception) => prose(words.quoted(misconception.belief)));
  const more = misconceptions.length - items.length;
  return [
    heading(words.progress.misconceptions),
    {
      type: "rows",
      rows: items.map((item, index) => ({ lead: `${index + 1}.`, text: item, trail: "", own: false, bar: null })),
    },
    ...(more > 0 ? [note(words.progress.moreMisconceptions(more))] : []),
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
