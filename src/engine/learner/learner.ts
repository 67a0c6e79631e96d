import { type Bank, isQuestion, itemId, itemIdOf, itemsOf } from "../bank/bank.ts";
import { daysAfter, type LocalDate } from "../community/calendar.ts";
import { type Answer, shownBy } from "../question/answer.ts";
import { type Topic, topics } from "../question/curriculum.ts";
import type { MisconceptionId } from "../question/ids.ts";
import { probedBy } from "../question/question.ts";

/** What a learner has answered of one topic. The topic is *settled* when `right` equals `questions`. */
interface TopicProgress {
  readonly topic: Topic;
  readonly questions: number;
  readonly answered: number;
  /** Of those, how many were right when last answered. */
  readonly right: number;
}

/**
 * A misconception is *shown* when the verdict on a wrong answer names it, or when the person replies that they think
 * it. If several may have led to an answer, it shows none of them before the reply. A shown misconception is *open*
 * until a right answer to a question that probes it makes it *corrected*; another wrong answer can open it again.
 */
export interface Progress {
  readonly topics: readonly TopicProgress[];
  /** The most recently shown first. */
  readonly openMisconceptions: readonly MisconceptionId[];
  readonly correctedMisconceptions: readonly MisconceptionId[];
  /** Days in a row with an answer, up to today, or up to yesterday when there is no answer today yet. */
  readonly streakDays: number;
}

/** @param answers the learner's answers, oldest first */
export function progressOf(bank: Bank, answers: readonly Answer[], today: LocalDate): Progress {
  const latest = latestByItem(answers);
  const misconceptions = misconceptionsIn(bank, answers);
  return {
    topics: topics.map((topic) => topicProgress(bank, topic, latest)),
    openMisconceptions: misconceptions.open,
    correctedMisconceptions: misconceptions.corrected,
    streakDays: streakOf(answers, today),
  };
}

/** The last answer to each curriculum item, by the item's id. */
function latestByItem(answers: readonly Answer[]): ReadonlyMap<string, Answer> {
  return new Map(answers.map((answer) => [itemIdOf(answer.question), answer]));
}

function topicProgress(bank: Bank, topic: Topic, latest: ReadonlyMap<string, Answer>): TopicProgress {
  const items = itemsOf(bank, topic);
  const answers = items.map((item) => latest.get(itemId(item))).filter((answer) => answer !== undefined);
  return {
    topic,
    questions: items.length,
    answered: answers.length,
    right: answers.filter((answer) => answer.right).length,
  };
}

/** A wrong answer shows a misconception; a later right answer to a question that probes it corrects it. */
function misconceptionsIn(bank: Bank, answers: readonly Answer[]) {
  const open = new Set<MisconceptionId>();
  const corrected = new Set<MisconceptionId>();
  for (const answer of answers) {
    const shown = shownBy(answer);
    if (shown !== null) {
      open.delete(shown);
      open.add(shown);
      corrected.delete(shown);
    }
    if (!answer.right || open.size === 0) continue;
    const question = bank.question(answer.question);
    for (const misconception of isQuestion(question) ? probedBy(question) : []) {
      if (open.delete(misconception)) corrected.add(misconception);
    }
  }
  return { open: [...open].reverse(), corrected: [...corrected] };
}

function streakOf(answers: readonly Answer[], today: LocalDate): number {
  const days = new Set(answers.map((answer) => answer.localDate));
  let day = days.has(today) ? today : daysAfter(today, -1);
  let streak = 0;
  while (days.has(day)) {
    streak++;
    day = daysAfter(day, -1);
  }
  return streak;
}
