import { type Bank, itemId, itemIdOf, itemsOf } from "../bank/bank.ts";
import type { LocalDate } from "../community/calendar.ts";
import { type Topic, topics } from "../question/curriculum.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { LearnerModel } from "./learner-model.ts";
import { learnerParameters } from "./learner-parameters.ts";
import { beliefOn, type LearnerRecord, type SeenRecord } from "./learner-record.ts";
import { reviewsOf } from "./learner-today.ts";

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
 * it. It is *open* until two right answers to different questions on different days make it *corrected*. Another answer
 * that shows it opens it again.
 */
export interface Progress {
  readonly topics: readonly TopicProgress[];
  /** The likeliest first. */
  readonly openMisconceptions: readonly MisconceptionId[];
  readonly correctedMisconceptions: readonly MisconceptionId[];
  /** Misconceptions whose review is due. */
  readonly reviewsDue: number;
}

/** @param day the learner's local day, as a day number */
export function progressOf(model: LearnerModel, record: LearnerRecord, day: number): Progress {
  const latest = latestByItem(record);
  const beliefs = new Map([...record.misconceptions].map(([id, one]) => [id, beliefOn(one, day, learnerParameters)]));
  const shown = [...record.misconceptions].flatMap(([id, { shown: one }]) => (one ? [{ id, one }] : []));
  const open = shown.filter(({ one }) => !one.isCorrected);
  open.sort((a, b) => (beliefs.get(b.id) ?? 0) - (beliefs.get(a.id) ?? 0));
  return {
    topics: topics.map((topic) => topicProgress(model.bank, topic, latest)),
    openMisconceptions: open.map(({ id }) => id),
    correctedMisconceptions: shown.flatMap(({ id, one }) => (one.isCorrected ? [id] : [])),
    reviewsDue: reviewsOf(model, record, day).due.length,
  };
}

/** The last answer to each curriculum item, by the item's id: all variants of a template are one item. */
function latestByItem({ seen }: LearnerRecord): ReadonlyMap<string, SeenRecord> {
  const latest = new Map<string, SeenRecord>();
  for (const [question, one] of seen) {
    const item = itemIdOf(question);
    const known = latest.get(item);
    if (!known || known.lastAfter < one.lastAfter) latest.set(item, one);
  }
  return latest;
}

function topicProgress(bank: Bank, topic: Topic, latest: ReadonlyMap<string, SeenRecord>): TopicProgress {
  const items = itemsOf(bank, topic);
  const answered = items.flatMap((item) => latest.get(itemId(item)) ?? []);
  return {
    topic,
    questions: items.length,
    answered: answered.length,
    right: answered.filter(({ right }) => right).length,
  };
}

/** A local day on which a learner has answered. */
export interface AnsweredDay {
  readonly date: LocalDate;
  readonly answers: number;
  readonly points: number;
}
