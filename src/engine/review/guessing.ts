import { programOf, type Question } from "../question/question.ts";
import { chanceOfAtLeast } from "./cueing.ts";
import type { Diagnose, Diagnostic } from "./diagnostic.ts";
import { type GuessForm, guessForm } from "./guess-form.ts";
import { rankStrategies } from "./guess-strategies.ts";
import { type GuessResult, grouped, guessResult, type PlayedForm, playedForms, rateOf } from "./guesser.ts";

/** How many choices every program question shows. Another number would tell something about the right one. */
const choicesOfProgram = 4;
/** How much better than chance a guesser may certainly be. */
const mostGain = 0.05;
/** Fewer questions say nothing about a habit of the bank. */
const fewestQuestions = 12;
const fewestVariants = 10;
/** In how many variants of one template the right choice may have the same rank. */
const mostOfOneRank = 0.5;
/** How often "the order is not guaranteed" is right where it is offered. */
const noOrderShare = { least: 0.2, most: 0.3, fewestOffers: 20 } as const;
/** If chance gives one of all amounts this seldom so often, it is reported. */
const plausible = 0.01;

/** A part of the bank, and what a guesser reached there. */
export interface GuessedPart extends GuessResult {
  readonly part: string;
}

/** Plays a guesser who knows nothing: on everything, on the written questions alone, and on each kind. */
export function guessedParts(questions: readonly Question[]): readonly GuessedPart[] {
  return partsOf(playedForms(formsOf(questions)));
}

/** Whether the form of the questions gives their right choices away. */
export function guessingDiagnostics(questions: readonly Question[], diagnose: Diagnose): readonly Diagnostic[] {
  const played = playedForms(formsOf(questions));
  return [
    ...questions.flatMap((question) => choiceCounts(question, diagnose)),
    ...partsOf(played)
      .filter(({ leastGain }) => leastGain > mostGain)
      .map(({ part, strategy, unseenRate, chance }) => {
        const rates = `${percent(unseenRate)} of the ${part}, where chance gives ${percent(chance)}`;
        return diagnose("guessing", "bank", `a guesser who knows nothing is right in ${rates}; best is: ${strategy}`);
      }),
    ...templateRanks(played, diagnose),
    ...noOrderOffers(played, diagnose),
    ...frequentAmounts(played, diagnose),
  ];
}

function formsOf(questions: readonly Question[]): readonly GuessForm[] {
  return questions.map(guessForm).filter((form) => form !== null);
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

function partsOf(played: readonly PlayedForm[]): readonly GuessedPart[] {
  const written = played.filter(({ form }) => !form.isVariant);
  const byKind = (some: readonly PlayedForm[]) => [...grouped(some, ({ form }) => form.kind)];
  const parts: readonly (readonly [string, readonly PlayedForm[]])[] = [
    ["questions", played],
    ...byKind(played).map(([kind, some]) => [`${kind} questions`, some] as const),
    ["written questions", written],
    ...byKind(written).map(([kind, some]) => [`written ${kind} questions`, some] as const),
  ];
  return parts
    .filter(([, some]) => some.length >= fewestQuestions)
    .map(([part, some]) => ({ part, ...guessResult(some) }));
}

function choiceCounts(question: Question, diagnose: Diagnose): readonly Diagnostic[] {
  if (question.kind === "ordering" || programOf(question) === null || !("wrong" in question)) return [];
  const count = question.wrong.length + 1;
  if (count === choicesOfProgram) return [];
  const message = `shows ${count} choices; a program question shows ${choicesOfProgram}`;
  return [diagnose("guessing", { of: "question", id: question.id }, message)];
}

/** In the variants of one template, the right choice must not keep the same rank or be always the same sentence. */
function templateRanks(played: readonly PlayedForm[], diagnose: Diagnose): readonly Diagnostic[] {
  const variants = played.filter(({ form }) => form.isVariant);
  return [...grouped(variants, ({ form }) => form.group)].flatMap(([id, some]) => {
    if (some.length < fewestVariants) return [];
    return rankStrategies
      .filter((strategy) => rateOf(strategy, some) > mostOfOneRank)
      .map((strategy) => {
        const rate = `${percent(rateOf(strategy, some))} of ${some.length} variants`;
        const message = `the right choice is in ${rate}: ${strategy.name}; vary the programs`;
        return diagnose("guessing", { of: "template", id }, message);
      });
  });
}

function noOrderOffers(played: readonly PlayedForm[], diagnose: Diagnose): readonly Diagnostic[] {
  const offers = played.filter(({ form }) => form.choices.some(({ isNoOrder }) => isNoOrder));
  const right = offers.filter(({ form }) => form.right.some((index) => form.choices[index]?.isNoOrder));
  const share = right.length / Math.max(1, offers.length);
  const { least, most, fewestOffers } = noOrderShare;
  if (offers.length < fewestOffers || (share >= least && share <= most)) return [];
  const message =
    `"the order is not guaranteed" is right in ${right.length} of the ${offers.length} questions that offer it; ` +
    `make it ${percent(least)} to ${percent(most)}`;
  return [diagnose("guessing", "bank", message)];
}

/** No amount may be right more often than it is offered by chance, in the whole bank and in the written questions. */
function frequentAmounts(played: readonly PlayedForm[], diagnose: Diagnose): readonly Diagnostic[] {
  const written = played.filter(({ form }) => !form.isVariant);
  return [played, written].flatMap((some) => {
    const offers = some.flatMap(({ form: { kind, choices, right } }) =>
      kind === "timing"
        ? choices.map(({ amount }, index) => ({ amount, chance: 1 / choices.length, hit: right.includes(index) }))
        : [],
    );
    const byAmount = grouped(offers, ({ amount }) => String(amount));
    return [...byAmount].flatMap(([amount, offered]) => {
      const hits = offered.filter(({ hit }) => hit).length;
      const chances = offered.map(({ chance }) => chance);
      if (chanceOfAtLeast(hits, chances) > plausible / byAmount.size) return [];
      const among = `${offered.length} questions that offer it`;
      const message = `${amount} ms is right in ${hits} of the ${among}; vary the times`;
      return [diagnose("guessing", "bank", message)];
    });
  });
}
