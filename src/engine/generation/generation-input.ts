import { type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import type { Race } from "../../interpreter/analysis/race.ts";
import { isSameOutput, type Run, runProgram } from "../../interpreter/analysis/run.ts";
import { type Program, parseProgram } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { ProgramRefusal } from "../../interpreter/rules/program-refusal.ts";
import type { NodeLine } from "../../interpreter/rules/semantics.ts";
import type { Topic } from "../question/curriculum.ts";
import type { MisconceptionId, QuestionId } from "../question/ids.ts";
import type { StatedProgram } from "../question/misconception.ts";

/** The misconceptions of the bank with their topics. Only these can be named by a question. */
export type KnownMisconceptions = ReadonlyMap<MisconceptionId, Topic | null>;

/** What a question about a program is made from. */
export interface GenerationInput extends StatedProgram {
  readonly id: QuestionId;
  readonly topic: Topic;
  readonly known: KnownMisconceptions;
  /** The misconceptions that the question is about: choices that show them come before others. */
  readonly about: readonly MisconceptionId[];
}

/** Why a program makes no question. */
export type RejectedProgram =
  /** The interpreter does not run it. */
  | ({ readonly type: "refused" } & Pick<ProgramRefusal, "code" | "message" | "line" | "column">)
  | { readonly type: "too-many-steps"; readonly steps: number }
  | { readonly type: "line-count"; readonly count: number; readonly fewest: number; readonly most: number }
  | { readonly type: "line-form"; readonly line: string }
  | { readonly type: "line-twice"; readonly line: string }
  | { readonly type: "differs-by-node"; readonly one: NodeLine; readonly other: NodeLine }
  | { readonly type: "shows-the-clock" }
  | { readonly type: "has-a-race"; readonly race: Race }
  /** The thread that ran it ended it: it took too long, or too much memory. */
  | { readonly type: "too-costly" }
  /** A counter-example behaves as the misconception predicts. */
  | { readonly type: "refutes-nothing" }
  | { readonly type: "too-short"; readonly milliseconds: number }
  | { readonly type: "too-few-misconceptions"; readonly found: number; readonly needed: number };

export const programLimits = {
  /** Instructions of the run on Node: a program is run about two hundred times to make its question. */
  steps: 3_000,
  /** Instructions of a run under a misconception; a longer run counts as one that never ends. */
  stepsUnderMisconception: 30_000,
  fewestLines: 2,
  mostLines: 8,
  /** Characters of one printed line. */
  lineLength: 16,
  /** Misconceptions behind one wrong choice; more would say little about the person who chooses it. */
  misconceptions: 6,
} as const;

/** The version of Node whose outcome is shown; the others must agree with it. */
export const nodeLine: NodeLine = 20;
const otherLines: readonly NodeLine[] = [22, 24];

/** A program with its run on Node and what each known misconception predicts. */
export interface AnalysedProgram {
  readonly program: Program;
  readonly run: Run;
  readonly predictions: readonly Prediction[];
}

/** @throws ProgramRefusal when the program is outside what the interpreter models */
export function analyseProgram(input: GenerationInput): AnalysedProgram | RejectedProgram {
  const program = parseProgram(input.program, input.module);
  const run = runProgram(program, { nodeLine });
  if (run.steps > programLimits.steps) return { type: "too-many-steps", steps: run.steps };
  const differing = otherLines.find((line) => !isSameRun(runProgram(program, { nodeLine: line }), run));
  if (differing !== undefined) return { type: "differs-by-node", one: nodeLine, other: differing };
  const known = new Set<string>(input.known.keys());
  const rules = misconceptionRules.filter(({ id }) => known.has(id));
  return { program, run, predictions: predict(program, nodeLine, rules, programLimits.stepsUnderMisconception) };
}

function isSameRun(one: Run, other: Run): boolean {
  return isSameOutput(one.output, other.output) && one.elapsedMs === other.elapsedMs;
}

/** A choice shows the printed lines in a row, and each chat marks them as code. */
export function isShowable(line: string): boolean {
  return line.trim() === line && line !== "" && line.length <= programLimits.lineLength && !/[`·\p{Cc}]/u.test(line);
}
