import { type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import { isSameOutput, runProgram } from "../../interpreter/analysis/run.ts";
import { parseProgram } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import { textHash } from "../../random/seed.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { StatedProgram } from "../question/misconception.ts";
import { type GenerationInput, nodeLine, programLimits } from "./generation-input.ts";

/** A wrong outcome of a program, and all misconceptions that predict it. */
export interface Candidate<Outcome> {
  readonly outcome: Outcome;
  readonly misconceptions: readonly MisconceptionId[];
}

/**
 * The outcomes that only a few misconceptions predict, the best first. In this order, an outcome is better when it
 * shows what the question is about, is predicted by fewer misconceptions, looks less odd beside the right one, or
 * shows a misconception of the question's topic. Otherwise a hash decides, so that questions differ.
 *
 * @param outcomeOf null when a prediction makes no choice
 * @param oddity 0 for what looks like the right outcome; the first number counts before the topic, the second after it
 */
export function candidatesOf<Outcome>(
  { id, topic, known, about }: GenerationInput,
  predictions: readonly Prediction[],
  outcomeOf: (prediction: Prediction) => Outcome | null,
  oddity: (outcome: Outcome) => readonly [number, number],
): readonly Candidate<Outcome>[] {
  const idOf = new Map(
    [...known.keys()].map((misconception): [string, MisconceptionId] => [misconception, misconception]),
  );
  const byOutcome = new Map<string, { outcome: Outcome; misconceptions: MisconceptionId[] }>();
  for (const prediction of predictions) {
    const outcome = outcomeOf(prediction);
    const misconception = idOf.get(prediction.id);
    if (outcome === null || misconception === undefined) continue;
    const key = JSON.stringify(outcome);
    const candidate = byOutcome.get(key) ?? { outcome, misconceptions: [] };
    candidate.misconceptions.push(misconception);
    byOutcome.set(key, candidate);
  }
  const isBeside = ({ misconceptions }: Candidate<Outcome>) =>
    Number(!misconceptions.some((misconception) => about.includes(misconception)));
  const isElsewhere = ({ misconceptions }: Candidate<Outcome>) =>
    Number(!misconceptions.some((misconception) => known.get(misconception) === topic));
  const chance = ({ misconceptions }: Candidate<Outcome>) => textHash(`${id} ${misconceptions.join(" ")}`);
  const rank = (candidate: Candidate<Outcome>) => {
    const [first, second] = oddity(candidate.outcome);
    const { misconceptions } = candidate;
    return [isBeside(candidate), misconceptions.length, first, isElsewhere(candidate), second, chance(candidate)];
  };
  return [...byOutcome.values()]
    .filter(({ misconceptions }) => misconceptions.length <= programLimits.misconceptions)
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort((a, b) => compared(a.rank, b.rank))
    .map(({ candidate }) => candidate);
}

function compared(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Whether a program disproves a misconception: the misconception predicts another output, or another time.
 * @throws ProgramRefusal when the program is outside what the interpreter models
 */
export function refutes({ program, module }: StatedProgram, misconception: string): boolean {
  const parsed = parseProgram(program, module);
  const run = runProgram(parsed, { nodeLine });
  const rules = misconceptionRules.filter(({ id }) => id === misconception);
  return predict(parsed, nodeLine, rules).some(
    ({ output, elapsedMs }) => !isSameOutput(output, run.output) || elapsedMs !== run.elapsedMs,
  );
}
