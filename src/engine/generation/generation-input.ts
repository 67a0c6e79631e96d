import { type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import { isSameOutput, type Run, runProgram } from "../../interpreter/analysis/run.ts";
import { type Program, parseProgram } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { NodeLine } from "../../interpreter/rules/semantics.ts";
import type { QuestionId } from "../question/ids.ts";
import type { StatedProgram } from "../question/misconception.ts";
import type { Topic } from "../question/topic.ts";

/** What a question about a program is made from. */
export interface GenerationInput extends StatedProgram {
  readonly id: QuestionId;
  readonly topic: Topic;
  /** The beliefs that have an entry in the catalogue, with its topic: others cannot be named. */
  readonly known: ReadonlyMap<string, Topic | null>;
  /** The beliefs that the question is meant to show: they come before others. */
  readonly about: readonly string[];
}

/** Why a program makes no question, though it runs. */
export type RejectedProgram =
  | { readonly type: "too-many-steps"; readonly steps: number }
  | { readonly type: "line-count"; readonly count: number; readonly fewest: number; readonly most: number }
  | { readonly type: "line-form"; readonly line: string }
  | { readonly type: "line-twice"; readonly line: string }
  | { readonly type: "differs-by-node"; readonly one: NodeLine; readonly other: NodeLine }
  | { readonly type: "shows-the-clock" }
  | { readonly type: "has-a-race"; readonly one: string; readonly other: string }
  | { readonly type: "too-short"; readonly milliseconds: number }
  | { readonly type: "few-beliefs"; readonly found: number; readonly needed: number };

export const programLimits = {
  /** Instructions of the true run: it is run about two hundred times when the bank is read. */
  steps: 3_000,
  /** Instructions of a run in a mind that holds a misconception; one that takes more will not end. */
  mindSteps: 30_000,
  fewestLines: 2,
  mostLines: 8,
  /** Characters of one printed line. */
  lineLength: 16,
  /** Beliefs behind one wrong choice; more would say little about whoever picks it. */
  beliefs: 3,
} as const;

/** The line whose runs are shown; the others must agree with it. */
export const nodeLine: NodeLine = 20;
const otherLines: readonly NodeLine[] = [22, 24];

/** A program with what really happens and what each known misconception takes to happen. */
export interface AnalysedProgram {
  readonly program: Program;
  readonly run: Run;
  readonly predictions: readonly Prediction[];
}

/** @throws ProgramRefused where the program is outside what the interpreter models */
export function analyseProgram(plan: GenerationInput): AnalysedProgram | RejectedProgram {
  const program = parseProgram(plan.program, plan.module);
  const run = runProgram(program, { nodeLine });
  if (run.steps > programLimits.steps) return { type: "too-many-steps", steps: run.steps };
  const differing = otherLines.find((line) => !isSameRun(runProgram(program, { nodeLine: line }), run));
  if (differing !== undefined) return { type: "differs-by-node", one: nodeLine, other: differing };
  const minds = misconceptionRules.filter((mind) => plan.known.has(mind.id));
  return { program, run, predictions: predict(program, nodeLine, minds, programLimits.mindSteps) };
}

function isSameRun(one: Run, other: Run): boolean {
  return isSameOutput(one.output, other.output) && one.elapsedMs === other.elapsedMs;
}

/** A choice shows the lines in a row, and each chat marks them as code. */
export function isShowable(line: string): boolean {
  return line.trim() === line && line !== "" && line.length <= programLimits.lineLength && !/[`·\p{Cc}]/u.test(line);
}
