import type { ProgramRefusalCode } from "../rules/program-refused.ts";
import type { ModuleKind } from "../rules/semantics.ts";
import type { Analysis } from "./analyse.ts";
import type { Prediction } from "./diagnose.ts";
import type { Race } from "./race.ts";
import { isSameOutput } from "./run.ts";
import type { Span, TraceStep, WaitSpan } from "./trace.ts";

type Waiting = TraceStep["ticks"][number];
type WaitingTimer = TraceStep["timers"][number];

/** The first of a list that may be long, and how many more there are. */
export interface Truncated<Item> {
  readonly first: readonly Item[];
  readonly more: number;
}

/** A step of the event loop as people look at it. */
export interface TracedStep {
  /** Virtual milliseconds since the program began. */
  readonly at: number;
  /** The line that runs next, 1-based; 0 at the end. */
  readonly line: number;
  readonly job: string;
  /** Functions in progress, innermost first. */
  readonly stack: Truncated<string>;
  readonly ticks: Truncated<Waiting>;
  readonly microtasks: Truncated<Waiting>;
  /** The one that is due first stands first. */
  readonly timers: Truncated<WaitingTimer>;
  readonly immediates: Truncated<Waiting>;
  /** How many lines had been printed. */
  readonly printed: number;
}

/** What one misconception would have a program print; only its beginning. */
export interface PredictedOutput {
  readonly misconception: string;
  readonly output: Truncated<string>;
  readonly exitCode: number;
}

/** What is known about a program, small enough to be handed from thread to thread in no time. */
export interface TracedProgram {
  readonly module: ModuleKind;
  readonly output: readonly string[];
  readonly exitCode: number;
  /** Null when the order is guaranteed. */
  readonly race: Race | null;
  readonly elapsedMs: number;
  /** What kept the thread busy, and what was waited for without it; the first of each. */
  readonly thread: readonly Span[];
  readonly waits: readonly WaitSpan[];
  /** At least one. */
  readonly steps: readonly TracedStep[];
  /** Whether there were more steps than are kept. */
  readonly cut: boolean;
  /** The misconceptions that would print something else. */
  readonly wrong: readonly PredictedOutput[];
}

/** Why a program has no trace: what the interpreter declines, or what keeping it apart costs. */
export interface TraceRefusal {
  readonly code: ProgramRefusalCode | "too-slow" | "too-busy";
  /** What stands in the way, in a sentence; empty where the code says all. */
  readonly message: string;
  /** 1-based; 0 where it is about no place. */
  readonly line: number;
  readonly column: number;
}

export type TraceResult =
  | { readonly type: "traced"; readonly program: TracedProgram }
  | { readonly type: "refused"; readonly refusal: TraceRefusal };

/** Of every list of a step so many are kept. */
const mostWaiting = 8;
const mostLabel = 60;
const mostSpans = 40;
const mostWrongLines = 12;
const mostWrongLine = 200;

/** What of an analysis people look at. */
export function tracedProgram(analysis: Analysis): TracedProgram {
  const { module, output, exitCode, race, elapsedMs, trace } = analysis;
  return {
    module,
    output,
    exitCode,
    race: race && { first: labelled(race.first), second: labelled(race.second) },
    elapsedMs,
    thread: trace.thread.slice(0, mostSpans).map((span) => ({ ...span, label: labelled(span.label) })),
    waits: trace.waits.slice(0, mostSpans).map((span) => ({ ...span, label: labelled(span.label) })),
    steps: trace.steps.map(tracedStep),
    cut: trace.cut,
    wrong: analysis.predictions.filter((prediction) => differs(prediction, analysis)).map(wrongOutput),
  };
}

function differs(prediction: Prediction, { output, exitCode }: Analysis): boolean {
  return !isSameOutput(prediction.output, output) || prediction.exitCode !== exitCode;
}

function wrongOutput({ id, output, exitCode }: Prediction): PredictedOutput {
  const few = truncated(output, mostWrongLines);
  const first = few.first.map((line) => (line.length > mostWrongLine ? `${line.slice(0, mostWrongLine)}…` : line));
  return { misconception: id, output: { ...few, first }, exitCode };
}

function tracedStep(step: TraceStep): TracedStep {
  const { at, line, job, printed } = step;
  const timers = [...step.timers].sort((one, other) => one.due - other.due);
  return {
    at,
    line,
    job: labelled(job),
    stack: truncated(step.stack.toReversed().map(labelled), mostWaiting),
    ticks: waitingFew(step.ticks),
    microtasks: waitingFew(step.microtasks),
    timers: waitingFew(timers),
    immediates: waitingFew(step.immediates),
    printed,
  };
}

function waitingFew<Item extends Waiting>(items: readonly Item[]): Truncated<Item> {
  const few = truncated(items, mostWaiting);
  return { ...few, first: few.first.map((item) => ({ ...item, label: labelled(item.label) })) };
}

function truncated<Item>(items: readonly Item[], most: number): Truncated<Item> {
  const first = items.slice(0, most);
  return { first, more: items.length - first.length };
}

function labelled(label: string): string {
  return label.length > mostLabel ? `${label.slice(0, mostLabel - 1)}…` : label;
}
