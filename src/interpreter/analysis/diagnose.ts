import type { Program } from "../compile/parse.ts";
import { isSameTask } from "../event-loop/job.ts";
import { bounds } from "../rules/budget.ts";
import { type MisconceptionRule, misconceptionRules } from "../rules/misconceptions.ts";
import { ProgramRefusal } from "../rules/program-refusal.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";
import { isSameOutput, type Run, runProgram } from "./run.ts";
import { type Moment, type Trace, traceProgram } from "./trace.ts";

/** The outcome of a program under a misconception. */
export interface Prediction {
  readonly id: string;
  readonly output: readonly string[];
  readonly exitCode: number;
  readonly elapsedMs: number;
}

/** What some misconceptions override together. Of two that override the same decision, the later one applies. */
function overridesOf(rules: readonly MisconceptionRule[]): Overrides {
  const [only] = rules;
  if (only !== undefined && rules.length === 1) return only.overrides;
  return rules.reduce((all, { overrides }) => Object.assign(all, overrides), {});
}

/**
 * What each misconception predicts for a program. A misconception under which the program never ends predicts nothing.
 *
 * @param mostSteps the longest run, in instructions; a longer one counts as one that never ends
 */
export function predict(
  program: Program,
  nodeLine: NodeLine,
  rules: readonly MisconceptionRule[] = misconceptionRules,
  mostSteps: number = bounds.steps,
): Prediction[] {
  return rules.flatMap((rule) => {
    const run = runUnder(program, nodeLine, [rule], mostSteps);
    if (run === null) return [];
    const { output, exitCode, elapsedMs } = run;
    return [{ id: rule.id, output, exitCode, elapsedMs }];
  });
}

function runUnder(
  program: Program,
  nodeLine: NodeLine,
  rules: readonly MisconceptionRule[],
  mostSteps: number = bounds.steps,
): Run | null {
  try {
    return runProgram(program, { nodeLine, overrides: overridesOf(rules), mostSteps });
  } catch (error) {
    if (error instanceof ProgramRefusal) return null;
    throw error;
  }
}

/**
 * The misconceptions that explain a wrong output: each one that predicts it alone or, when there is none, each pair
 * that predicts it together. Empty when nothing explains the output, or when it is right.
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
  // A misconception that changes nothing in this program adds nothing to a pair.
  const effective = misconceptionRules.filter((rule) => {
    const found = predictions.find((one) => one.id === rule.id);
    return found !== undefined && !isSameOutput(found.output, truth.output);
  });
  const pairs = effective.flatMap((one, index) => effective.slice(index + 1).map((other) => [one, other] as const));
  return pairs
    .filter((pair) => isSameOutput(runUnder(program, nodeLine, pair)?.output ?? [], answer))
    .map((pair) => pair.map((rule) => rule.id));
}

/** The first moment at which Node and a misconception differ. */
export interface Divergence {
  /** The last moment that is the same; null when they differ from the start. */
  readonly after: Moment | null;
  readonly node: Moment;
  readonly misconception: Moment;
}

/** Finds divergences in one program. The true run is traced once, when the first divergence is asked for. */
export function divergenceFinder(program: Program, nodeLine: NodeLine): (rule: MisconceptionRule) => Divergence | null {
  let truth: Trace | null = null;
  return (rule) => {
    truth ??= traceProgram(program, { nodeLine });
    return divergenceBetween(truth, traceProgram(program, { nodeLine, overrides: overridesOf([rule]) }));
  };
}

/** Null when all steps are the same. */
function divergenceBetween(truth: Trace, wrong: Trace): Divergence | null {
  const length = Math.max(truth.steps.length, wrong.steps.length);
  let after: Moment | null = null;
  for (let index = 0; index < length; index++) {
    const node = truth.steps[index] ?? truth.steps.at(-1);
    const misconception = wrong.steps[index] ?? wrong.steps.at(-1);
    if (node === undefined || misconception === undefined) return null;
    if (!isSameMoment(node, misconception)) {
      return { after, node: momentOf(node), misconception: momentOf(misconception) };
    }
    after = momentOf(node);
  }
  return null;
}

function isSameMoment(one: Moment, other: Moment): boolean {
  return one.line === other.line && one.at === other.at && isSameTask(one.task, other.task);
}

function momentOf({ at, line, task }: Moment): Moment {
  return { at, line, task };
}
