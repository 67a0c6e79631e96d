import { mostDiagnosisAnswers } from "./course.ts";
import type { TrialResult } from "./experiment.ts";

/** A mean over people, with the half-width of its 95 % confidence interval. */
export interface Estimate {
  readonly mean: number;
  readonly ci95: number;
}

/** How one policy did with the people of one group. */
export interface PolicySummary {
  readonly heldAtStart: number;
  /** The median in a placement test; `mostDiagnosisAnswers` means that half of the people needed more. */
  readonly answersTo90: number;
  /** The same while people learn from verdicts. */
  readonly answersTo90Learning: number;
  readonly leftDay14: number;
  readonly leftDay30: Estimate;
  readonly testCorrect: number;
  readonly beliefsRight: number;
}

export function summaryOf(results: readonly TrialResult[]): PolicySummary {
  const courses = results.map(({ course }) => course);
  return {
    heldAtStart: meanOf(courses.map(({ heldAtStart }) => heldAtStart)),
    answersTo90: medianOf(results.map(({ answersTo90 }) => answersTo90)),
    answersTo90Learning: medianOf(courses.map(({ answersTo90 }) => answersTo90)),
    leftDay14: meanOf(courses.map(({ leftDay14 }) => leftDay14)),
    leftDay30: estimateOf(courses.map(({ leftDay30 }) => leftDay30)),
    testCorrect: meanOf(courses.map(({ testCorrect }) => testCorrect)),
    beliefsRight: meanOf(courses.map(({ beliefsRight }) => beliefsRight)),
  };
}

/** How many misconceptions fewer are left on day 30 than under another policy, for the same people. */
export function pairedDifference(one: readonly TrialResult[], other: readonly TrialResult[]): Estimate {
  return estimateOf(
    other.flatMap(({ course }, index) => {
      const own = one[index];
      return own ? [own.course.leftDay30 - course.leftDay30] : [];
    }),
  );
}

function estimateOf(values: readonly number[]): Estimate {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
  return { mean, ci95: (1.96 * deviation) / Math.sqrt(values.length) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function medianOf(values: readonly (number | null)[]): number {
  const sorted = values.map((value) => value ?? mostDiagnosisAnswers).toSorted((one, other) => one - other);
  return sorted.at(Math.floor(sorted.length / 2)) ?? mostDiagnosisAnswers;
}
