import { pairsInSameOrder } from "../generation/balance.ts";
import type { GuessedChoice, GuessForm } from "./guess-form.ts";

/** How good each choice looks, in the order of the form; null when the strategy says nothing about this form. */
export type Scores = (form: GuessForm) => readonly number[] | null;

/** A way to guess from the form of a question alone. */
export interface GuessStrategy {
  readonly name: string;
  readonly scores: Scores;
}

/** A way to guess that looks at other questions and their right choices first. */
export interface LearnedStrategy {
  readonly name: string;
  /** What a question says itself is not used for it. */
  readonly learn: (answered: readonly GuessForm[]) => Scores;
}

/** A strategy, and its opposite. */
function bothWays(high: string, low: string, scores: Scores): readonly GuessStrategy[] {
  const opposite: Scores = (form) => scores(form)?.map((score) => -score) ?? null;
  return [
    { name: high, scores },
    { name: low, scores: opposite },
  ];
}

function byChoice(
  isAbout: (form: GuessForm) => boolean,
  score: (choice: GuessedChoice, form: GuessForm) => number,
): Scores {
  return (form) => (isAbout(form) ? form.choices.map((choice) => score(choice, form)) : null);
}

const isWorded = ({ choices }: GuessForm) => choices.every(({ text, amount }) => text !== "" && amount === null);
const isAmount = ({ choices }: GuessForm) => choices.every(({ amount }) => amount !== null);
const isPrinted = ({ kind }: GuessForm) => kind === "output";
const offersNoOrder = ({ choices }: GuessForm) => choices.some(({ isNoOrder }) => isNoOrder);

/** Amounts ascend, and no order comes last. All else is shuffled for each person, so that a letter says nothing. */
const hasFixedOrder = (form: GuessForm) => isAmount(form) || offersNoOrder(form);

const letters: readonly GuessStrategy[] = ["A", "B", "C", "D", "E"].map((name, index) => ({
  name: `letter ${name}`,
  scores: byChoice(hasFixedOrder, ({ letter }) => Number(letter === index)),
}));

const lastLetter = bothWays(
  "last choice",
  "not the last choice",
  byChoice(hasFixedOrder, ({ letter }, { choices }) => Number(letter === choices.length - 1)),
);

const noOrder = bothWays(
  "order not guaranteed",
  "not the order not guaranteed",
  byChoice(offersNoOrder, ({ isNoOrder }) => Number(isNoOrder)),
);

/** Fewer choices than usual, and one of them is special. */
const countOfChoices: GuessStrategy = {
  name: "number of choices",
  scores: byChoice(offersNoOrder, ({ isNoOrder }, { choices }) => Number(isNoOrder === choices.length < 4)),
};

const words = (text: string) => text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
const plainText = (text: string) => text.replaceAll(/`[^`]*`/g, "");
const count = (pattern: RegExp, text: string) => plainText(text).match(pattern)?.length ?? 0;
const hedges =
  /\b(?:may|might|can|could|usually|often|mostly|sometimes|some|depends?|about|until|unless|if|when|while|likely)\b/gi;
const absolutes = /\b(?:always|never|only|all|must|every|none|nothing|impossible|cannot|any|at once|no)\b/gi;

const firstWord = (text: string) => text.toLowerCase().split(/[\s,.:;]+/)[0] ?? "";
const lastWord = (text: string) => text.toLowerCase().replace(/\W+$/, "").split(/\s+/).at(-1) ?? "";
const sharing = (of: (text: string) => string) =>
  byChoice(isWorded, ({ text }, { choices }) => choices.filter((other) => of(other.text) === of(text)).length);

function shared(one: string, other: string): number {
  const known = new Set(words(other));
  return words(one).filter((word) => known.has(word)).length;
}

const worded: readonly GuessStrategy[] = [
  ...bothWays(
    "longest",
    "shortest",
    byChoice(isWorded, ({ text }) => text.length),
  ),
  ...bothWays(
    "of middle length",
    "of extreme length",
    byChoice(
      isWorded,
      ({ text }, { choices }) =>
        -distanceToMiddle(
          text.length,
          choices.map((one) => one.text.length),
        ),
    ),
  ),
  ...bothWays(
    "most words of the prompt",
    "fewest words of the prompt",
    byChoice(isWorded, ({ text }, { prompt }) => shared(text, prompt)),
  ),
  ...bothWays(
    "most words of the other choices",
    "fewest words of the other choices",
    byChoice(isWorded, (choice, { choices }) =>
      choices.reduce((sum, other) => sum + (other === choice ? 0 : shared(choice.text, other.text)), 0),
    ),
  ),
  ...bothWays(
    "most hedges",
    "fewest hedges",
    byChoice(isWorded, ({ text }) => count(hedges, text)),
  ),
  ...bothWays(
    "most absolutes",
    "fewest absolutes",
    byChoice(isWorded, ({ text }) => count(absolutes, text)),
  ),
  ...bothWays("same first word as others", "first word of its own", sharing(firstWord)),
  ...bothWays("same last word as others", "last word of its own", sharing(lastWord)),
  ...bothWays(
    "most code",
    "least code",
    byChoice(isWorded, ({ text }) => text.match(/`/g)?.length ?? 0),
  ),
  ...bothWays(
    "most numbers",
    "fewest numbers",
    byChoice(isWorded, ({ text }) => text.match(/\d+/g)?.length ?? 0),
  ),
  ...bothWays(
    "most commas",
    "fewest commas",
    byChoice(isWorded, ({ text }) => count(/[,;:]/g, text)),
  ),
  ...bothWays(
    "a negation",
    "no negation",
    byChoice(isWorded, ({ text }) => count(/\b(?:not|no|nobody|without|\w+n't)\b/gi, text)),
  ),
];

const sortedAmounts = ({ choices }: GuessForm) => choices.flatMap(({ amount }) => amount ?? []).sort((a, b) => a - b);

const ranks: readonly GuessStrategy[] = ["smallest", "second smallest", "third smallest", "fourth smallest"].map(
  (name, rank) => ({
    name: `${name} amount`,
    scores: byChoice(isAmount, ({ amount }, form) => Number(sortedAmounts(form)[rank] === amount)),
  }),
);

/** The amount that was right most often where it was offered. */
export const frequentAmount: LearnedStrategy = {
  name: "amount that is right most often",
  learn: (answered) => {
    const seen = new Map<number, { offered: number; right: number }>();
    const learnFrom = ({ choices, right }: GuessForm, sign: 1 | -1) => {
      for (const [index, { amount }] of choices.entries()) {
        if (amount === null) continue;
        const entry = seen.get(amount) ?? { offered: 0, right: 0 };
        entry.offered += sign / choices.length;
        entry.right += sign * Number(right.includes(index));
        seen.set(amount, entry);
      }
    };
    const known = new Set(answered);
    for (const form of answered.filter(isAmount)) learnFrom(form, 1);
    const scores = byChoice(isAmount, ({ amount }) => {
      const entry = amount === null ? undefined : seen.get(amount);
      return entry === undefined ? 1 : (entry.right + 1) / (entry.offered + 1);
    });
    return (form) => {
      if (!known.has(form)) return scores(form);
      learnFrom(form, -1);
      const without = scores(form);
      learnFrom(form, 1);
      return without;
    };
  },
};

const amounts: readonly GuessStrategy[] = [
  ...ranks,
  { name: "largest amount", scores: byChoice(isAmount, ({ amount }) => amount ?? 0) },
  ...bothWays(
    "middle amount",
    "extreme amount",
    byChoice(isAmount, ({ amount }, form) => -distanceToMiddle(amount ?? 0, sortedAmounts(form))),
  ),
  ...bothWays(
    "amount near the mean",
    "amount far from the mean",
    byChoice(isAmount, ({ amount }, form) => -Math.abs((amount ?? 0) - meanOf(sortedAmounts(form)))),
  ),
];

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

/** In ranks: 0 for the one in the middle. */
function distanceToMiddle(value: number, all: readonly number[]): number {
  const below = all.filter((other) => other < value).length;
  const above = all.filter((other) => other > value).length;
  return Math.abs(below - above);
}

/** Compares a printed output with each of the others and adds up how alike they are. */
function alikeness(like: (one: readonly string[], other: readonly string[]) => number): Scores {
  return byChoice(isPrinted, (choice, { choices }) => {
    const { lines } = choice;
    if (lines === null) return Number.NaN;
    return choices.reduce(
      (sum, other) => sum + (other === choice || other.lines === null ? 0 : like(lines, other.lines)),
      0,
    );
  });
}

const printed: readonly GuessStrategy[] = [
  ...bothWays("majority of pairs of lines", "minority of pairs of lines", alikeness(pairsInSameOrder)),
  ...bothWays(
    "majority of lines by position",
    "minority of lines by position",
    alikeness((one, other) => one.filter((line, index) => line === other[index]).length),
  ),
  ...bothWays(
    "most frequent first line",
    "rarest first line",
    alikeness((one, other) => Number(one[0] === other[0])),
  ),
  ...bothWays(
    "most frequent last line",
    "rarest last line",
    alikeness((one, other) => Number(one.at(-1) === other.at(-1))),
  ),
  ...bothWays(
    "most frequent number of lines",
    "rarest number of lines",
    alikeness((one, other) => Number(one.length === other.length)),
  ),
  ...bothWays(
    "most lines",
    "fewest lines",
    alikeness((one, other) => Math.sign(one.length - other.length)),
  ),
];

/** What the right choice must not be in most variants of one template. */
export const rankStrategies: readonly GuessStrategy[] = [
  ...noOrder.slice(0, 1),
  ...ranks,
  ...printed.filter(({ name }) => /^(?:majority|minority)/.test(name)),
];

/** Everything that a test-wise person tries without knowing the subject. */
export const guessStrategies: readonly GuessStrategy[] = [
  ...letters,
  ...lastLetter,
  ...noOrder,
  countOfChoices,
  ...worded,
  ...amounts,
  ...printed,
];
