import type { Budget } from "./budget.ts";
import type { Job, Timer } from "./job.ts";

/** How real time strays from the plan; the true run has none. All in milliseconds. */
export interface Jitter {
  /** What one statement takes. */
  statement(): number;
  /** How long the stream takes to open for the first line that is printed. */
  opening(): number;
  /** How late a sleeping thread wakes. */
  wake(): number;
  /** How long the disk takes. */
  input(): number;
  /** Where between two whole milliseconds the program begins. */
  readonly phase: number;
  /** Whether the first turn of an ES module looks at timers before anything else; Node's lines differ. */
  looksAtTimersFirst(): boolean;
}

/** What someone who draws or checks the run is told. */
export interface LoopObserver {
  began(job: Job, now: number): void;
  ended(job: Job, now: number): void;
  /** The thread was kept busy, or kept waiting by a blocking call. */
  held(label: string, from: number, until: number): void;
  waitBegan(timer: Timer): void;
}

/** Who runs on this loop: the machine that owns it. */
export interface LoopOwner {
  /** Called with both queues empty; true when an unhandled rejection ends the program. */
  endsByRejection(): boolean;
  readonly budget: Budget;
}
