import type { Prediction } from "../../interpreter/analysis/diagnose.ts";
import type { TimingQuestion } from "../question/question.ts";
import { balancedChoice, timeImbalance } from "./balance.ts";
import { candidatesOf, pairCandidatesOf } from "./candidates.ts";
import { analyseProgram, type GenerationInput, type RejectedProgram } from "./generation-input.ts";
import { tellingTimesOf } from "./telling-times.ts";
import { rounded, timeSumsIn } from "./time-sum.ts";

type TimingChoices = Pick<TimingQuestion, "right" | "wrong" | "parts" | "timeline">;

export const timingLimits = {
  /** Milliseconds between any two choices: more than the overhead that a person may add in their head. */
  apart: 100,
  /** The shortest and the longest wrong time, as a share of the right one. */
  leastShare: 0.33,
  mostShare: 2.8,
  /** Besides the right time. Every question shows four, because their number would tell something. */
  wrong: 3,
} as const;

/** What times that are too close to each other cost: more than anything else. */
const tooClose = 10_000;

/**
 * The choices of a question for how long a program runs: the true time, and the times that misconceptions predict.
 * @throws ProgramRefusal when the program is outside what the interpreter models
 */
export function timingChoices(input: GenerationInput): TimingChoices | RejectedProgram {
  const analysed = analyseProgram(input);
  if ("type" in analysed) return analysed;
  const { program, run } = analysed;
  const right = rounded(run.elapsedMs);
  if (right < timingLimits.apart) return { type: "too-short", milliseconds: right };
  const outcomes = {
    of: ({ elapsedMs, exitCode }: Pick<Prediction, "elapsedMs" | "exitCode">) => {
      // A time far from all the others would not look right to anybody, and nobody who adds up times expects a failure.
      const isFar =
        elapsedMs < run.elapsedMs * timingLimits.leastShare || elapsedMs > run.elapsedMs * timingLimits.mostShare;
      const isClose = Math.abs(elapsedMs - run.elapsedMs) < timingLimits.apart;
      return isFar || isClose || exitCode !== run.exitCode ? null : rounded(elapsedMs);
    },
    oddity: () => [0, 0] as const,
  };
  const isTelling = tellingTimesOf(program, right);
  const alone = candidatesOf(input, analysed, outcomes).filter(isTelling);
  const candidates = [...alone, ...pairCandidatesOf(input, analysed, alone, outcomes).filter(isTelling)];
  const chosen = balancedChoice(candidates, input.about, timingLimits.wrong, (times) => {
    return timeImbalance(input.id, right, times) + (areApart(times) ? 0 : tooClose);
  });
  if (chosen === null || !areApart(chosen.map(({ outcome }) => outcome))) {
    return { type: "too-few-misconceptions", found: candidates.length, needed: timingLimits.wrong };
  }
  const { truth, sumsOf } = timeSumsIn(program);
  const wrong = chosen.map(({ outcome, misconceptions, pair }) => ({
    milliseconds: outcome,
    misconceptions,
    pair,
    sums: sumsOf({ misconceptions, pair }),
  }));
  return { right: { milliseconds: right }, wrong, ...truth };
}

function areApart(times: readonly number[]): boolean {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted.every((time, index) => index === 0 || time - (sorted[index - 1] ?? 0) >= timingLimits.apart);
}
