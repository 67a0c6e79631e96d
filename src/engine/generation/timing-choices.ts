import type { Prediction } from "../../interpreter/analysis/diagnose.ts";
import type { Run } from "../../interpreter/analysis/run.ts";
import type { ProgramEnd, TimeDifference, TimingQuestion } from "../question/question.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { analyseProgram, type GenerationInput, isShowable, type RejectedProgram } from "./generation-input.ts";

type TimingChoices = Pick<TimingQuestion, "right" | "wrong">;

export const timingLimits = {
  /** Milliseconds between any two choices: more than the overhead that a person may add in their head. */
  apart: 100,
  fewestWrong: 2,
  mostWrong: 3,
} as const;

/** Zero-delay timers take a millisecond each, which no question asks about. */
const roundingMs = 10;

/**
 * The choices of a question for how long a program runs: the true time, and the times that misconceptions predict.
 * @throws ProgramRefusal when the program is outside what the interpreter models
 */
export function timingChoices(input: GenerationInput): TimingChoices | RejectedProgram {
  const analysed = analyseProgram(input);
  if ("type" in analysed) return analysed;
  const { run, predictions } = analysed;
  const milliseconds = rounded(run.elapsedMs);
  const { apart, fewestWrong, mostWrong } = timingLimits;
  if (milliseconds < apart) return { type: "too-short", milliseconds };
  const candidates = candidatesOf(
    input,
    predictions,
    ({ elapsedMs }) => (Math.abs(elapsedMs - run.elapsedMs) < apart ? null : rounded(elapsedMs)),
    (time) => [Number(time < apart), 0],
  );
  const chosen: Candidate<number>[] = [];
  for (const candidate of candidates) {
    const isClose = chosen.some(({ outcome }) => Math.abs(outcome - candidate.outcome) < apart);
    if (!isClose && chosen.length < mostWrong) chosen.push(candidate);
  }
  if (chosen.length < fewestWrong) return { type: "too-few-misconceptions", found: chosen.length, needed: fewestWrong };
  const wrong = chosen.map(({ outcome, misconceptions }) => ({
    milliseconds: outcome,
    misconceptions,
    differences: misconceptions.flatMap((misconception) => {
      const prediction = predictions.find(({ id }) => id === misconception);
      return prediction === undefined ? [] : [differenceBetween(run, prediction)];
    }),
  }));
  return { right: { milliseconds }, wrong };
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
