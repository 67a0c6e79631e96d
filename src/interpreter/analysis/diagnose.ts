import type { Program } from "../compile/parse.ts";
import { bounds } from "../rules/budget.ts";
import { type MisconceptionRule, misconceptionRules } from "../rules/misconceptions.ts";
import { ProgramRefusal } from "../rules/program-refused.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";
import { isSameOutput, type Run, runProgram } from "./run.ts";
import { type TraceStep, traceProgram } from "./trace.ts";

/** What a program comes to in a mind that holds one misconception. */
export interface Prediction {
  readonly id: string;
  readonly output: readonly string[];
  readonly exitCode: number;
  readonly elapsedMs: number;
}

function overridesOf(misconceptions: readonly MisconceptionRule[]): Overrides {
  return Object.assign({}, ...misconceptions.map((one) => one.overrides));
}

/**
 * What each misconception predicts for a program; one whose mind never comes to an end predicts nothing.
 *
 * @param mostSteps instructions of each mind; one that takes more counts as never coming to an end
 */
export function predict(
  program: Program,
  nodeLine: NodeLine,
  minds: readonly MisconceptionRule[] = misconceptionRules,
  mostSteps: number = bounds.steps,
): Prediction[] {
  return minds.flatMap((mind) => {
    const run = runAs(program, nodeLine, [mind], mostSteps);
    if (run === null) return [];
    const { output, exitCode, elapsedMs } = run;
    return [{ id: mind.id, output, exitCode, elapsedMs }];
  });
}

function runAs(
  program: Program,
  nodeLine: NodeLine,
  minds: readonly MisconceptionRule[],
  mostSteps: number = bounds.steps,
): Run | null {
  try {
    return runProgram(program, { nodeLine, overrides: overridesOf(minds), mostSteps });
  } catch (error) {
    if (error instanceof ProgramRefusal) return null;
    throw error;
  }
}

/**
 * The misconceptions that explain a wrong output: those that predict it alone, else the pairs that do together.
 * Empty when none does, or when the output is right.
 */
export function explain(
  program: Program,
  nodeLine: NodeLine,
  answer: readonly string[],
): readonly (readonly string[])[] {
  const truth = runProgram(program, { nodeLine });
  if (isSameOutput(truth.output, answer)) return [];
  const predictions = predict(program, nodeLine);
  const alone = predictions.filter((one) => isSameOutput(one.output, answer)).map((one) => [one.id]);
  if (alone.length > 0) return alone;
  // A belief that changes nothing here adds nothing to a pair.
  const atWork = misconceptionRules.filter((mind) => {
    const found = predictions.find((one) => one.id === mind.id);
    return found !== undefined && !isSameOutput(found.output, truth.output);
  });
  const pairs = atWork.flatMap((one, index) => atWork.slice(index + 1).map((other) => [one, other] as const));
  return pairs
    .filter((pair) => isSameOutput(runAs(program, nodeLine, pair)?.output ?? [], answer))
    .map((pair) => pair.map((mind) => mind.id));
}

/** Where a wrong mind and the machine part ways. */
export interface Divergence {
  /** The last step on which both agree; null when they differ from the start. */
  readonly agreed: TraceStep | null;
  /** What the machine does next, and what the wrong mind takes it to do. Line 0 is the end. */
  readonly node: TraceStep;
  readonly misconception: TraceStep;
}

/** The first step at which they part ways; null when every step is the same. */
export function divergenceOf(program: Program, nodeLine: NodeLine, mind: MisconceptionRule): Divergence | null {
  const machine = traceProgram(program, { nodeLine });
  const wrong = traceProgram(program, { nodeLine, overrides: overridesOf([mind]) });
  const length = Math.max(machine.steps.length, wrong.steps.length);
  for (let index = 0; index < length; index++) {
    const right = machine.steps[index] ?? machine.steps.at(-1);
    const taken = wrong.steps[index] ?? wrong.steps.at(-1);
    if (right === undefined || taken === undefined) return null;
    if (right.line === taken.line && right.job === taken.job && right.at === taken.at) continue;
    return { agreed: machine.steps[index - 1] ?? null, node: right, misconception: taken };
  }
  return null;
}
