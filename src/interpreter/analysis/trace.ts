import type { Program } from "../compile/parse.ts";
import type { Job, Timer, WaitKind } from "../event-loop/job.ts";
import type { Frame } from "../execution/frame.ts";
import type { Machine, RunObserver } from "../execution/machine.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";
import { type Run, runProgram } from "./run.ts";

/** What waits for its turn, as people would call it. */
interface Waiting {
  readonly label: string;
  /** The line it will run; 1-based. */
  readonly line: number;
}

interface WaitingTimer extends Waiting {
  /** When it is due, in virtual milliseconds since the program began. */
  readonly due: number;
}

/** The state of the event loop when a statement begins, or when nothing runs any more. */
export interface TraceStep {
  /** Virtual milliseconds since the program began. */
  readonly at: number;
  /** The line that runs next; 0 at the end. */
  readonly line: number;
  /** The callback that it belongs to: `main script`, `then callback`. */
  readonly job: string;
  /** Functions in progress, outermost first. */
  readonly stack: readonly string[];
  readonly ticks: readonly Waiting[];
  readonly microtasks: readonly Waiting[];
  readonly timers: readonly WaitingTimer[];
  readonly immediates: readonly Waiting[];
  /** How many lines had been printed. */
  readonly printed: number;
}

/** Something that took time, in virtual milliseconds since the program began. */
export interface Span {
  readonly label: string;
  readonly line: number;
  readonly from: number;
  readonly until: number;
}

export interface WaitSpan extends Span {
  readonly kind: WaitKind;
  /** When its callback ran, later than `until` when the thread was busy; null when it never did. */
  readonly ran: number | null;
}

/** One run, watched. */
export interface Trace {
  readonly run: Run;
  readonly steps: readonly TraceStep[];
  /** Whether there were more steps than are kept. */
  readonly cut: boolean;
  /** What kept the thread busy, or waiting in a blocking call, in order. */
  readonly thread: readonly Span[];
  /** What was waited for without the thread, in the order in which it began. */
  readonly waits: readonly WaitSpan[];
}

const mostSteps = 400;

/**
 * Runs a program and keeps what happened.
 * @throws ProgramRefused
 */
export function traceProgram(program: Program, options: { nodeLine: NodeLine; overrides?: Overrides }): Trace {
  const recorder = new Recorder();
  const run = runProgram(program, { ...options, observer: recorder, onMachine: (machine) => recorder.watch(machine) });
  recorder.end();
  return { run, steps: recorder.steps, cut: recorder.cut, thread: recorder.thread, waits: recorder.waits };
}

class Recorder implements RunObserver {
  readonly steps: TraceStep[] = [];
  readonly thread: Span[] = [];
  readonly waits: WaitSpan[] = [];
  cut = false;
  #machine: Machine | null = null;
  #jobs: Job[] = [];
  readonly #placeOf = new Map<Timer, number>();

  watch(machine: Machine): void {
    this.#machine = machine;
  }

  statement(line: number, frames: readonly Frame[]): void {
    this.#keep(
      line,
      frames.map((frame) => frame.code.name || "(anonymous)"),
    );
  }

  end(): void {
    this.#keep(0, []);
  }

  #keep(line: number, stack: readonly string[]): void {
    if (this.#machine === null) return;
    if (this.steps.length >= mostSteps) {
      this.cut = true;
      return;
    }
    const { loop, output } = this.#machine;
    const waiting = (queue: readonly { job: Job }[]) => queue.map(({ job }) => ({ label: job.label, line: job.line }));
    this.steps.push({
      at: loop.now,
      line,
      job: this.#jobs.at(-1)?.label ?? "",
      stack,
      ticks: waiting(loop.ticks),
      microtasks: waiting(loop.microtasks),
      timers: loop.timers.all().map((timer) => ({ label: timer.label, line: timer.line, due: timer.due })),
      immediates: waiting(loop.immediates),
      printed: output.size,
    });
  }

  began(job: Job, now: number): void {
    this.#jobs.push(job);
    const place = this.#placeOf.get(job as Timer);
    const wait = place === undefined ? undefined : this.waits[place];
    if (place !== undefined && wait !== undefined) this.waits[place] = { ...wait, ran: now };
  }

  ended(): void {
    this.#jobs.pop();
  }

  held(label: string, from: number, until: number): void {
    if (until > from) this.thread.push({ label, line: this.#machine?.line() ?? 0, from, until });
  }

  waitBegan(timer: Timer): void {
    if (this.waits.length >= mostSteps) return;
    this.#placeOf.set(timer, this.waits.length);
    const { label, line, start, due, wait } = timer;
    this.waits.push({ label, line, from: start, until: due, kind: wait, ran: null });
  }
}
