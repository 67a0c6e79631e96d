import { type Bank, isQuestion, itemIdOf } from "../bank/bank.ts";
import { type Instant, type LocalDate, weekStart } from "../community/calendar.ts";
import type { LearnerId, MisconceptionId, QuestionId } from "../question/ids.ts";
import { digestOf, probedBy } from "../question/question.ts";
import { type Corrections, newCorrections } from "./corrections.ts";
import type { FirstAnswer } from "./first-answers.ts";
import { atLeast, type GroupShare, type GroupTally, newGroupTally, suppressedTotal } from "./group-tally.ts";

/** An answer in a community. */
export interface CommunityAnswer extends FirstAnswer {
  readonly localDate: LocalDate;
  readonly repliedAt: Instant | null;
  /** Whether the learner had answered the question before. */
  readonly answeredBefore: boolean;
}

/** One misconception in one week. */
export interface MisconceptionWeek {
  /** The people who met it, and those among them whose answer named it; null for fewer than five people. */
  readonly share: GroupShare | null;
  /** Percentage points more than in the week before; null if one of the two shares is not shown. */
  readonly change: number | null;
  /** At least this many people corrected it; 0 for fewer than five. */
  readonly corrected: number;
}

export interface MisconceptionTrend {
  readonly misconception: MisconceptionId;
  /** One for each week of the report. */
  readonly weeks: readonly MisconceptionWeek[];
  /** The share over all weeks that are shown, 0 to 1; null if none is. */
  readonly average: number | null;
}

/** A question, or a template, that most people got wrong. */
export interface HardItem {
  readonly item: string;
  /** Fewer than this share of the first answers were right. */
  readonly rightBelow: 0.25 | 0.5;
}

/**
 * What a community believes. Every number rests on five people or more, and says nothing about what is not shown:
 * averages and changes are computed from numbers that are shown.
 */
export interface CommunityInsights {
  /** The Monday of each week, the current one last. */
  readonly weeks: readonly LocalDate[];
  /** At least this many people answered in these weeks. */
  readonly people: number;
  /** Those with something to show, the most common first. */
  readonly misconceptions: readonly MisconceptionTrend[];
  /** At least this many people corrected a misconception this week; 0 for fewer than five. */
  readonly correctedThisWeek: number;
  /** The hardest first. */
  readonly hardest: readonly HardItem[];
}

/** How many of the hardest questions are listed. */
const mostHardest = 5;

export interface InsightBuilder {
  /** @param answers later than all that were added before, and in the order of their times */
  add(answers: readonly CommunityAnswer[]): void;
  /** Null for fewer than five people. Nothing can be added afterwards. */
  report(): CommunityInsights | null;
}

/** What happened, in the order in which it counts: an answer, or a person's reply to its verdict. */
interface AnswerStep {
  readonly at: Instant;
  readonly isReply: boolean;
  readonly answer: CommunityAnswer;
}

/** @param weeks the Monday of each week that is shown, in order; answers before them only tell what was corrected */
export function newInsightBuilder(bank: Bank, weeks: readonly LocalDate[]): InsightBuilder {
  const counts = newCounts(bank, weeks);
  let waiting: readonly AnswerStep[] = [];
  const apply = (steps: readonly AnswerStep[]) => {
    for (const { isReply, answer } of steps.toSorted(byTime)) {
      if (isReply) counts.reply(answer);
      else counts.answer(answer);
    }
  };
  return {
    add(answers) {
      const last = answers.at(-1)?.answeredAt ?? Number.NEGATIVE_INFINITY;
      const steps = [...waiting, ...answers.flatMap(stepsOf)];
      // Replies that came later wait for the answers before them.
      apply(steps.filter(({ at }) => at <= last));
      waiting = steps.filter(({ at }) => at > last);
    },
    report() {
      apply(waiting);
      waiting = [];
      return counts.report();
    },
  };
}

function stepsOf(answer: CommunityAnswer): readonly AnswerStep[] {
  const { answeredAt, repliedAt } = answer;
  const step = { at: answeredAt, isReply: false, answer };
  // A clock that goes back must not move a reply before its answer.
  return repliedAt === null ? [step] : [step, { at: Math.max(answeredAt, repliedAt), isReply: true, answer }];
}

function byTime(one: AnswerStep, other: AnswerStep): number {
  return one.at - other.at || Number(one.isReply) - Number(other.isReply) || byKey(one.answer, other.answer);
}

function byKey(one: CommunityAnswer, other: CommunityAnswer): number {
  const [a, b] = [`${one.presentation} ${one.learner}`, `${other.presentation} ${other.learner}`];
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Counts {
  answer(answer: CommunityAnswer): void;
  reply(answer: CommunityAnswer): void;
  report(): CommunityInsights | null;
}

function newCounts(bank: Bank, weeks: readonly LocalDate[]): Counts {
  const probed = probedByCurrent(bank);
  const indexOf = weekIndex(weeks);
  const people = new Set<LearnerId>();
  /** By misconception, a tally for each week. */
  const named = new Map<MisconceptionId, readonly GroupTally[]>();
  const items = new Map<string, GroupTally>();
  const corrections = newCorrections(weeks.length);
  const talliesOf = (id: MisconceptionId) => getOrAdd(named, id, () => weeks.map(newGroupTally));

  return {
    answer(answer) {
      const { learner, question, right, diagnosis, localDate } = answer;
      const week = indexOf(localDate);
      if (week !== null) people.add(learner);
      const misconceptions = probed(answer);
      if (misconceptions === null) return;
      for (const id of misconceptions) {
        // What the verdict asks about is not known before the reply.
        if (week === null || diagnosis.asked.includes(id)) continue;
        talliesOf(id)[week]?.add(learner, diagnosis.named === id);
      }
      const item = itemIdOf(question);
      // Later answers show memory rather than understanding.
      if (week !== null && !answer.answeredBefore) getOrAdd(items, item, newGroupTally).add(learner, right);
      if (diagnosis.named !== null) corrections.show(learner, diagnosis.named);
      if (right) corrections.right(learner, misconceptions, { item, localDate, week });
    },
    reply(answer) {
      const { learner, diagnosis, reply, localDate } = answer;
      const misconceptions = probed(answer);
      if (misconceptions === null || reply === null) return;
      const week = indexOf(localDate);
      for (const id of diagnosis.asked) {
        if (week !== null && misconceptions.includes(id)) talliesOf(id)[week]?.add(learner, reply.thought === id);
      }
      if (reply.thought !== null) corrections.show(learner, reply.thought);
    },
    report() {
      if (atLeast(people.size) === 0) return null;
      const trends = bank.misconceptions.map(({ id }) => trendOf(id, named.get(id) ?? [], corrections, weeks.length));
      const current = weeks.length - 1;
      const groups = bank.misconceptions.map(({ id }) => corrections.count(id, current));
      return {
        weeks,
        people: atLeast(people.size),
        misconceptions: trends.filter(isShown).sort(byAverage),
        correctedThisWeek: suppressedTotal(corrections.total(current), groups),
        hardest: hardestOf(items),
      };
    },
  };
}

/** The misconceptions that an answer could show; null if the bank has changed or lost the question since. */
function probedByCurrent(bank: Bank): (answer: CommunityAnswer) => readonly MisconceptionId[] | null {
  const known = new Map<QuestionId, { readonly digest: string; readonly probed: readonly MisconceptionId[] } | null>();
  return ({ question: id, digest }) => {
    const current = getOrAdd(known, id, () => {
      const question = bank.question(id);
      return isQuestion(question) ? { digest: digestOf(question), probed: probedBy(question) } : null;
    });
    return current?.digest === digest ? current.probed : null;
  };
}

/** Finds the index of a day's week; null for days before the report. */
function weekIndex(weeks: readonly LocalDate[]): (date: LocalDate) => number | null {
  const indexes = new Map<LocalDate, number | null>();
  return (date) =>
    getOrAdd(indexes, date, () => {
      const index = weeks.indexOf(weekStart(date));
      return index < 0 ? null : index;
    });
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function trendOf(
  misconception: MisconceptionId,
  tallies: readonly GroupTally[],
  corrections: Corrections,
  weeks: number,
): MisconceptionTrend {
  const shares = Array.from({ length: weeks }, (_, week) => tallies[week]?.shown() ?? null);
  const shown = shares.filter((share) => share !== null);
  const people = shown.reduce((sum, share) => sum + share.people, 0);
  const holding = shown.reduce((sum, share) => sum + share.holding, 0);
  return {
    misconception,
    weeks: shares.map((share, week) => ({
      share,
      change: changeBetween(shares[week - 1] ?? null, share),
      corrected: atLeast(corrections.count(misconception, week)),
    })),
    average: people === 0 ? null : holding / people,
  };
}

function changeBetween(before: GroupShare | null, after: GroupShare | null): number | null {
  return before === null || after === null ? null : percentOf(after) - percentOf(before);
}

/** A whole number of percent. */
export function percentOf({ people, holding }: GroupShare): number {
  return Math.round((100 * holding) / people);
}

function isShown({ weeks }: MisconceptionTrend): boolean {
  return weeks.some(({ share, corrected }) => share !== null || corrected > 0);
}

function byAverage(one: MisconceptionTrend, other: MisconceptionTrend): number {
  return (other.average ?? -1) - (one.average ?? -1) || (one.misconception < other.misconception ? -1 : 1);
}

/** Without their shares: compared with those of misconceptions, these could tell about a single person. */
function hardestOf(items: ReadonlyMap<string, GroupTally>): readonly HardItem[] {
  const shares = [...items].flatMap(([item, tally]) => {
    const share = tally.shown();
    return share === null ? [] : [{ item, right: share.holding / share.people }];
  });
  return shares
    .filter(({ right }) => right < 0.5)
    .sort((one, other) => one.right - other.right || (one.item < other.item ? -1 : 1))
    .slice(0, mostHardest)
    .map(({ item, right }) => ({ item, rightBelow: right < 0.25 ? 0.25 : 0.5 }));
}
