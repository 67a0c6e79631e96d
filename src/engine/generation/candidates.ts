import { divergenceOf, type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import { isSameOutput, runProgram } from "../../interpreter/analysis/run.ts";
import type { TraceStep } from "../../interpreter/analysis/trace.ts";
import { type Program, parseProgram } from "../../interpreter/compile/parse.ts";
import { type MisconceptionRule, misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import { textHash } from "../../random/seed.ts";
import type { StatedProgram } from "../question/misconception.ts";
import type { Departure } from "../question/question.ts";
import { type GenerationInput, nodeLine, programLimits } from "./generation-input.ts";

/** A wrong outcome of a program that some beliefs, and no other, predict. */
export interface Candidate<Outcome> {
  readonly outcome: Outcome;
  readonly misconceptions: readonly string[];
}

/**
 * The outcomes that at most a few beliefs predict, the best first: what the question is about; one belief, then two;
 * what looks least odd beside the right one; beliefs of the question's own topic; and otherwise others in each
 * question.
 *
 * @param outcomeOf null where a prediction makes no choice
 * @param oddity 0 for what looks like the right one; two numbers, the first before the topic counts
 */
export function candidatesOf<Outcome>(
  { id, topic, known, about }: GenerationInput,
  predictions: readonly Prediction[],
  outcomeOf: (prediction: Prediction) => Outcome | null,
  oddity: (outcome: Outcome) => readonly [number, number],
): readonly Candidate<Outcome>[] {
  const byKey = new Map<string, { outcome: Outcome; misconceptions: string[] }>();
  for (const prediction of predictions) {
    const outcome = outcomeOf(prediction);
    if (outcome === null) continue;
    const key = JSON.stringify(outcome);
    const candidate = byKey.get(key) ?? { outcome, misconceptions: [] };
    candidate.misconceptions.push(prediction.id);
    byKey.set(key, candidate);
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
  return [...byKey.values()]
    .filter(({ misconceptions }) => misconceptions.length <= programLimits.beliefs)
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort((a, b) => compared(a.rank, b.rank))
    .map(({ candidate }) => candidate);
}

function compared(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place < 0 ? 0 : (one[place] as number) - (other[place] as number);
}

/** Where the first of the beliefs behind a wrong outcome leaves the machine. */
export function departureOf(program: Program, { misconceptions }: Candidate<unknown>): Departure | null {
  const misconception = misconceptionRules.find((one) => one.id === misconceptions[0]) as MisconceptionRule;
  const parting = divergenceOf(program, nodeLine, misconception);
  if (parting === null) return null;
  const { agreed, node: machine, misconception: taken } = parting;
  return { after: agreed && stepOf(agreed), machine: stepOf(machine), belief: stepOf(taken) };
}

function stepOf({ line, job, at }: TraceStep) {
  return { line, job: job === "main script" ? null : job, at };
}

/**
 * Whether a program proves a belief wrong: it prints something else, or takes another time, than the belief has it.
 * @throws ProgramRefused where the program is outside what the interpreter models
 */
export function refutes({ program, module }: StatedProgram, belief: string): boolean {
  const parsed = parseProgram(program, module);
  const run = runProgram(parsed, { nodeLine });
  const misconceptions = misconceptionRules.filter(({ id }) => id === belief);
  return predict(parsed, nodeLine, misconceptions).some(
    ({ output, elapsedMs }) => !isSameOutput(output, run.output) || elapsedMs !== run.elapsedMs,
  );
}
