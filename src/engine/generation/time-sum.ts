import { type Trace, traceProgram } from "../../interpreter/analysis/trace.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type {
  ProgramTimeline,
  TimePart,
  TimeReason,
  TimeSum,
  TimingQuestion,
  WrongTime,
} from "../question/question.ts";
import { ruleOfBoth } from "./candidates.ts";
import { nodeLine } from "./generation-input.ts";

/** Zero-delay timers take a millisecond each, which no question asks about. */
const roundingMs = 10;

/** Parts follow one another if one starts this soon after the other has ended. */
const toleranceMs = 15;

export function rounded(milliseconds: number): number {
  return Math.round(milliseconds / roundingMs) * roundingMs;
}

/** A part of a run, with its time. */
interface Span {
  readonly part: TimePart;
  readonly from: number;
  readonly until: number;
}

/** What the time of a program adds up to, and what it adds up to under misconceptions. The true run is traced once. */
export function timeSumsIn(program: Program): {
  readonly truth: Pick<TimingQuestion, "parts" | "timeline">;
  readonly sumsOf: (wrong: Pick<WrongTime, "misconceptions" | "pair">) => (TimeSum | null)[];
} {
  const truth = traceProgram(program, { nodeLine });
  const spans = spansOf(program, truth);
  const chain = chainTo(spans, truth.run.elapsedMs, []);
  const sumUnder = (ids: readonly MisconceptionId[]): TimeSum | null => {
    const rule = ruleOf(ids);
    if (chain === null || rule === null) return null;
    const predicted = traceProgram(program, { nodeLine, overrides: rule.overrides });
    const counted = chainTo(spansOf(program, predicted), predicted.run.elapsedMs, chain);
    return counted === null ? null : { counted: partsOf(counted), reason: reasonFor(counted, chain, spans) };
  };
  return {
    truth: { parts: partsOf(chain ?? []), timeline: timelineOf(truth) },
    sumsOf: ({ misconceptions, pair }) =>
      pair === null ? misconceptions.map((id) => sumUnder([id])) : [sumUnder(pair)],
  };
}

function ruleOf(ids: readonly MisconceptionId[]) {
  const [one, other] = ids.map((id) => misconceptionRules.find((rule) => rule.id === id));
  return one && other ? ruleOfBoth(one, other) : (one ?? null);
}

function timelineOf({ run, thread, waits }: Trace): ProgramTimeline {
  return { elapsedMs: run.elapsedMs, thread, waits };
}

/** Everything that took time and was not given up. */
function spansOf({ source }: Program, { waits, thread }: Trace): readonly Span[] {
  const lines = source.split("\n");
  const started = [
    ...waits
      .filter(({ ran }) => ran !== null)
      .map(({ kind, ...wait }) => ({ ...wait, what: kind === "worker" ? ("worker" as const) : ("wait" as const) })),
    ...thread.map((span) => ({ ...span, what: workIn(lines[span.line - 1] ?? "") })),
  ];
  return started
    .map(
      ({ what, line, from, until }): Span => ({
        part: { what, line, milliseconds: rounded(until - from) },
        from,
        until,
      }),
    )
    .filter(({ part }) => part.milliseconds > 0)
    .sort((one, other) => one.from - other.from || one.part.line - other.part.line);
}

function workIn(line: string): TimePart["what"] {
  return /\bdiskSync\(/.test(line) && !/\bcpu\(/.test(line) ? "read" : "calculation";
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) < toleranceMs;
}

/**
 * Parts that follow one another without a gap from the start of a run until this moment, so that their times add up to
 * it. Null if there are none. If a wait ends together with work on the thread, the work counts: what starts next had to
 * wait for the thread, and need not have anything to do with the wait.
 * @param preferred the parts to take when several end at the same moment
 */
function chainTo(spans: readonly Span[], end: number, preferred: readonly Span[]): readonly Span[] | null {
  if (end < toleranceMs) return [];
  const isPreferred = ({ part }: Span) => preferred.some((other) => isSame(other.part, part));
  const ending = spans
    .filter(({ from, until }) => isClose(until, end) && from < end - roundingMs / 2)
    .sort(
      (one, other) =>
        Number(isPreferred(other)) - Number(isPreferred(one)) ||
        Number(isWait(one)) - Number(isWait(other)) ||
        one.from - other.from,
    );
  for (const span of ending) {
    const before = chainTo(spans, span.from, preferred);
    if (before !== null) return [...before, span];
  }
  return null;
}

/** A wait that a misconception starts has no line. */
function isSame(one: TimePart, other: TimePart): boolean {
  return one.milliseconds === other.milliseconds && (one.line === other.line || one.line === 0 || other.line === 0);
}

/** The parts of one list that another list lacks; each part of the other list accounts for one. */
function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  const left = [...others];
  return spans.filter(({ part }) => {
    const found = left.findIndex((other) => isSame(other.part, part));
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

function partsOf(spans: readonly Span[]): readonly TimePart[] {
  return spans.map(({ part }) => part);
}

/** A difference between what was counted and what counts on Node, as far as Node's own run shows it. */
function reasonFor(counted: readonly Span[], chain: readonly Span[], all: readonly Span[]): TimeReason | null {
  const [missing] = without(chain, counted);
  const extra = without(counted, chain);
  const [only, ...more] = chain;
  if (
    missing === undefined &&
    only &&
    more.length === 0 &&
    extra.length > 1 &&
    all.every((span) => isWithin(span, only))
  ) {
    return { kind: "during", part: only.part };
  }
  const total = (spans: readonly Span[]) => spans.reduce((sum, { part }) => sum + part.milliseconds, 0);
  const overlap = overlapOf(extra, chain, all);
  if (missing === undefined || (overlap !== null && total(counted) > total(chain))) return overlap;
  return laterPart(missing, chain);
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.from > outer.from - toleranceMs && inner.until < outer.until + toleranceMs;
}

/** A part that was counted, although on Node it runs during one that counts. */
function overlapOf(extra: readonly Span[], chain: readonly Span[], all: readonly Span[]): TimeReason | null {
  const others = all.filter((span) => !chain.includes(span));
  const beside = others.filter(({ part }) => extra.some((counted) => isSame(counted.part, part)));
  for (const span of beside) {
    const other = chain.find(
      ({ from, until }) => Math.min(until, span.until) - Math.max(from, span.from) >= toleranceMs,
    );
    if (other === undefined) continue;
    const isOnlyPair = all.length === 2 || all.filter(isWait).length === 2;
    const [first, second] = other.from <= span.from ? [other, span] : [span, other];
    return {
      kind: "overlap",
      parts: [first.part, second.part],
      together: isClose(first.from, second.from),
      areAllWaits: isOnlyPair && isWait(first) && isWait(second),
    };
  }
  return null;
}

function isWait({ part }: Span): boolean {
  return part.what === "wait" || part.what === "worker";
}

/** A part that was not counted, although on Node it starts when another part has ended, or the program ends with it. */
function laterPart(missing: Span, chain: readonly Span[]): TimeReason {
  const index = chain.indexOf(missing);
  const before = chain[index - 1];
  if (before) return { kind: "after", part: missing.part, after: before.part };
  const next = chain[index + 1];
  return next ? { kind: "after", part: next.part, after: missing.part } : { kind: "ends-with", part: missing.part };
}
