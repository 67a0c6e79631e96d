import { type Bank, itemIdOf } from "../bank/bank.ts";
import type { Choice } from "../question/answer.ts";
import type { LearnerId, QuestionId } from "../question/ids.ts";
import { isComposed, type Question } from "../question/question.ts";
import { discriminationOf, type Observation, pointBiserialOf } from "./correlation.ts";
import { type Attempts, type FirstAnswer, firstAttempts } from "./first-answers.ts";

/** First attempts from which figures are told at all, and from which correlations are. */
export const enough = { figures: 30, correlations: 100 } as const;

/** Where a figure asks for a second look. */
const bounds = {
  hard: 0.2,
  easy: 0.95,
  discrimination: 0.2,
  correlation: 0.15,
  share: 0.05,
  unexplained: 0.3,
} as const;

/** What may be wrong with an item, the most telling first. */
export const itemFlags = [
  "the-best-are-wrong",
  "a-wrong-option-draws-the-best",
  "tells-little",
  "poor-discrimination",
  "too-hard",
  "wrong-answers-no-belief-explains",
  "too-easy",
  "an-option-nobody-takes",
  "an-option-few-take",
] as const;
export type ItemFlag = (typeof itemFlags)[number];

/** How one way of answering fares. */
export interface OptionStatistics {
  /**
   * As answers keep it; for a template, whose questions differ, what lies behind the choice: `right`, `unknown`,
   * `unexplained`, or the beliefs' ids with a `+` between.
   */
  readonly choice: Choice | string;
  /** Of all first attempts, 0 to 1. */
  readonly share: number | null;
  readonly pointBiserial: number | null;
  /** Whether a wrong option does its work: at least 5 % take it, and rather the weaker. Null for what is none. */
  readonly functioning: boolean | null;
}

/** Null stands for: too few to tell. */
export interface ItemStatistics {
  /** The question's id, or its template's. */
  readonly id: string;
  readonly n: number;
  /** The part that is right, (right + 2) / (n + 4): a few answers say less than their plain share does. */
  readonly difficulty: number | null;
  /** Right among the best 27 % by everything else they answered, less right among the weakest 27 %. */
  readonly discrimination: number | null;
  readonly pointBiserial: number | null;
  /** Of the wrong answers, the part behind which no belief is known; null also where nobody was wrong. */
  readonly unexplained: number | null;
  readonly options: readonly OptionStatistics[];
  /** In the order of `itemFlags`. */
  readonly flags: readonly ItemFlag[];
}

export interface Statistics {
  /** First attempts, which all figures are of. */
  readonly answers: number;
  readonly repeated: Attempts["repeated"];
  readonly outdated: Attempts["outdated"];
  /** Every item with a first attempt, by what asks for a look first; then those with too few. */
  readonly items: readonly ItemStatistics[];
}

/** How every item fares, from answers in any order. */
export function itemStatistics(bank: Bank, answers: Iterable<FirstAnswer>): Statistics {
  const { byItem, repeated, outdated } = firstAttempts(bank, answers);
  const totals = totalsOf(byItem);
  const items = [...byItem].map(([id, attempts]) => statisticsOf(bank, id, attempts, totals));
  const count = items.reduce((sum, { n }) => sum + n, 0);
  return { answers: count, repeated, outdated, items: items.sort(byNeed) };
}

/** How the first attempts at one question's item stand; the plain share of right ones is null where there is none. */
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
  /** Success at every other item; null for who met no other. */
  readonly rest: number | null;
}

function statisticsOf(
  bank: Bank,
  id: string,
  answers: ReadonlyMap<LearnerId, FirstAnswer>,
  totals: ReadonlyMap<LearnerId, Total>,
): ItemStatistics {
  const question = bank.questions.find((one) => one.id === id) ?? null;
  const attempts = [...answers].map(([learner, answer]): Attempt => {
    const { right, misconceptions } = answer;
    const rest = restOf(totals.get(learner) as Total, right);
    return { right, option: optionOf(question, answer), explained: misconceptions.length > 0, rest };
  });
  const n = attempts.length;
  const isEnough = n >= enough.figures;
  const options = optionsOf(question, attempts);
  const figures = {
    difficulty: isEnough ? rounded(shrunk(attempts.filter(({ right }) => right).length, n)) : null,
    discrimination: known(attempts, enough.figures, discriminationOf, ({ right }) => right),
    pointBiserial: known(attempts, enough.correlations, pointBiserialOf, ({ right }) => right),
    unexplained: isEnough ? unexplainedPart(attempts) : null,
    options,
  };
  return { id, n, ...figures, flags: flagsOf(question, n, figures) };
}

/** A part of a few as one of a few more would likely be. */
function shrunk(right: number, n: number): number {
  return (right + 2) / (n + 4);
}

/** People have met different numbers of items, so their success is a part; who met few stands near the middle. */
function restOf({ n, right }: Total, rightHere: boolean): number | null {
  return n > 1 ? shrunk(right - (rightHere ? 1 : 0), n - 1) : null;
}

function known(
  attempts: readonly Attempt[],
  least: number,
  measure: (people: readonly Observation[]) => number | null,
  holds: (attempt: Attempt) => boolean,
): number | null {
  const people = attempts.flatMap((attempt) =>
    attempt.rest === null ? [] : [{ score: attempt.rest, holds: holds(attempt) }],
  );
  const measured = people.length >= least ? measure(people) : null;
  return measured === null ? null : rounded(measured);
}

function unexplainedPart(attempts: readonly Attempt[]): number | null {
  const wrong = attempts.filter(({ right, option }) => !right && option !== "unknown");
  return wrong.length === 0 ? null : rounded(wrong.filter(({ explained }) => !explained).length / wrong.length);
}

function optionOf(question: Question | null, { choice, right, misconceptions }: FirstAnswer): Attempt["option"] {
  if (question !== null || choice === "unknown") return choice;
  if (right) return "right";
  return misconceptions.length > 0 ? [...misconceptions].sort().join("+") : "unexplained";
}

/** The right one first, then the wrong ones that are known beforehand, then whatever else was answered. */
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

/** Of what applies, any set may be chosen: none is known beforehand. */
function wrongChoices(question: Question): readonly Choice[] {
  if (!isComposed(question)) return question.wrong.map((_, index) => index + 1);
  return question.kind === "ordering" ? question.mistakes.map(({ order }) => order) : [];
}

function doesItsWork(share: number | null, pointBiserial: number | null): boolean | null {
  if (share === null) return null;
  if (share < bounds.share) return false;
  return pointBiserial === null ? null : pointBiserial < 0;
}

function flagsOf(
  question: Question | null,
  n: number,
  figures: Pick<ItemStatistics, "difficulty" | "discrimination" | "pointBiserial" | "unexplained" | "options">,
): readonly ItemFlag[] {
  const { difficulty, discrimination, pointBiserial, unexplained, options } = figures;
  if (difficulty === null) return [];
  const offered = question === null ? 0 : wrongChoices(question).length;
  const shares = options.slice(1, offered + 1).map(({ share }) => share ?? 0);
  const wrong = options.slice(1).filter(({ choice }) => choice !== "unknown");
  const drawsTheBest = wrong.some(({ share, pointBiserial: r }) => (share ?? 0) >= bounds.share && (r ?? 0) > 0);
  const raised: Readonly<Record<ItemFlag, boolean>> = {
    "the-best-are-wrong": pointBiserial !== null && pointBiserial < 0,
    "a-wrong-option-draws-the-best": drawsTheBest,
    "tells-little": pointBiserial !== null && pointBiserial >= 0 && pointBiserial < bounds.correlation,
    // Before that, the best and the weakest are a dozen people each: their difference is told, but proves nothing.
    "poor-discrimination":
      n >= enough.correlations && discrimination !== null && discrimination < bounds.discrimination,
    "too-hard": difficulty < bounds.hard,
    "wrong-answers-no-belief-explains": (unexplained ?? 0) > bounds.unexplained,
    "too-easy": difficulty > bounds.easy,
    "an-option-nobody-takes": shares.includes(0),
    "an-option-few-take": shares.some((share) => share > 0 && share < bounds.share),
  };
  return itemFlags.filter((flag) => raised[flag]);
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

/** Four digits: more would be noise, and would tell sums apart that differ by the order of their parts. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
