import { textHash } from "../../random/seed.ts";
import type { GuessForm } from "./guess-form.ts";
import { frequentAmount, type GuessStrategy, guessStrategies, type Scores } from "./guess-strategies.ts";

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

/** A question with what each strategy gains on it. */
export interface PlayedForm {
  readonly form: GuessForm;
  /** In the order of `guessStrategies`. */
  readonly gains: readonly number[];
}

const folds = 10;
/** The one-sided 95 % quantile of the normal distribution. */
const quantile = 1.645;
/** A class of forms needs this many answered questions before a guesser learns a strategy for it alone. */
const fewestInClass = 30;

export function playedForms(forms: readonly GuessForm[]): readonly PlayedForm[] {
  return forms.map((form) => ({ form, gains: guessStrategies.map(({ scores }) => gainOf(scores, form)) }));
}

/**
 * Finds out what a guesser gains. Each tenth of the questions is answered with the strategy that is best on the other
 * nine tenths, so that trying many strategies gains nothing by itself. A guesser may use one strategy for everything,
 * or one for each class of forms that look alike; the better of the two counts.
 */
export function guessResult(played: readonly PlayedForm[]): GuessResult {
  const best = bestOf(played);
  const results = [() => "all", classOf].map((classOfForm) => unseenGain(played, classOfForm));
  const { unseen, leastGain } = results.reduce((one, other) => (other.leastGain > one.leastGain ? other : one));
  const chance = mean(played.map(({ form }) => chanceOf(form)));
  return {
    questions: played.length,
    strategy: best.name,
    rate: chance + best.gain,
    unseenRate: chance + unseen,
    chance,
    leastGain,
  };
}

function unseenGain(played: readonly PlayedForm[], classOfForm: (form: GuessForm) => string) {
  const gains = Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const isUnseen = ({ form }: PlayedForm) => textHash(`fold ${form.id}`) % folds === fold;
    const answered = played.filter((one) => !isUnseen(one));
    const overall = bestOf(answered);
    const classes = grouped(answered, ({ form }) => classOfForm(form));
    const byClass = new Map(
      [...classes].flatMap(([name, some]) => (some.length < fewestInClass ? [] : [[name, bestOf(some)] as const])),
    );
    return played.filter(isUnseen).map((one) => (byClass.get(classOfForm(one.form)) ?? overall).gainOn(one));
  });
  const unseen = mean(gains);
  const error = Math.sqrt(mean(gains.map((gain) => (gain - unseen) ** 2)) / Math.max(1, gains.length - 1));
  return { unseen, leastGain: unseen - quantile * error };
}

/** What anybody sees: the kind of question, how many choices it has, and whether no order or amounts are among them. */
function classOf({ kind, choices }: GuessForm): string {
  const offersNoOrder = choices.some(({ isNoOrder }) => isNoOrder);
  const isAmount = choices.every(({ amount }) => amount !== null);
  return [kind, choices.length, offersNoOrder, isAmount].join(" ");
}

interface BestStrategy {
  readonly name: string;
  /** On the questions that it was chosen by. */
  readonly gain: number;
  readonly gainOn: (one: PlayedForm) => number;
}

function bestOf(played: readonly PlayedForm[]): BestStrategy {
  const learned = frequentAmount.learn(played.map(({ form }) => form));
  const candidates: readonly BestStrategy[] = [
    ...guessStrategies.map(({ name }, index) => candidate(name, played, ({ gains }) => gains[index] ?? 0)),
    candidate(frequentAmount.name, played, ({ form }) => gainOf(learned, form)),
  ];
  return candidates.reduce((one, other) => (other.gain > one.gain ? other : one));
}

function candidate(name: string, played: readonly PlayedForm[], gainOn: BestStrategy["gainOn"]): BestStrategy {
  return { name, gain: mean(played.map(gainOn)), gainOn };
}

/** How much more often than by chance a strategy is right. Choices that look equally good share the guess. */
function gainOf(scoresOf: Scores, form: GuessForm): number {
  const scores = scoresOf(form);
  if (scores === null) return 0;
  const best = Math.max(...scores.filter((score) => !Number.isNaN(score)));
  const guessed = [...scores.keys()].filter((index) => scores[index] === best);
  const hits = guessed.filter((index) => form.right.includes(index)).length;
  return hits / guessed.length - chanceOf(form);
}

/** How often one strategy is right. */
export function rateOf(strategy: GuessStrategy, played: readonly PlayedForm[]): number {
  const index = guessStrategies.indexOf(strategy);
  return mean(played.map(({ form, gains }) => (gains[index] ?? 0) + chanceOf(form)));
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
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
