import type { ProgramRefusalCode } from "./program-refused.ts";

/** What a program may use. Each has its own refusal; all are far above what a teaching snippet needs. */
export const bounds = {
  /** Characters of source text. */
  source: 20_000,
  /** Instructions of one run. */
  steps: 2_000_000,
  /** Calls inside calls. */
  depth: 800,
  /** Jobs in one queue. */
  queue: 5_000,
  /** Timers that wait at one time. */
  timers: 1_000,
  /** Lines of output. */
  lines: 1_000,
  /** Characters of output. */
  output: 100_000,
  /** Elements of one array, characters of one text. */
  length: 100_000,
  /** Elements of arrays made in one run, and a sixteenth of the characters of its texts, taken together. */
  memory: 4_000_000,
  /** Virtual milliseconds: 24 hours. */
  time: 86_400_000,
  /** Jobs that one run takes from its queues. */
  jobs: 20_000,
} as const;

/** What one run may still use; the run is refused when it asks for more. */
export class Budget {
  #jobs = 0;
  #memory = 0;
  readonly #refuse: (code: ProgramRefusalCode, message: string) => never;

  constructor(refuse: (code: ProgramRefusalCode, message: string) => never) {
    this.#refuse = refuse;
  }

  /** Elements of arrays are made, or sixteenths of the characters of texts. */
  spend(units: number): void {
    this.#memory += units;
    if (this.#memory > bounds.memory) this.#refuse("too-much-memory", "More memory than a program is given.");
  }

  /** A job has been queued; so many wait in its queue now. */
  queued(length: number): void {
    if (length > bounds.queue) this.#refuse("too-much-queued", `More than ${bounds.queue} callbacks in one queue.`);
    if (++this.#jobs <= bounds.jobs) return;
    this.#refuse("never-ends", `More than ${bounds.jobs} callbacks: does the program end?`);
  }

  /** A timer has been set; so many are pending now. */
  timerSet(count: number): void {
    if (count > bounds.timers) this.#refuse("too-many-timers", `More than ${bounds.timers} timers at one time.`);
    if (++this.#jobs <= bounds.jobs) return;
    this.#refuse("never-ends", `More than ${bounds.jobs} timers: does every interval end?`);
  }

  /** The loop has gone round so often. */
  turned(turns: number): void {
    if (turns > bounds.jobs) this.#refuse("never-ends", "The event loop goes round without end.");
  }

  /** Virtual time has come to this. */
  timePassed(now: number): void {
    if (now > bounds.time) this.#refuse("too-long-a-wait", "The program waits for more than a day.");
  }
}
