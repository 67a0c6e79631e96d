import type { Budget } from "../rules/budget.ts";

/** What the event loop can run next. */
type JobKind = "main" | "tick" | "microtask" | "timer" | "interval" | "immediate" | "input";

/**
 * What a piece of work is. Cards turn it into words, so that nobody has to read a sentence to decide something.
 */
export interface Task {
  readonly kind: TaskKind;
  /** The function's name, where the kind is about one; absent for a function without a name. */
  readonly name?: string;
}

export type TaskKind =
  | "main-script"
  | "set-timeout-callback"
  | "set-interval-callback"
  | "set-immediate-callback"
  | "next-tick-callback"
  | "queue-microtask-callback"
  | "then-callback"
  | "catch-callback"
  | "finally-callback"
  | "end-of-finally"
  | "promise-executor"
  | "followed-promise"
  | "thenable"
  | "combinator-input"
  | "next-combinator-input"
  | "async-function-start"
  | "async-function-rest"
  | "async-generator-return"
  | "for-await-value"
  | "for-await-end"
  | "end-of-module"
  | "catch-clause"
  | "restarted-wait"
  | "for-each-callback"
  | "listener"
  | "read-file-callback"
  | "read-file-answer"
  | "timers-promises-timeout"
  | "timers-promises-immediate"
  | "network-answer"
  | "disk-answer"
  | "worker-answer"
  | "network-wait"
  | "disk-wait"
  | "worker-wait"
  | "cpu-work"
  | "busy-loop";

export function isSameTask(one: Task, other: Task): boolean {
  return one.kind === other.kind && one.name === other.name;
}

/** One piece of work that runs to its end before the next begins. */
export interface Job {
  readonly kind: JobKind;
  readonly task: Task;
  /** The line of the code that it goes on with; 1-based, 0 when it has none. */
  readonly line: number;
  readonly run: () => void;
}

/** What a wait is for. Only `timer` and `interval` are real timers; the others are said to take their time. */
export type WaitKind = "timer" | "interval" | "network" | "disk" | "worker";

/** A job that waits for its time. Times are virtual milliseconds since the program began. */
export interface Timer extends Job {
  readonly id: number;
  readonly wait: WaitKind;
  /** At least 1: Node raises 0 to 1. */
  readonly delay: number;
  /** Whether a person wrote no delay, 0 or 1, and may take it for "at once". */
  readonly isZero: boolean;
  readonly repeats: boolean;
  /** When the delay began to count. */
  start: number;
  due: number;
  cancelled: boolean;
  /** Whether the program stays alive for it. */
  keepsAlive: boolean;
}

/** A job in a queue. */
export interface Queued {
  readonly job: Job;
  /** When it could have run at the earliest. */
  readonly readyAt: number;
  /** Which of all that was queued came first. */
  readonly order: number;
}

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
  held(task: Task, from: number, until: number): void;
  waitBegan(timer: Timer): void;
}

/** Who runs on this loop: the machine that owns it. */
export interface LoopOwner {
  /** Called with both queues empty; true when an unhandled rejection ends the program. */
  endsByRejection(): boolean;
  readonly budget: Budget;
}
