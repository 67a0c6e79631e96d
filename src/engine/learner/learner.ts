import { type Bank, itemId, itemIdOf, itemsOf } from "../bank/bank.ts";
import { daysAfter, type LocalDate } from "../community/calendar.ts";
import type { Answer } from "../question/answer.ts";
import type { MisconceptionId } from "../question/ids.ts";
import { probedBy } from "../question/question.ts";
import { type Topic, topics } from "../question/topic.ts";

/** One topic of the path as one learner stands in it. */
interface TopicProgress {
  readonly topic: Topic;
  readonly questions: number;
  readonly answered: number;
  /** Of those, how many were right when last answered. */
  readonly right: number;
}

export interface Progress {
  readonly topics: readonly TopicProgress[];
  /** Beliefs shown by a wrong answer and by no later right answer unsaid; the latest first. */
  readonly openMisconceptions: readonly MisconceptionId[];
  /** Beliefs shown once and since then mended. */
  readonly correctedMisconceptions: readonly MisconceptionId[];
  /** Days in a row with an answer, up to today, or up to yesterday while today is still young. */
  readonly streakDays: number;
}

/** A learner's standing: a fold over their answers, oldest first. */
export function progressOf(bank: Bank, answers: readonly Answer[], today: LocalDate): Progress {
  const latest = latestByItem(answers);
  const beliefs = beliefsOf(bank, answers);
  return {
    topics: topics.map((topic) => topicProgress(bank, topic, latest)),
    openMisconceptions: beliefs.open,
    correctedMisconceptions: beliefs.mended,
    streakDays: streakOf(answers, today),
  };
}

/** The last answer at each stop of the path, by its id. */
export function latestByItem(answers: readonly Answer[]): ReadonlyMap<string, Answer> {
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

/** A wrong choice shows its beliefs; a later right answer to a question that probes a belief mends it. */
function beliefsOf(bank: Bank, answers: readonly Answer[]) {
  const open = new Set<MisconceptionId>();
  const mended = new Set<MisconceptionId>();
  for (const answer of answers) {
    for (const belief of answer.misconceptions) {
      open.delete(belief);
      open.add(belief);
      mended.delete(belief);
    }
    const question = answer.right ? bank.question(answer.question) : null;
    for (const belief of question ? probedBy(question) : []) {
      if (open.delete(belief)) mended.add(belief);
    }
  }
  return { open: [...open].reverse(), mended: [...mended] };
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
