import { type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import { isSameOutput, runProgram } from "../../interpreter/analysis/run.ts";
import { parseProgram } from "../../interpreter/compile/parse.ts";
import { areContrary } from "../../interpreter/rules/contrary-misconceptions.ts";
import { type MisconceptionRule, misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import { textHash } from "../../random/seed.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { StatedProgram } from "../question/misconception.ts";
import type { MisconceptionPair } from "../question/question.ts";
import { type AnalysedProgram, type GenerationInput, nodeLine, programLimits } from "./generation-input.ts";

/** A wrong outcome of a program, and what predicts it. */
export interface Candidate<Outcome> {
  readonly outcome: Outcome;
  /** All misconceptions that predict it alone. */
  readonly misconceptions: readonly MisconceptionId[];
  /** Two misconceptions that predict it together, when none predicts it alone. */
  readonly pair: MisconceptionPair | null;
}

/** How a kind of question uses the runs of a program. */
interface Outcomes<Outcome> {
  /** Null when a prediction makes no choice. */
  readonly of: (prediction: Prediction) => Outcome | null;
  /** 0 for what looks like the right outcome; the first number counts before the topic, the second after it. */
  readonly oddity: (outcome: Outcome) => readonly [number, number];
}

/** How many candidates are combined with each other. */
const combined = 7;

/**
 * The outcomes that only a few misconceptions predict, the best first. In this order, an outcome is better when it
 * shows what the question is about, is predicted by fewer misconceptions, looks less odd beside the right one, or
 * shows a misconception of the question's topic. Otherwise a hash decides, so that questions differ.
 */
export function candidatesOf<Outcome>(
  input: GenerationInput,
  { predictions }: AnalysedProgram,
  outcomes: Outcomes<Outcome>,
): readonly Candidate<Outcome>[] {
  const { known } = input;
  const idOf = new Map(
    [...known.keys()].map((misconception): [string, MisconceptionId] => [misconception, misconception]),
  );
  const byOutcome = new Map<string, { outcome: Outcome; misconceptions: MisconceptionId[] }>();
  for (const prediction of predictions) {
    const outcome = outcomes.of(prediction);
    const misconception = idOf.get(prediction.id);
    if (outcome === null || misconception === undefined) continue;
    const key = JSON.stringify(outcome);
    const candidate = byOutcome.get(key) ?? { outcome, misconceptions: [] };
    candidate.misconceptions.push(misconception);
    byOutcome.set(key, candidate);
  }
  const candidates = [...byOutcome.values()]
    .filter(({ misconceptions }) => misconceptions.length <= programLimits.misconceptions)
    .map((candidate): Candidate<Outcome> => ({ ...candidate, pair: null }));
  return ranked(input, candidates, outcomes);
}

/**
 * The outcomes that two misconceptions predict together and none predicts alone, the best first.
 *
 * @param alone what single misconceptions predict, the best first
 */
export function pairCandidatesOf<Outcome>(
  input: GenerationInput,
  { program, predictions }: AnalysedProgram,
  alone: readonly Candidate<Outcome>[],
  outcomes: Outcomes<Outcome>,
): readonly Candidate<Outcome>[] {
  const taken = new Set(predictions.map((prediction) => JSON.stringify(outcomes.of(prediction))));
  const members = alone.slice(0, combined).flatMap(({ misconceptions }) => {
    const id = misconceptions.find((one) => input.about.includes(one)) ?? misconceptions[0];
    const rule = misconceptionRules.find((one) => one.id === id);
    return id === undefined || rule === undefined ? [] : [{ id, rule }];
  });
  const candidates = members.flatMap((one, index) =>
    members.slice(index + 1).flatMap((other): Candidate<Outcome>[] => {
      const rule = ruleOfBoth(one.rule, other.rule);
      const [prediction] =
        rule === null ? [] : predict(program, nodeLine, [rule], programLimits.stepsUnderMisconception);
      const outcome = prediction === undefined ? null : outcomes.of(prediction);
      const key = JSON.stringify(outcome);
      if (outcome === null || taken.has(key)) return [];
      taken.add(key);
      return [{ outcome, misconceptions: [], pair: [one.id, other.id] }];
    }),
  );
  return ranked(input, candidates, outcomes);
}

/** Null when nobody can hold both: both are about the same decision, or they contradict each other. */
export function ruleOfBoth(one: MisconceptionRule, other: MisconceptionRule): MisconceptionRule | null {
  if (areContrary(one.id, other.id)) return null;
  const decisions = new Set(Object.keys(one.overrides));
  if (Object.keys(other.overrides).some((decision) => decisions.has(decision))) return null;
  return { id: `${one.id} ${other.id}`, overrides: { ...one.overrides, ...other.overrides } };
}

function ranked<Outcome>(
  { id, topic, known, about }: GenerationInput,
  candidates: readonly Candidate<Outcome>[],
  { oddity }: Outcomes<Outcome>,
): readonly Candidate<Outcome>[] {
  const behind = ({ misconceptions, pair }: Candidate<Outcome>) => pair ?? misconceptions;
  const rankOf = (candidate: Candidate<Outcome>) => {
    const [first, second] = oddity(candidate.outcome);
    const misconceptions = behind(candidate);
    const isBeside = Number(!misconceptions.some((misconception) => about.includes(misconception)));
    const isElsewhere = Number(!misconceptions.some((misconception) => known.get(misconception) === topic));
    const chance = textHash(`${id} ${misconceptions.join(" ")}`);
    return [isBeside, misconceptions.length, first, isElsewhere, second, chance];
  };
  return candidates
    .map((candidate) => ({ candidate, rank: rankOf(candidate) }))
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
