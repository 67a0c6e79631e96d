import { traceProgram } from "../../interpreter/analysis/trace.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import type { Candidate } from "./candidates.ts";
import { nodeLine } from "./generation-input.ts";
import { rounded } from "./time-sum.ts";

/** Misconceptions that say themselves that waits come one after another. */
const adding: readonly string[] = [
  "waits-always-add",
  "everything-in-code-order",
  "async-await-is-asynchrony",
  "created-then-awaited-adds",
  "all-runs-one-by-one",
  "async-calls-queue-up",
  "single-thread-means-no-races",
  "promise-is-lazy",
  "await-blocks-program",
  "settimeout-is-sleep",
  "foreach-awaits",
  "missing-return-still-waits",
];

/**
 * Finds out whether a wrong time tells what a person thinks.
 *
 * A longer time often does not: people who do not know the rules add up numbers of the program. If such a sum counts
 * overlapping waits one after another, it tells something only if a misconception behind it says that they do.
 *
 * A shorter time does not if only `promise-is-lazy` predicts it. It leaves out work that is never awaited, and a person
 * can as well think that this work is dropped, or does not count.
 *
 * @param right the true time
 */
export function tellingTimesOf(program: Program, right: number): (candidate: Candidate<number>) => boolean {
  const sums = sumsOfOverlapping(program);
  return ({ outcome, misconceptions, pair }) => {
    if (outcome > right) return !sums.has(outcome) || (pair ?? misconceptions).some((id) => adding.includes(id));
    return pair ? !pair.some(isLazy) : !misconceptions.every(isLazy);
  };
}

function isLazy(misconception: string): boolean {
  return misconception === "promise-is-lazy";
}

/** Something that takes time in the true run. */
interface Duration {
  readonly milliseconds: number;
  /** Null for a calculation, which overlaps no other one. */
  readonly wait: { readonly from: number; readonly until: number } | null;
}

/** More durations than a program of this bank has; sums of all subsets of more would take too long. */
const mostDurations = 10;

/** All sums of durations of a program that count overlapping waits one after another. */
function sumsOfOverlapping(program: Program): ReadonlySet<number> {
  const { waits, thread } = traceProgram(program, { nodeLine });
  const durations: readonly Duration[] = [
    ...waits.map(({ from, until }) => ({ milliseconds: rounded(until - from), wait: { from, until } })),
    ...thread.map(({ from, until }) => ({ milliseconds: rounded(until - from), wait: null })),
  ];
  const counted = durations.filter(({ milliseconds }) => milliseconds > 0).slice(0, mostDurations);
  return new Set(subsetsOf(counted).filter(hasOverlap).map(sumOf));
}

function subsetsOf(durations: readonly Duration[]): readonly (readonly Duration[])[] {
  const [first, ...others] = durations;
  if (first === undefined) return [[]];
  return subsetsOf(others).flatMap((subset) => [subset, [first, ...subset]]);
}

/** Waits that follow each other may share a moment. */
const leastOverlapMs = 10;

function hasOverlap(durations: readonly Duration[]): boolean {
  const waits = durations.flatMap(({ wait }) => wait ?? []);
  return waits.some((one, index) =>
    waits
      .slice(index + 1)
      .some((other) => Math.min(one.until, other.until) - Math.max(one.from, other.from) >= leastOverlapMs),
  );
}

function sumOf(durations: readonly Duration[]): number {
  return durations.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}
