import { setImmediate as nextTurn } from "node:timers/promises";
import type { TestContext } from "vitest";

/** Something that can be measured repeatedly. */
interface Contestant {
  readonly name: string;
  /** Measures once. What it does before and after the measured part does not count. */
  readonly sample: () => number | Promise<number>;
}

interface Measured extends Contestant {
  /** The largest ratio that we accept. */
  readonly target?: number;
}

type Unit = "ms" | "s" | "MiB";

interface Comparison {
  readonly unit?: Unit;
  readonly rounds: number;
  /** Rounds that do not count: caches fill, and code gets compiled. */
  readonly warmUps?: number;
  readonly baseline: Contestant;
  readonly measured: readonly Measured[];
}

/** With fewer than 20 samples, the 95th percentile is the largest one. */
interface Result {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
}

/** A row of the table of results. */
export interface Row {
  readonly unit: Unit;
  readonly measured: Result;
  readonly baseline: Result;
  /** Of the medians. */
  readonly ratio: number;
  readonly target: number | null;
}

declare module "vitest" {
  interface TaskMeta {
    rows?: readonly Row[];
  }
}

/**
 * Measures everything in turns, so that a busy minute of the machine slows down both sides. The rows become part of the
 * test's result.
 */
export async function compare(task: TestContext["task"], comparison: Comparison): Promise<void> {
  const { unit = "ms", rounds, warmUps = 1, baseline, measured } = comparison;
  const contestants = [baseline, ...measured].map((contestant) => ({ ...contestant, samples: [] as number[] }));
  for (let round = -warmUps; round < rounds; round++) {
    // Every second round runs backwards, so that no side always runs after the same one.
    for (const { sample, samples } of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const value = await sample();
      if (round >= 0) samples.push(value);
    }
  }
  const [first, ...others] = contestants.map(({ name, samples }) => resultOf(name, samples));
  if (first === undefined) throw new Error("nothing was measured");
  const rows = others.map((result, index) => ({
    unit,
    measured: result,
    baseline: first,
    ratio: result.median / first.median,
    target: measured[index]?.target ?? null,
  }));
  task.meta.rows = [...(task.meta.rows ?? []), ...rows];
}

function resultOf(name: string, samples: readonly number[]): Result {
  const sorted = samples.toSorted((one, other) => one - other);
  const at = (share: number) => sorted.at(Math.min(Math.floor(sorted.length * share), sorted.length - 1)) ?? Number.NaN;
  return { name, median: at(0.5), p95: at(0.95) };
}

/** How many milliseconds some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Looks again on every turn of the event loop. A timer would round the measured time up. */
export async function becomes(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error("waited for 20 seconds");
    await nextTurn();
  }
}
