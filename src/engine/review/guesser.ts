import { textHash } from "../../random/seed.ts";
import type { GuessForm } from "./guess-form.ts";
import { type GuessStrategy, guessStrategies, type Scores } from "./guess-strategies.ts";

/** What a guesser who knows nothing reached on some questions. */
export interface GuessResult {
  readonly questions: number;
  /** The strategy that is best on all of them, and its rate: only for people to read. */
  readonly strategy: string;
  readonly rate: number;
  /** On questions that were not used to choose the strategy. */
  readonly unseenRate: number;
  readonly chance: number;
  /** The lower end of the one-sided 95 % interval of the unseen rate over chance. */
  readonly leastGain: number;
}

const folds = 10;
/** The one-sided 95 % quantile of the normal distribution. */
const quantile = 1.645;
/** A class of forms needs this many answered questions before a guesser learns a strategy for it alone. */
const fewestInClass = 30;

/**
 * Plays every strategy on some questions. Each tenth of the questions is answered with the strategy that is best on
 * the other nine tenths, so that trying many strategies gains nothing by itself. A guesser may use one strategy for
 * everything, or one for each class of forms that look alike; the better of the two counts.
 */
export function playGuesser(forms: readonly GuessForm[]): GuessResult {
  const best = bestOf(forms);
  const results = [() => "all", classOf].map((classOfForm) => unseenGains(forms, classOfForm));
  const { unseen, leastGain } = results.reduce((one, other) => (other.leastGain > one.leastGain ? other : one));
  const chance = mean(forms.map(chanceOf));
  return {
    questions: forms.length,
    strategy: best.strategy.name,
    rate: chance + mean(best.gains),
    unseenRate: chance + unseen,
    chance,
    leastGain,
  };
}

function unseenGains(forms: readonly GuessForm[], classOfForm: (form: GuessForm) => string) {
  const gains = Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const isUnseen = (form: GuessForm) => textHash(`fold ${form.id}`) % folds === fold;
    const guess = learnedGuess(
      forms.filter((form) => !isUnseen(form)),
      classOfForm,
    );
    return forms.filter(isUnseen).map((form) => gainOf(guess, form));
  });
  const unseen = mean(gains);
  const error = Math.sqrt(mean(gains.map((gain) => (gain - unseen) ** 2)) / Math.max(1, gains.length - 1));
  return { unseen, leastGain: unseen - quantile * error };
}

function learnedGuess(answered: readonly GuessForm[], classOfForm: (form: GuessForm) => string): Scores {
  const overall = bestOf(answered).strategy.learn(answered);
  const byClass = new Map<string, Scores>();
  for (const [name, some] of grouped(answered, classOfForm)) {
    if (some.length >= fewestInClass) byClass.set(name, bestOf(some).strategy.learn(some));
  }
  return (form) => (byClass.get(classOfForm(form)) ?? overall)(form);
}

/** What anybody sees: the kind of question, how many choices it has, and whether no order is one of them. */
function classOf({ kind, choices }: GuessForm): string {
  return [
    kind,
    choices.length,
    choices.some(({ isNoOrder }) => isNoOrder),
    choices.every(({ amount }) => amount),
  ].join();
}

function bestOf(forms: readonly GuessForm[]): { readonly strategy: GuessStrategy; readonly gains: readonly number[] } {
  const played = guessStrategies.map((strategy) => {
    const scores = strategy.learn(forms);
    return { strategy, gains: forms.map((form) => gainOf(scores, form)) };
  });
  return played.reduce((one, other) => (mean(other.gains) > mean(one.gains) ? other : one));
}

/** How much more often than by chance a strategy is right. Choices that look equally good share the guess. */
export function gainOf(guess: Scores, form: GuessForm): number {
  const scores = guess(form);
  if (scores === null) return 0;
  const best = Math.max(...scores.filter((score) => !Number.isNaN(score)));
  const guessed = [...scores.keys()].filter((index) => scores[index] === best);
  const hits = guessed.filter((index) => form.right.includes(index)).length;
  return hits / guessed.length - chanceOf(form);
}

function chanceOf({ choices, right }: GuessForm): number {
  return right.length / choices.length;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}

export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
