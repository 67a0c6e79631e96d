import type { Jitter, Job } from "./job.ts";

/** What the disk takes by the plan, in milliseconds: its answers race with anything that short. */
const inputTime = 2;

/** What was asked of the disk, with the time at which the answer is there. */
export class Inputs {
  readonly #readyAt = new Map<Job, number>();

  /** How many wait, this one included. */
  add(job: Job, now: number, jitter: Jitter | null): number {
    this.#readyAt.set(job, now + (jitter?.input() ?? inputTime));
    return this.#readyAt.size;
  }

  take(job: Job): void {
    this.#readyAt.delete(job);
  }

  /** When the next answer is there; infinite when none is awaited. */
  next(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#readyAt.values());
  }

  /** Answers that are there, in the order in which they came. */
  ready(now: number): readonly Job[] {
    const come = [...this.#readyAt].filter(([, time]) => time <= now);
    return come.sort(([, one], [, other]) => one - other).map(([job]) => job);
  }
}
