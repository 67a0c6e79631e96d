import type { Jitter, Job } from "./job.ts";

/** How long the disk takes without jitter. Its answers race with anything that short. */
const inputMs = 2;

/** Pending input operations, each with the time at which its answer arrives. */
export class Inputs {
  readonly #readyAt = new Map<Job, number>();

  /** @returns how many are pending, including this one */
  add(job: Job, now: number, jitter: Jitter | null): number {
    this.#readyAt.set(job, now + (jitter?.input() ?? inputMs));
    return this.#readyAt.size;
  }

  take(job: Job): void {
    this.#readyAt.delete(job);
  }

  /** When the next answer arrives; infinite when none is pending. */
  next(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.#readyAt.values());
  }

  /** Answers that have arrived, in the order of arrival. */
  ready(now: number): readonly Job[] {
    const arrived = [...this.#readyAt].filter(([, time]) => time <= now);
    return arrived.sort(([, one], [, other]) => one - other).map(([job]) => job);
  }
}
