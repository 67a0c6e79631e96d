import type { Prediction } from "../../interpreter/analysis/diagnose.ts";
import type { Run } from "../../interpreter/analysis/run.ts";
import type { ProgramEnd, TimeDifference, TimingQuestion } from "../question/question.ts";
import { balancedChoice, timeImbalance } from "./balance.ts";
import { candidatesOf, pairCandidatesOf } from "./candidates.ts";
import { analyseProgram, type GenerationInput, isShowable, type RejectedProgram } from "./generation-input.ts";

type TimingChoices = Pick<TimingQuestion, "right" | "wrong">;

export const timingLimits = {
  /** Milliseconds between any two choices: more than the overhead that a person may add in their head. */
  apart: 100,
  /** Besides the right time. Every question shows four, because their number would tell something. */
  wrong: 3,
} as const;

/** Zero-delay timers take a millisecond each, which no question asks about. */
const roundingMs = 10;

/** What times that are too close to each other cost: more than anything else. */
const tooClose = 10_000;

/**
 * The choices of a question for how long a program runs: the true time, and the times that misconceptions predict.
 * @throws ProgramRefusal when the program is outside what the interpreter models
 */
export function timingChoices(input: GenerationInput): TimingChoices | RejectedProgram {
  const analysed = analyseProgram(input);
  if ("type" in analysed) return analysed;
  const { run, predictions } = analysed;
  const right = rounded(run.elapsedMs);
  if (right < timingLimits.apart) return { type: "too-short", milliseconds: right };
  const outcomes = {
    // A time near 0 is not worth asking for, so it is no choice either.
    of: ({ elapsedMs }: { readonly elapsedMs: number }) =>
      Math.min(elapsedMs, Math.abs(elapsedMs - run.elapsedMs)) < timingLimits.apart ? null : rounded(elapsedMs),
    oddity: () => [0, 0] as const,
  };
  const alone = candidatesOf(input, analysed, outcomes);
  const candidates = [...alone, ...pairCandidatesOf(input, analysed, alone, outcomes)];
  const chosen = balancedChoice(candidates, input.about, timingLimits.wrong, (times) => {
    return timeImbalance(input.id, right, times) + (areApart(times) ? 0 : tooClose);
  });
  if (chosen === null || !areApart(chosen.map(({ outcome }) => outcome))) {
    return { type: "too-few-misconceptions", found: candidates.length, needed: timingLimits.wrong };
  }
  const wrong = chosen.map(({ outcome, misconceptions, pair }) => ({
    milliseconds: outcome,
    misconceptions,
    pair,
    differences: misconceptions.flatMap((misconception) => {
      const prediction = predictions.find(({ id }) => id === misconception);
      return prediction === undefined ? [] : [differenceBetween(run, prediction)];
    }),
  }));
  return { right: { milliseconds: right }, wrong };
}

function areApart(times: readonly number[]): boolean {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted.every((time, index) => index === 0 || time - (sorted[index - 1] ?? 0) >= timingLimits.apart);
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds / roundingMs) * roundingMs;
}

/** The first line that comes at another time under a misconception; otherwise the different end. */
function differenceBetween(run: Run, prediction: Prediction): TimeDifference {
  const timesInRun = timesOfLines(run);
  const timesPredicted = timesOfLines(prediction);
  for (const [line, at] of timesInRun) {
    const predictedAt = timesPredicted.get(line);
    if (predictedAt === undefined || Math.abs(predictedAt - at) < timingLimits.apart / 2) continue;
    return { kind: "line", line, nodeMs: rounded(at), predictedMs: rounded(predictedAt) };
  }
  return { kind: "end", node: endOf(run), predicted: endOf(prediction) };
}

function endOf({ exitCode, elapsedMs }: Pick<Run, "exitCode" | "elapsedMs">): ProgramEnd {
  return { exitCode, endMs: rounded(elapsedMs) };
}

/** When each line was printed, without lines that were printed twice or that no chat shows as code. */
function timesOfLines({ output, printedAt }: Pick<Run, "output" | "printedAt">): ReadonlyMap<string, number> {
  const once = output.filter((line) => isShowable(line) && output.indexOf(line) === output.lastIndexOf(line));
  return new Map(once.map((line) => [line, printedAt[output.indexOf(line)] ?? 0]));
}
