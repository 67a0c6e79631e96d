import type { Program } from "../compile/parse.ts";
import { bounds } from "../rules/budget.ts";
import { type MisconceptionRule, misconceptionRules } from "../rules/misconceptions.ts";
import { ProgramRefusal } from "../rules/program-refusal.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";
import { isSameOutput, type Run, runProgram } from "./run.ts";

/** The outcome of a program under a misconception. */
export interface Prediction {
  readonly id: string;
  readonly output: readonly string[];
  /** When each of these lines is printed, in virtual milliseconds since the program began. */
  readonly printedAt: readonly number[];
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
    const { output, printedAt, exitCode, elapsedMs } = run;
    return [{ id: rule.id, output, printedAt, exitCode, elapsedMs }];
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
