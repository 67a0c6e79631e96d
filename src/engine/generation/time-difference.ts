import { type Trace, traceProgram } from "../../interpreter/analysis/trace.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { Activity, TimeDifference } from "../question/question.ts";
import { isShowable, nodeLine } from "./generation-input.ts";

/** Zero-delay timers take a millisecond each, which no question asks about. */
const roundingMs = 10;

/** A smaller difference explains nothing: a misconception may order timers of the same time in another way. */
const leastMs = 50;

export function rounded(milliseconds: number): number {
  return Math.round(milliseconds / roundingMs) * roundingMs;
}

/** Finds what comes at another time under misconceptions. The true run is traced once. */
export function timeDifferencesIn(program: Program): (misconceptions: readonly MisconceptionId[]) => TimeDifference[] {
  let truth: Trace | null = null;
  return (misconceptions) =>
    misconceptions.flatMap((misconception) => {
      const rule = misconceptionRules.find(({ id }) => id === misconception);
      if (rule === undefined) return [];
      truth ??= traceProgram(program, { nodeLine });
      return [differenceBetween(truth, traceProgram(program, { nodeLine, overrides: rule.overrides }))];
    });
}

/** The first printed line that comes at another time; otherwise the first wait or work; otherwise the end. */
function differenceBetween(truth: Trace, predicted: Trace): TimeDifference {
  const linesPredicted = timesOfLines(predicted);
  for (const [line, at] of timesOfLines(truth)) {
    const predictedAt = linesPredicted.get(line);
    if (predictedAt === undefined || Math.abs(predictedAt - at) < leastMs) continue;
    return { kind: "line", line, nodeMs: rounded(at), predictedMs: rounded(predictedAt) };
  }
  const activitiesPredicted = activitiesOf(predicted);
  for (const [line, activity] of activitiesOf(truth)) {
    const other = activitiesPredicted.get(line);
    if (other === undefined || !isApart(activity, other)) continue;
    const what = truth.waits.some((wait) => wait.line === line) ? "wait" : "work";
    return { kind: "activity", what, line, node: activity, predicted: other };
  }
  return { kind: "end", node: endOf(truth), predicted: endOf(predicted) };
}

/** When each line was printed, without lines that were printed twice or that no chat shows as code. */
function timesOfLines({ run: { output, printedAt } }: Trace): ReadonlyMap<string, number> {
  const once = output.filter((line) => isShowable(line) && output.indexOf(line) === output.lastIndexOf(line));
  return new Map(once.map((line) => [line, printedAt[output.indexOf(line)] ?? 0]));
}

/** What the program waited for or worked on, by the line that started it, without lines that did so twice. */
function activitiesOf({ waits, thread }: Trace): ReadonlyMap<number, Activity> {
  const spans = [...waits, ...thread].sort((one, other) => one.from - other.from || one.line - other.line);
  const once = spans.filter(({ line }) => line > 0 && spans.filter((span) => span.line === line).length === 1);
  return new Map(once.map(({ line, from, until }) => [line, { fromMs: rounded(from), untilMs: rounded(until) }]));
}

function isApart(one: Activity, other: Activity): boolean {
  return Math.abs(one.fromMs - other.fromMs) >= leastMs || Math.abs(one.untilMs - other.untilMs) >= leastMs;
}

function endOf({ run: { exitCode, elapsedMs } }: Trace) {
  return { exitCode, endMs: rounded(elapsedMs) };
}
