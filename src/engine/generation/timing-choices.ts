import type { MisconceptionId } from "../question/ids.ts";
import type { TimingQuestion } from "../question/question.ts";
import { candidatesOf, departureOf } from "./candidates.ts";
import { analyseProgram, type GenerationInput, type RejectedProgram } from "./generation-input.ts";

type TimingChoices = Pick<TimingQuestion, "right" | "wrong">;

export const timingLimits = {
  /** Milliseconds between any two choices, so that nobody's overhead makes one out of another. */
  apart: 100,
  fewestWrong: 2,
  mostWrong: 3,
} as const;

/** Zero-delay timers count a millisecond each, which is no time to ask about. */
const step = 10;

/**
 * The choices of a question for how long a program runs: the true time, and the times that misconceptions predict.
 * @throws ProgramRefused where the program is outside what the interpreter models
 */
export function timingChoices(plan: GenerationInput): TimingChoices | RejectedProgram {
  const studied = analyseProgram(plan);
  if ("type" in studied) return studied;
  const { program, run, predictions } = studied;
  const milliseconds = rounded(run.elapsedMs);
  const { apart, fewestWrong, mostWrong } = timingLimits;
  if (milliseconds < apart) return { type: "too-short", milliseconds };
  const candidates = candidatesOf(
    plan,
    predictions,
    ({ elapsedMs }) => (Math.abs(elapsedMs - run.elapsedMs) < apart ? null : rounded(elapsedMs)),
    (time) => [Number(time < apart), 0],
  );
  const chosen: (typeof candidates)[number][] = [];
  for (const candidate of candidates) {
    const isClose = chosen.some(({ outcome }) => Math.abs(outcome - candidate.outcome) < apart);
    if (!isClose && chosen.length < mostWrong) chosen.push(candidate);
  }
  if (chosen.length < fewestWrong) return { type: "few-beliefs", found: chosen.length, needed: fewestWrong };
  const wrong = chosen.map((candidate) => ({
    milliseconds: candidate.outcome,
    misconceptions: candidate.misconceptions as MisconceptionId[],
    departure: departureOf(program, candidate),
  }));
  return { right: { milliseconds }, wrong };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds / step) * step;
}
