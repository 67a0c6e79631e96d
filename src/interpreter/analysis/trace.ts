import type { Program } from "../compile/parse.ts";
import type { Job, Task, Timer, WaitKind } from "../event-loop/job.ts";
import type { Frame } from "../execution/frame.ts";
import type { Machine, RunObserver } from "../execution/machine.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";
import { observedRun, type Run } from "./run.ts";

/** A task in a queue. */
export interface QueuedTask {
  readonly task: Task;
  /** The line that the task runs; 1-based, 0 when it has none. */
  readonly line: number;
}

export interface WaitingTimer extends QueuedTask {
  /** When the timer is due, in virtual milliseconds since the program began. */
  readonly due: number;
}

/** A statement of a run: what runs, on which line and when. */
export interface Moment {
  /** Virtual milliseconds since the program began. */
  readonly at: number;
  /** The line that runs next; 0 at the end of the program. */
  readonly line: number;
  /** The task that the line belongs to. */
  readonly task: Task;
}

/** The state of the event loop when a statement begins, and once more when the program has ended. */
export interface TraceStep extends Moment {
  /** Names of the functions on the call stack, outermost first; a function without a name has an empty one. */
  readonly stack: readonly string[];
  readonly ticks: readonly QueuedTask[];
  readonly microtasks: readonly QueuedTask[];
  readonly timers: readonly WaitingTimer[];
  readonly immediates: readonly QueuedTask[];
  /** How many lines have been printed. */
  readonly printed: number;
}

/** Something that took time, in virtual milliseconds since the program began. */
export interface TimeSpan extends QueuedTask {
  readonly from: number;
  readonly until: number;
}

export interface WaitSpan extends TimeSpan {
  readonly kind: WaitKind;
  /** When the callback ran: later than `until` when the thread was busy; null when it never ran. */
  readonly ran: number | null;
}

/** A run with everything that happened in it. */
export interface Trace {
  readonly run: Run;
  /** At least one: the end of the program. */
  readonly steps: readonly TraceStep[];
  /** Whether the run had more steps than `steps` holds. */
  readonly cut: boolean;
  /** What kept the thread busy or blocked, in order. */
  readonly thread: readonly TimeSpan[];
  /** What the program waited for without blocking the thread, in the order in which the waits began. */
  readonly waits: readonly WaitSpan[];
}

const mostSteps = 400;

/**
 * Characters of a function's name. This is the only limit on names: everything that shows them has room for this many.
 */
const mostNameLength = 36;

/**
 * Runs a program and records what happens.
 * @throws ProgramRefusal
 */
export function traceProgram(program: Program, options: { nodeLine: NodeLine; overrides?: Overrides }): Trace {
  const recorder = new Recorder();
  const run = observedRun(program, { ...options, observer: recorder, onMachine: (machine) => recorder.watch(machine) });
  recorder.end();
  return { run, steps: recorder.steps, cut: recorder.cut, thread: recorder.thread, waits: recorder.waits };
}

class Recorder implements RunObserver {
  readonly steps: TraceStep[] = [];
  readonly thread: TimeSpan[] = [];
  readonly waits: WaitSpan[] = [];
  cut = false;
  #machine: Machine | null = null;
  #jobs: Job[] = [];
  readonly #waitIndexes = new Map<Job, number>();

  watch(machine: Machine): void {
    this.#machine = machine;
  }

  statement(line: number, frames: readonly Frame[]): void {
    this.#record(
      line,
      frames.map((frame) => shortName(frame.code.name)),
    );
  }

  end(): void {
    this.#record(0, []);
  }

  #record(line: number, stack: readonly string[]): void {
    if (this.#machine === null) return;
    if (this.steps.length >= mostSteps) {
      this.cut = true;
      return;
    }
    const { loop, output } = this.#machine;
    const waiting = (queue: readonly { job: Job }[]) => queue.map(({ job }) => queued(job));
    this.steps.push({
      at: loop.now,
      line,
      task: shortTask(this.#jobs.at(-1)?.task ?? { kind: "main-script" }),
      stack,
      ticks: waiting(loop.ticks),
      microtasks: waiting(loop.microtasks),
      timers: loop.timers.all().map((timer) => ({ ...queued(timer), due: timer.due })),
      immediates: waiting(loop.immediates),
      printed: output.size,
    });
  }

  began(job: Job, now: number): void {
    this.#jobs.push(job);
    const index = this.#waitIndexes.get(job);
    const wait = index === undefined ? undefined : this.waits[index];
    if (index !== undefined && wait !== undefined) this.waits[index] = { ...wait, ran: now };
  }

  ended(): void {
    this.#jobs.pop();
  }

  blocked(task: Task, from: number, until: number): void {
    if (until > from) this.thread.push({ task: shortTask(task), line: this.#machine?.line() ?? 0, from, until });
  }

  waitBegan(timer: Timer): void {
    if (this.waits.length >= mostSteps) return;
    this.#waitIndexes.set(timer, this.waits.length);
    const { start, due, wait } = timer;
    this.waits.push({ ...queued(timer), from: start, until: due, kind: wait, ran: null });
  }
}

function queued({ task, line }: Job): QueuedTask {
  return { task: shortTask(task), line };
}

function shortTask(task: Task): Task {
  return task.name === undefined ? task : { ...task, name: shortName(task.name) };
}

function shortName(name: string): string {
  return name.length > mostNameLength ? `${name.slice(0, mostNameLength - 1)}…` : name;
}
