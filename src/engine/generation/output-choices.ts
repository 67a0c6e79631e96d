import { findRace, type Race } from "../../interpreter/analysis/race.ts";
import { isSameOutput, type Run, runProgram } from "../../interpreter/analysis/run.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import type { TaskKind } from "../../interpreter/event-loop/job.ts";
import type { NodeLine } from "../../interpreter/rules/semantics.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { OutputQuestion, WrongOutput } from "../question/question.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import {
  type AnalysedProgram,
  analyseProgram,
  type GenerationInput,
  isShowable,
  nodeLine,
  programLimits,
  type RejectedProgram,
} from "./generation-input.ts";

/** The part of a question for printed lines that is computed. */
type OutputChoices = Pick<OutputQuestion, "race" | "right" | "wrong">;

type OutputCandidate = Candidate<readonly string[]>;

const wrongOutputs = 2;

/**
 * Misconceptions about whether there is an order at all. They are not in `rules/misconceptions.ts` (except for the
 * second, which is there too), because a rule changes what one run prints, and these are wrong about all runs together.
 */
const orderMisconceptions = {
  /** Behind the choice "the order is not guaranteed" when it is guaranteed. */
  noOrderWhereThereIsOne: "async-scrambles-order",
  /** Behind the choice of an order when an immediate races. */
  orderOfImmediate: "immediate-always-first",
  /** Behind the choice of an order when other callbacks race. */
  orderOfCloseWaits: "close-waits-keep-order",
} as const;

const immediates: readonly TaskKind[] = ["set-immediate-callback", "timers-promises-immediate"];

/**
 * The choices of a question for printed lines. The right one is what Node prints, or that no order is guaranteed. The
 * wrong ones are what misconceptions predict; as few misconceptions as possible share one, so that a wrong answer
 * names its misconception.
 * @throws ProgramRefusal when the program is outside what the interpreter models
 */
export function outputChoices(input: GenerationInput): OutputChoices | RejectedProgram {
  const analysed = analyseProgram(input);
  if ("type" in analysed) return analysed;
  const { program, run } = analysed;
  const rejected = rejectedLines(run.output, programLimits.fewestLines, programLimits.mostLines);
  if (rejected !== null) return rejected;
  const race = raceOf(program, run);
  if (race !== null && run.readsClock) return { type: "shows-the-clock" };
  const candidates = outputCandidates(input, analysed);
  return race === null ? withOrder(input, run, candidates) : withoutOrder(input, run, race, candidates);
}

/** Why printed lines cannot be shown as choices; null when they can. */
export function rejectedLines(lines: readonly string[], fewest: number, most: number): RejectedProgram | null {
  const count = lines.length;
  if (count < fewest || count > most) return { type: "line-count", count, fewest, most };
  const line = lines.find((one) => !isShowable(one));
  return line === undefined ? null : { type: "line-form", line };
}

/**
 * Looks for a race. Versions of Node start an ES module at different times, so a race may exist in only one of them.
 */
export function raceOf(program: Program, run: Run): Race | null {
  const lines: readonly NodeLine[] = program.module === "module" ? [nodeLine, 24] : [nodeLine];
  for (const line of lines) {
    const race = findRace(program, line, line === nodeLine ? run : runProgram(program, { nodeLine: line }));
    if (race !== null) return race;
  }
  return null;
}

/** The least odd outcome has about as many lines as Node prints. */
function outputCandidates(input: GenerationInput, { run, predictions }: AnalysedProgram): readonly OutputCandidate[] {
  const unevenness = (output: readonly string[]) => Math.abs(output.length - run.output.length);
  return candidatesOf(
    input,
    predictions,
    ({ output }) => {
      const fits = output.length > 0 && output.length <= programLimits.mostLines && output.every(isShowable);
      return fits && !isSameOutput(output, run.output) ? output : null;
    },
    (output) => [Number(unevenness(output) > 1), unevenness(output)],
  );
}

function withOrder(
  input: GenerationInput,
  run: Run,
  candidates: readonly OutputCandidate[],
): OutputChoices | RejectedProgram {
  const needed = wrongOutputs;
  if (candidates.length < needed) return { type: "too-few-misconceptions", found: candidates.length, needed };
  const predicted = candidates.slice(0, needed).map((candidate) => ({
    output: candidate.outcome,
    misconceptions: candidate.misconceptions,
  }));
  const misconceptions = named(input, orderMisconceptions.noOrderWhereThereIsOne);
  const noOrder: WrongOutput = { output: null, misconceptions };
  return { race: null, right: { output: run.output }, wrong: [...predicted, noOrder] };
}

/** The wrong choices are the order of a run without jitter, and an order that a misconception predicts. */
function withoutOrder(
  input: GenerationInput,
  run: Run,
  race: Race,
  candidates: readonly OutputCandidate[],
): OutputChoices | RejectedProgram {
  const sides = race.kind === "callbacks" ? [race.first, race.second] : [];
  const hasImmediate = sides.some(({ task }) => immediates.includes(task.kind));
  const plannedBy = hasImmediate ? orderMisconceptions.orderOfImmediate : orderMisconceptions.orderOfCloseWaits;
  const other = candidates.find(({ misconceptions }) => misconceptions.join() === plannedBy) ?? candidates[0];
  if (other === undefined) return { type: "too-few-misconceptions", found: 0, needed: 1 };
  const planned = { output: run.output, misconceptions: named(input, plannedBy) };
  const predicted = { output: other.outcome, misconceptions: other.misconceptions };
  return { race, right: { output: null }, wrong: [planned, predicted] };
}

/** Empty when the bank has no such misconception. */
function named({ known }: GenerationInput, misconception: string): readonly MisconceptionId[] {
  return [...known.keys()].filter((id) => id === misconception);
}
