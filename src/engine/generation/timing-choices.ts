import type { TimingQuestion } from "../question/question.ts";
import { type Candidate, candidatesOf, divergencesIn } from "./candidates.ts";
import { analyseProgram, type GenerationInput, type RejectedProgram } from "./generation-input.ts";

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
  const { program, run, predictions } = analysed;
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
  const divergenceOf = divergencesIn(program);
  const wrong = chosen.map((candidate) => ({
    milliseconds: candidate.outcome,
    misconceptions: candidate.misconceptions,
    divergence: divergenceOf(candidate),
  }));
  return { right: { milliseconds }, wrong };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds / roundingMs) * roundingMs;
}
