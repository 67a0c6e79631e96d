import type { ProgramRefusalCode } from "../rules/program-refusal.ts";
import type { ModuleKind } from "../rules/semantics.ts";
import type { Analysis } from "./analyse.ts";
import type { Prediction } from "./diagnose.ts";
import type { Race } from "./race.ts";
import { isSameOutput } from "./run.ts";
import type { Moment, QueuedTask, TimeSpan, TraceStep, WaitingTimer, WaitSpan } from "./trace.ts";

/** The first items of a list that may be long, and how many more there are. */
export interface Truncated<Item> {
  readonly first: readonly Item[];
  readonly more: number;
}

/** A step of the event loop as people look at it. */
export interface TracedStep extends Moment {
  /** Names of the functions on the call stack, innermost first; a function without a name has an empty one. */
  readonly stack: Truncated<string>;
  readonly ticks: Truncated<QueuedTask>;
  readonly microtasks: Truncated<QueuedTask>;
  /** The one that is due first comes first. */
  readonly timers: Truncated<WaitingTimer>;
  readonly immediates: Truncated<QueuedTask>;
  /** How many lines have been printed. */
  readonly printed: number;
}

/** What a misconception predicts that a program prints; only the beginning. */
export interface PredictedOutput {
  readonly misconception: string;
  readonly output: Truncated<string>;
  readonly exitCode: number;
}

/** An analysis that is small enough to pass from thread to thread without a pause. */
export interface TracedProgram {
  readonly module: ModuleKind;
  readonly output: readonly string[];
  readonly exitCode: number;
  /** Null when the order is guaranteed. */
  readonly race: Race | null;
  readonly elapsedMs: number;
  /** What kept the thread busy, and what was waited for without it; the first of each. */
  readonly thread: readonly TimeSpan[];
  readonly waits: readonly WaitSpan[];
  /** At least one. */
  readonly steps: readonly TracedStep[];
  /** Whether the run had more steps than `steps` holds. */
  readonly cut: boolean;
  /** The misconceptions that predict another output. */
  readonly wrong: readonly PredictedOutput[];
}

/** Why a program has no trace: the interpreter refuses it, or the analysis reached a limit of its thread. */
export interface TraceRefusal {
  readonly code: ProgramRefusalCode | "too-slow" | "too-busy";
  /** What the interpreter refused, in a sentence; empty when the code says everything. */
  readonly message: string;
  /** 1-based; 0 when the refusal is not about a line. */
  readonly line: number;
  readonly column: number;
}

export type TraceResult =
  | { readonly type: "traced"; readonly program: TracedProgram }
  | { readonly type: "refused"; readonly refusal: TraceRefusal };

/** How many items of each list of a step are kept. */
const mostWaiting = 8;
const mostSpans = 40;
const mostWrongLines = 12;
const mostWrongLine = 200;

/** The part of an analysis that people look at. */
export function tracedProgram(analysis: Analysis): TracedProgram {
  const { module, output, exitCode, race, elapsedMs, trace } = analysis;
  return {
    module,
    output,
    exitCode,
    race,
    elapsedMs,
    thread: trace.thread.slice(0, mostSpans),
    waits: trace.waits.slice(0, mostSpans),
    steps: trace.steps.map(tracedStep),
    cut: trace.cut,
    wrong: analysis.predictions.filter((prediction) => differs(prediction, analysis)).map(predictedOutput),
  };
}

function differs(prediction: Prediction, { output, exitCode }: Analysis): boolean {
  return !isSameOutput(prediction.output, output) || prediction.exitCode !== exitCode;
}

function predictedOutput({ id, output, exitCode }: Prediction): PredictedOutput {
  const shortened = truncated(output, mostWrongLines);
  const first = shortened.first.map((line) =>
    line.length > mostWrongLine ? `${line.slice(0, mostWrongLine)}…` : line,
  );
  return { misconception: id, output: { ...shortened, first }, exitCode };
}

function tracedStep({ at, line, task, stack, ticks, microtasks, timers, immediates, printed }: TraceStep): TracedStep {
  const shortened = <Item>(items: readonly Item[]) => truncated(items, mostWaiting);
  return {
    at,
    line,
    task,
    stack: shortened(stack.toReversed()),
    ticks: shortened(ticks),
    microtasks: shortened(microtasks),
    timers: shortened([...timers].sort((one, other) => one.due - other.due)),
    immediates: shortened(immediates),
    printed,
  };
}

function truncated<Item>(items: readonly Item[], most: number): Truncated<Item> {
  const first = items.slice(0, most);
  return { first, more: items.length - first.length };
}
