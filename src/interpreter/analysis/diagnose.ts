import type { Program } from "../compile/parse.ts";
import { bounds } from "../rules/budget.ts";
import { type MisconceptionRule, misconceptionRules } from "../rules/misconceptions.ts";
import { ProgramRefusal } from "../rules/program-refusal.ts";
import type { NodeLine, Overrides } from "../rules/semantics.ts";
import { hasSubject } from "../rules/subjects.ts";
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
 * What each misconception predicts for a program. A misconception predicts nothing if the program never ends under it.
 * The same if the program fails or prints fewer lines, although Node runs it to its end and the misconception is not
 * about that: nobody expects such an outcome.
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

/**
 * Null if the misconceptions predict nothing. Most misconceptions are not about a given program, so that their run,
 * which would be Node's, is not repeated.
 */
function runUnder(
  program: Program,
  nodeLine: NodeLine,
  rules: readonly MisconceptionRule[],
  mostSteps: number = bounds.steps,
): Run | null {
  if (!rules.some(({ id }) => hasSubject(id, program.source))) {
    const truth = truthOf(program, nodeLine);
    return truth.steps <= mostSteps ? truth : null;
  }
  try {
    const run = runProgram(program, { nodeLine, overrides: overridesOf(rules), mostSteps });
    const mayLoseLines = rules.some(({ losesLines }) => losesLines === true);
    return isBelievable(run, truthOf(program, nodeLine), mayLoseLines) ? run : null;
  } catch (error) {
    if (error instanceof ProgramRefusal) return null;
    throw error;
  }
}

/** A module that waits for ever at an `await` has lost the lines below it. */
const unsettledAwait = 13;

function isBelievable(run: Run, truth: Run, mayLoseLines: boolean): boolean {
  if (truth.exitCode !== 0) return true;
  if (mayLoseLines) return run.exitCode === 0 || run.exitCode === unsettledAwait;
  return run.exitCode === 0 && run.output.length >= truth.output.length;
}

/** A program is run under many misconceptions, so its true run is kept. */
const truths = new WeakMap<Program, Map<NodeLine, Run>>();

function truthOf(program: Program, nodeLine: NodeLine): Run {
  const known = truths.get(program) ?? new Map<NodeLine, Run>();
  truths.set(program, known);
  const truth = known.get(nodeLine) ?? runProgram(program, { nodeLine });
  known.set(nodeLine, truth);
  return truth;
}

/** What a person says a program does, as far as they were asked. */
export interface ExpectedOutcome {
  readonly output: readonly string[];
  readonly exitCode?: number;
  readonly elapsedMs?: number;
}

/**
 * The misconceptions that explain a wrong outcome: each one that predicts it alone or, when there is none, each pair
 * that predicts it together. Empty when nothing explains it, or when it is right.
 */
export function explain(
  program: Program,
  nodeLine: NodeLine,
  expected: ExpectedOutcome,
): readonly (readonly string[])[] {
  const truth = truthOf(program, nodeLine);
  if (fits(truth, expected)) return [];
  const predictions = predict(program, nodeLine);
  const alone = predictions.filter((one) => fits(one, expected)).map((one) => [one.id]);
  if (alone.length > 0) return alone;
  // A misconception that changes nothing in this program adds nothing to a pair.
  const effective = misconceptionRules.filter((rule) => {
    const found = predictions.find((one) => one.id === rule.id);
    return found !== undefined && !fits(found, truth);
  });
  const pairs = effective.flatMap((one, index) => effective.slice(index + 1).map((other) => [one, other] as const));
  return pairs
    .filter((pair) => {
      const run = runUnder(program, nodeLine, pair);
      return run !== null && fits(run, expected);
    })
    .map((pair) => pair.map((rule) => rule.id));
}

/** Durations are compared in whole milliseconds, as people state them. */
function fits(outcome: Omit<Prediction, "id" | "printedAt">, expected: ExpectedOutcome): boolean {
  const { output, exitCode = outcome.exitCode, elapsedMs = outcome.elapsedMs } = expected;
  const isSameTime = Math.round(outcome.elapsedMs) === Math.round(elapsedMs);
  return isSameOutput(outcome.output, output) && outcome.exitCode === exitCode && isSameTime;
}
