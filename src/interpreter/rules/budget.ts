import type { ProgramRefusalCode } from "./program-refusal.ts";

/** What a program may use, far above the needs of a teaching snippet. */
export const bounds = {
  /** Characters of source text. */
  source: 20_000,
  /** Instructions of one run. */
  steps: 2_000_000,
  /** Depth of the call stack. */
  depth: 800,
  /** Jobs in one queue. */
  queue: 5_000,
  /** Timers that wait at the same time. */
  timers: 1_000,
  /** Lines of output. */
  lines: 1_000,
  /** Characters of output. */
  output: 100_000,
  /** Elements of an array, characters of a string. */
  length: 100_000,
  /** All elements of arrays that are created in a run, plus a sixteenth of the characters of its strings. */
  memory: 4_000_000,
  /** Virtual milliseconds: 24 hours. */
  time: 86_400_000,
  /** Jobs of one run. */
  jobs: 20_000,
} as const;

/** Counts what one run uses, and ends it at a bound. */
export class Budget {
  #jobs = 0;
  #memory = 0;
  readonly #refuse: (code: ProgramRefusalCode, message: string) => never;

  constructor(refuse: (code: ProgramRefusalCode, message: string) => never) {
    this.#refuse = refuse;
  }

  /** Creates elements of arrays, or sixteenths of characters of strings. */
  spend(units: number): void {
    this.#memory += units;
    if (this.#memory > bounds.memory) this.#refuse("too-much-memory", "The program uses too much memory.");
  }

  /** @param length the jobs in the queue, with the one that was added */
  queued(length: number): void {
    if (length > bounds.queue)
      this.#refuse("too-much-queued", `At most ${bounds.queue} callbacks may wait in a queue.`);
    if (++this.#jobs <= bounds.jobs) return;
    this.#refuse("never-ends", `The program queues more than ${bounds.jobs} callbacks. Does it end?`);
  }

  /** @param count the pending timers, with the one that was set */
  timerSet(count: number): void {
    if (count > bounds.timers)
      this.#refuse("too-many-timers", `At most ${bounds.timers} timers may wait at the same time.`);
    if (++this.#jobs <= bounds.jobs) return;
    this.#refuse("never-ends", `The program sets more than ${bounds.jobs} timers. Is every interval cleared?`);
  }

  /** @param turns the turns of the event loop so far */
  turned(turns: number): void {
    if (turns > bounds.jobs) this.#refuse("never-ends", "The event loop never ends. Is every interval cleared?");
  }

  /** @param now the virtual time */
  timePassed(now: number): void {
    if (now > bounds.time) this.#refuse("too-long-a-wait", "The program waits for more than a day.");
  }
}
