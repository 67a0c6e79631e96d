import type { Bank } from "../bank/bank.ts";
import { type Choice, isRight } from "../question/answer.ts";
import { grade } from "../question/diagnosis.ts";
import { choicesOf, isComposed, type Question } from "../question/question.ts";

/** How the verdicts on some wrong answers begin. */
export interface NamingShares {
  readonly answers: number;
  /** The share that names exactly one misconception. */
  readonly named: number;
  /** The share that asks which of several misconceptions a person holds. */
  readonly asked: number;
  /** The share that asks whether a person holds one misconception, because it leads to almost the same answer. */
  readonly guessed: number;
  /** The share that says that no misconception is known to lead there. */
  readonly none: number;
}

/** The shares of all wrong answers that people can give to the questions and variants of a bank. */
export interface Naming {
  /** Answers of one press. */
  readonly choices: NamingShares;
  readonly orders: NamingShares;
  readonly sets: NamingShares;
}

export function namingOf(bank: Bank): Naming {
  const questions = bank.curriculum.flatMap((item) => (item.type === "question" ? [item.question] : item.variants));
  const sharesOf = (isOf: (question: Question) => boolean) => shares(bank, questions.filter(isOf));
  return {
    choices: sharesOf((question) => !isComposed(question)),
    orders: sharesOf(({ kind }) => kind === "ordering"),
    sets: sharesOf(({ kind }) => kind === "choose-all"),
  };
}

function shares(bank: Bank, questions: readonly Question[]): NamingShares {
  const count = { named: 0, asked: 0, guessed: 0, none: 0 };
  for (const question of questions) {
    for (const choice of answersTo(question)) {
      if (isRight(question, choice)) continue;
      const { named, asked } = grade(question, choice, bank.topicOf).diagnosis;
      if (named !== null) count.named++;
      else if (asked.length > 1) count.asked++;
      else if (asked.length === 1) count.guessed++;
      else count.none++;
    }
  }
  const answers = count.named + count.asked + count.guessed + count.none;
  const shareOf = (part: number) => (answers === 0 ? 0 : part / answers);
  return {
    answers,
    named: shareOf(count.named),
    asked: shareOf(count.asked),
    guessed: shareOf(count.guessed),
    none: shareOf(count.none),
  };
}

/** Every answer that people can give, except that they do not know. */
function answersTo(question: Question): readonly Choice[] {
  const indexes = [...choicesOf(question).keys()];
  if (!isComposed(question)) return indexes;
  return question.kind === "ordering" ? ordersOf(indexes) : setsOf(indexes);
}

function ordersOf(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

/** One option or more. */
function setsOf(items: readonly number[]): readonly (readonly number[])[] {
  const [first, ...rest] = items;
  if (first === undefined) return [];
  const others = setsOf(rest);
  return [[first], ...others, ...others.map((set) => [first, ...set])];
}
