import type { Budget } from "../rules/budget.ts";

type JobKind = "main" | "tick" | "microtask" | "timer" | "interval" | "immediate" | "input";

/** What a piece of work is. The words for it are in `cards/`. */
export interface Task {
  readonly kind: TaskKind;
  /** The name of the function, if the kind is about one and it has a name. */
  readonly name?: string;
}

export const taskKinds = [
  "main-script",
  "set-timeout-callback",
  "set-interval-callback",
  "set-immediate-callback",
  "next-tick-callback",
  "queue-microtask-callback",
  "then-callback",
  "catch-callback",
  "finally-callback",
  "end-of-finally",
  "promise-executor",
  "followed-promise",
  "thenable",
  "combinator-input",
  "next-combinator-input",
  "async-function-start",
  "async-function-rest",
  "async-generator-return",
  "for-await-value",
  "for-await-end",
  "end-of-module",
  "catch-clause",
  "restarted-wait",
  "for-each-callback",
  "given-callback",
  "listener",
  "read-file-callback",
  "read-file-answer",
  "timers-promises-timeout",
  "timers-promises-immediate",
  "network-answer",
  "disk-answer",
  "worker-answer",
  "network-wait",
  "disk-wait",
  "worker-wait",
  "cpu-work",
  "busy-loop",
] as const;

export type TaskKind = (typeof taskKinds)[number];

export function isSameTask(one: Task, other: Task): boolean {
  return one.kind === other.kind && one.name === other.name;
}

/** One piece of work. It runs to its end before the next one begins. */
export interface Job {
  readonly kind: JobKind;
  readonly task: Task;
  /** The line that it runs first; 1-based, 0 when it has none. */
  readonly line: number;
  readonly run: () => void;
}

/** What a wait is for. Only `timer` and `interval` are timers of Node; the others have a declared duration. */
export const waitKinds = ["timer", "interval", "network", "disk", "worker"] as const;
export type WaitKind = (typeof waitKinds)[number];

/** Whether `setTimeout` or `setInterval` set it. The others are waits of host functions. */
export function isTimerOfNode(wait: WaitKind): boolean {
  return wait === "timer" || wait === "interval";
}

/** A job that runs after a delay. Times are virtual milliseconds since the program began. */
export interface Timer extends Job {
  readonly id: number;
  readonly wait: WaitKind;
  /** At least 1, as on Node. */
  readonly delay: number;
  /** Whether the program asked for no delay, 0 or 1. */
  readonly isZero: boolean;
  readonly repeats: boolean;
  /** When the delay began to count. */
  start: number;
  due: number;
  cancelled: boolean;
  /** Whether it keeps the program alive. */
  keepsAlive: boolean;
}

/** A job in a queue. */
export interface Queued {
  readonly job: Job;
  /** When it could have run at the earliest. */
  readonly readyAt: number;
  /** Its rank among everything that was queued. */
  readonly order: number;
}

/** How real time differs from the virtual clock, in milliseconds. Only the search for races uses it. */
export interface Jitter {
  /** How long one statement takes. */
  statement(): number;
  /** How long the output stream takes to open before the first line. */
  opening(): number;
  /** How late a sleeping thread wakes up. */
  wake(): number;
  /** How long the disk takes. */
  input(): number;
  /** How much longer than stated the next wait of `network`, `disk` or `worker` takes. */
  hostWait(): number;
  /** Where between two whole milliseconds the program begins. */
  readonly phase: number;
  /** Whether the first turn of an ES module looks at timers before anything else. Release lines of Node differ. */
  runsTimersFirst(): boolean;
}

/** Receives the events of a run. */
export interface LoopObserver {
  began(job: Job, now: number): void;
  ended(job: Job, now: number): void;
  /** Code or a blocking call kept the thread. */
  blocked(task: Task, from: number, until: number): void;
  waitBegan(timer: Timer): void;
}

/** The machine that runs on this loop. */
export interface LoopOwner {
  /** Called when both queues are empty; true when an unhandled rejection ends the program. */
  endsByRejection(): boolean;
  readonly budget: Budget;
  /** Whether the running code belongs to an async function, or to a module that awaits. */
  readonly running: { readonly inAsyncCode: boolean };
}
