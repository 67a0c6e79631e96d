import { type Bank, itemIdOf } from "../bank/bank.ts";
import { type Choice, shownBy } from "../question/answer.ts";
import type { LearnerId, MisconceptionId, QuestionId } from "../question/ids.ts";
import { isComposed, type Question } from "../question/question.ts";
import { discriminationOf, type Observation, pointBiserialOf } from "./correlation.ts";
import { type Attempts, type FirstAnswer, firstAttempts } from "./first-answers.ts";
import { enough, flagsOf, type ItemFlag, itemFlags, leastShare } from "./item-flags.ts";

/**
 * An item counts as if so many more people had answered it, who are right as often as people are on all other items. So
 * many fit a bank in which the difficulties of items spread by about 0.2 around their mean.
 */
export const priorAnswers = 4;

/** In a normal distribution, this many standard deviations around the mean hold 90 %. */
const deviations = 1.645;

/** How often a choice is taken, and by whom. */
export interface OptionStatistics {
  /**
   * The choice as it is saved. Variants of a template have different choices, so for a template it is what the choice
   * shows: `right`, `unknown`, `unexplained`, a misconception or, without a reply, those that the verdict asked about,
   * joined by `+`.
   */
  readonly choice: Choice | string;
  /** Share of all first attempts, 0 to 1. */
  readonly share: number | null;
  readonly pointBiserial: number | null;
  /** Whether a wrong option works: at least 5 % choose it, and mostly weaker people. Null for other choices. */
  readonly functioning: boolean | null;
}

/** What people said when the verdict on their first answer asked what they think. */
interface ReplyStatistics {
  /** How many verdicts asked. */
  readonly asked: number;
  /** How many people replied with each misconception, or with null for none of those; the most frequent first. */
  readonly replies: readonly { readonly thought: MisconceptionId | null; readonly count: number }[];
}

/** Null means too few answers to say. */
export interface ItemStatistics {
  /** The id of the question or template. */
  readonly id: string;
  readonly n: number;
  /** The share that is right, moved towards that of all other items: the more so, the fewer answers there are. */
  readonly difficulty: number | null;
  /** The true share is within this distance of `difficulty`, with a probability of about 90 %. */
  readonly margin: number | null;
  /** The share that is right among the best 27 % of people on other items, minus that among the weakest 27 %. */
  readonly discrimination: number | null;
  readonly pointBiserial: number | null;
  /** The share of wrong answers that no misconception explains; null also when nobody was wrong. */
  readonly unexplained: number | null;
  readonly options: readonly OptionStatistics[];
  readonly thoughts: ReplyStatistics;
  /** In the order of `itemFlags`. */
  readonly flags: readonly ItemFlag[];
}

export interface Statistics {
  /** First attempts; all figures are computed from these. */
  readonly answers: number;
  readonly repeated: Attempts["repeated"];
  readonly outdated: Attempts["outdated"];
  /** Every item with a first attempt: the most serious flags first, items with too few attempts last. */
  readonly items: readonly ItemStatistics[];
}

/** @param answers in any order */
export function itemStatistics(bank: Bank, answers: Iterable<FirstAnswer>): Statistics {
  const { byItem, repeated, outdated } = firstAttempts(bank, answers);
  const totals = totalsOf(byItem);
  const all = totalOf([...byItem.values()].flatMap((attempts) => [...attempts.values()]));
  const items = [...byItem].map(([id, attempts]) => {
    const own = totalOf([...attempts.values()]);
    const mean = shrunk(all.right - own.right, all.n - own.n);
    return statisticsOf(bank, id, attempts, { totals, mean });
  });
  return { answers: all.n, repeated, outdated, items: items.sort(byNeed) };
}

/** How many first attempts a question's item has, and the share that is right; null when there are none. */
export function standingOf(
  byItem: Attempts["byItem"],
  question: QuestionId,
): { readonly n: number; readonly right: number | null } {
  const attempts = [...(byItem.get(itemIdOf(question))?.values() ?? [])];
  const right = attempts.filter((attempt) => attempt.right).length;
  return { n: attempts.length, right: attempts.length === 0 ? null : rounded(right / attempts.length) };
}

interface Total {
  readonly n: number;
  readonly right: number;
}

function totalsOf(byItem: Attempts["byItem"]): ReadonlyMap<LearnerId, Total> {
  const totals = new Map<LearnerId, { n: number; right: number }>();
  for (const attempts of byItem.values()) {
    for (const [learner, { right }] of attempts) {
      const total = totals.get(learner) ?? { n: 0, right: 0 };
      total.n++;
      if (right) total.right++;
      totals.set(learner, total);
    }
  }
  return totals;
}

interface Attempt {
  readonly right: boolean;
  readonly option: OptionStatistics["choice"];
  readonly explained: boolean;
  /** Success on all other items; null for people without any. */
  readonly rest: number | null;
}

function statisticsOf(
  bank: Bank,
  id: string,
  answers: ReadonlyMap<LearnerId, FirstAnswer>,
  { totals, mean }: { readonly totals: ReadonlyMap<LearnerId, Total>; readonly mean: number },
): ItemStatistics {
  const question = bank.questions.find((one) => one.id === id) ?? null;
  const attempts = [...answers].map(([learner, answer]): Attempt => {
    const { right } = answer;
    const rest = restOf(totals.get(learner), right);
    return { right, option: optionOf(question, answer), explained: isExplained(answer), rest };
  });
  const n = attempts.length;
  const isEnough = n >= enough.figures;
  const { right } = totalOf([...answers.values()]);
  const difficulty = (right + priorAnswers * mean) / (n + priorAnswers);
  const options = optionsOf(question, attempts);
  const figures = {
    difficulty: n >= enough.difficulty ? rounded(difficulty) : null,
    margin: n >= enough.difficulty ? rounded(marginOf(difficulty, n)) : null,
    discrimination: known(attempts, enough.figures, discriminationOf, ({ right }) => right),
    pointBiserial: known(attempts, enough.correlations, pointBiserialOf, ({ right }) => right),
    unexplained: isEnough ? unexplainedPart(attempts) : null,
    options,
  };
  const thoughts = thoughtsIn([...answers.values()]);
  return { id, n, ...figures, thoughts, flags: flagsOf(n, { ...figures, wrong: wrongIn(question, options) }) };
}

function totalOf(answers: readonly FirstAnswer[]): Total {
  return { n: answers.length, right: answers.filter(({ right }) => right).length };
}

/** Of the beta distribution with this mean. */
function marginOf(difficulty: number, n: number): number {
  return deviations * Math.sqrt((difficulty * (1 - difficulty)) / (n + priorAnswers + 1));
}

/** The share of a few answers, moved towards the middle. */
function shrunk(right: number, n: number): number {
  return (right + 2) / (n + 4);
}

/** A share, because people have answered different numbers of items; it is near the middle for those with few. */
function restOf({ n, right }: Total = { n: 0, right: 0 }, rightHere: boolean): number | null {
  return n > 1 ? shrunk(right - (rightHere ? 1 : 0), n - 1) : null;
}

function known(
  attempts: readonly Attempt[],
  least: number,
  measure: (people: readonly Observation[]) => number | null,
  inGroup: (attempt: Attempt) => boolean,
): number | null {
  const people = attempts.flatMap((attempt) =>
    attempt.rest === null ? [] : [{ score: attempt.rest, inGroup: inGroup(attempt) }],
  );
  const measured = people.length >= least ? measure(people) : null;
  return measured === null ? null : rounded(measured);
}

function unexplainedPart(attempts: readonly Attempt[]): number | null {
  const wrong = attempts.filter(({ right, option }) => !right && option !== "unknown");
  return wrong.length === 0 ? null : rounded(wrong.filter(({ explained }) => !explained).length / wrong.length);
}

function optionOf(question: Question | null, answer: FirstAnswer): Attempt["option"] {
  if (question !== null || answer.choice === "unknown") return answer.choice;
  if (answer.right) return "right";
  if (!isExplained(answer)) return "unexplained";
  return shownBy(answer) ?? answer.diagnosis.asked.toSorted().join("+");
}

/** Whether a misconception led to the answer. Before a reply, one of those that the verdict asks about may have. */
function isExplained(answer: FirstAnswer): boolean {
  return shownBy(answer) !== null || (answer.reply === null && answer.diagnosis.asked.length > 0);
}

function thoughtsIn(answers: readonly FirstAnswer[]): ReplyStatistics {
  const counts = new Map<MisconceptionId | null, number>();
  for (const { reply } of answers) {
    if (reply !== null) counts.set(reply.thought, (counts.get(reply.thought) ?? 0) + 1);
  }
  const replies = [...counts].map(([thought, count]) => ({ thought, count }));
  replies.sort((one, other) => other.count - one.count || (String(one.thought) < String(other.thought) ? -1 : 1));
  return { asked: answers.filter(({ diagnosis }) => diagnosis.asked.length > 0).length, replies };
}

/** The right choice first, then the known wrong ones, then everything else that was answered. */
function optionsOf(question: Question | null, attempts: readonly Attempt[]): readonly OptionStatistics[] {
  const offered: readonly OptionStatistics["choice"][] = [
    question === null ? "right" : rightChoice(question),
    ...(question === null ? [] : wrongChoices(question)),
  ];
  const options = new Map(offered.map((choice) => [JSON.stringify(choice), choice]));
  const found = attempts.map(({ option }) => [JSON.stringify(option), option] as const);
  for (const [key, option] of [...found].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))) {
    options.set(key, option);
  }
  const [right] = options.keys();
  return [...options].map(([key, choice]) => {
    const isTaken = ({ option }: Attempt) => JSON.stringify(option) === key;
    const share = attempts.length < enough.figures ? null : rounded(attempts.filter(isTaken).length / attempts.length);
    const pointBiserial = known(attempts, enough.correlations, pointBiserialOf, isTaken);
    const isWrong = key !== right && choice !== "unknown";
    return { choice, share, pointBiserial, functioning: isWrong ? doesItsWork(share, pointBiserial) : null };
  });
}

function rightChoice(question: Question): Choice {
  if (!isComposed(question)) return 0;
  if (question.kind === "ordering") return [...question.items.keys()];
  return [...question.options.keys()].filter((index) => question.options[index]?.right);
}

/** In a choose-all question any set can be chosen, so no wrong one is known beforehand. */
function wrongChoices(question: Question): readonly Choice[] {
  if (!isComposed(question)) return question.wrong.map((_, index) => index + 1);
  return question.kind === "ordering" ? question.mistakes.map(({ order }) => order) : [];
}

/** The wrong options of a question, or what is wrong about the answers to a template. */
function wrongIn(question: Question | null, options: readonly OptionStatistics[]) {
  const offered = question === null ? 0 : wrongChoices(question).length;
  return options.slice(1).flatMap(({ choice, share, pointBiserial }, index) => {
    return choice === "unknown" ? [] : [{ isOffered: index < offered, share: share ?? 0, pointBiserial }];
  });
}

function doesItsWork(share: number | null, pointBiserial: number | null): boolean | null {
  if (share === null) return null;
  if (share < leastShare) return false;
  return pointBiserial === null ? null : pointBiserial < 0;
}

function byNeed(one: ItemStatistics, other: ItemStatistics): number {
  const enoughFirst = Number(one.difficulty === null) - Number(other.difficulty === null);
  return (
    enoughFirst ||
    urgencyOf(one) - urgencyOf(other) ||
    other.flags.length - one.flags.length ||
    other.n - one.n ||
    (one.id < other.id ? -1 : 1)
  );
}

function urgencyOf({ flags: [first] }: ItemStatistics): number {
  return first === undefined ? itemFlags.length : itemFlags.indexOf(first);
}

/** Four digits: more would be noise, and would depend on the order of summation. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
