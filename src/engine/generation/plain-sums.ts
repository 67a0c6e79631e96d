import { traceProgram } from "../../interpreter/analysis/trace.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import { nodeLine } from "./generation-input.ts";
import { rounded } from "./time-difference.ts";

// People who do not know how long a program runs add up its numbers. Such a time says that they added waits which
// overlap. It does not say that they hold another misconception that happens to predict the same time.

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

export function addsWaits(misconception: string): boolean {
  return adding.includes(misconception);
}

/** Something that takes time in the true run. */
interface Duration {
  readonly milliseconds: number;
  /** Null for a calculation, which overlaps no other one. */
  readonly wait: { readonly from: number; readonly until: number } | null;
}

/** More durations than a program of this bank has; sums of all subsets of more would take too long. */
const mostDurations = 10;

/** Finds out whether a time is a sum of durations of a program that counts overlapping waits one after another. */
export function plainSumsIn(program: Program): (milliseconds: number) => boolean {
  const { waits, thread } = traceProgram(program, { nodeLine });
  const spans = [
    ...waits.map((wait) => ({ ...wait, isWait: true })),
    ...thread.map((one) => ({ ...one, isWait: false })),
  ];
  const durations = spans
    .map(
      ({ from, until, isWait }): Duration => ({
        milliseconds: rounded(until - from),
        wait: isWait ? { from, until } : null,
      }),
    )
    .filter(({ milliseconds }) => milliseconds > 0)
    .slice(0, mostDurations);
  const sums = new Set(subsetsOf(durations).filter(hasOverlap).map(sumOf));
  return (milliseconds) => sums.has(milliseconds);
}

function subsetsOf(durations: readonly Duration[]): readonly (readonly Duration[])[] {
  const [first, ...others] = durations;
  if (first === undefined) return [[]];
  return subsetsOf(others).flatMap((subset) => [subset, [first, ...subset]]);
}

function hasOverlap(durations: readonly Duration[]): boolean {
  const waits = durations.flatMap(({ wait }) => wait ?? []);
  return waits.some((one, index) =>
    waits.slice(index + 1).some((other) => Math.min(one.until, other.until) - Math.max(one.from, other.from) >= 10),
  );
}

function sumOf(durations: readonly Duration[]): number {
  return durations.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}
