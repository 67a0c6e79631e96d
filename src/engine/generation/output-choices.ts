import { findRace, type Race } from "../../interpreter/analysis/race.ts";
import { isSameOutput, type Run, runProgram } from "../../interpreter/analysis/run.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import type { NodeLine } from "../../interpreter/rules/semantics.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { OutputQuestion, WrongOutput } from "../question/question.ts";
import { type Candidate, candidatesOf, departureOf } from "./candidates.ts";
import {
  type AnalysedProgram,
  analyseProgram,
  type GenerationInput,
  isShowable,
  nodeLine,
  programLimits,
  type RejectedProgram,
} from "./generation-input.ts";

/** What is computed of a question for printed lines: the key, the wrong choices, and the race where there is one. */
type OutputChoices = Pick<OutputQuestion, "race" | "right" | "wrong">;

type OutputCandidate = Candidate<readonly string[]>;

const wrongOutputs = 2;

/** The belief of whoever takes an asynchronous order for chance. */
const scrambles = "async-scrambles-order";
/** The beliefs of whoever takes a race for an order. */
const zeroRace = "timeout0-vs-immediate-fixed";
const closeRace = "close-waits-keep-order";

/**
 * The choices of a question for printed lines. The right one is what Node prints, or that no order is guaranteed; the
 * wrong ones are what misconceptions predict, as few of them a choice as may be, so that a wrong answer names its
 * belief.
 * @throws ProgramRefused where the program is outside what the interpreter models
 */
export function outputChoices(plan: GenerationInput): OutputChoices | RejectedProgram {
  const studied = analyseProgram(plan);
  if ("type" in studied) return studied;
  const { program, run } = studied;
  const unfit = unfitLines(run.output, programLimits.fewestLines, programLimits.mostLines);
  if (unfit !== null) return unfit;
  const race = raceOf(program, run);
  if (race !== null && /\b(Date|performance)\b/.test(plan.program)) return { type: "shows-the-clock" };
  const candidates = outputCandidates(plan, studied);
  return race === null ? ofOneOrder(plan, program, run, candidates) : ofNoOrder(plan, run, race, candidates);
}

/** What keeps printed lines from being shown as choices. */
export function unfitLines(lines: readonly string[], fewest: number, most: number): RejectedProgram | null {
  const count = lines.length;
  if (count < fewest || count > most) return { type: "line-count", count, fewest, most };
  const line = lines.find((one) => !isShowable(one));
  return line === undefined ? null : { type: "line-form", line };
}

/** How the lines of Node differ, in when an ES module is run, may make a race on one of them alone. */
export function raceOf(program: Program, run: Run): Race | null {
  const lines: readonly NodeLine[] = program.module === "module" ? [nodeLine, 24] : [nodeLine];
  for (const line of lines) {
    const race = findRace(program, line, line === nodeLine ? run : runProgram(program, { nodeLine: line }));
    if (race !== null) return race;
  }
  return null;
}

/** What looks least odd has about as many lines as the machine prints. */
function outputCandidates(plan: GenerationInput, { run, predictions }: AnalysedProgram): readonly OutputCandidate[] {
  const unevenness = (output: readonly string[]) => Math.abs(output.length - run.output.length);
  return candidatesOf(
    plan,
    predictions,
    ({ output }) => {
      const fits = output.length > 0 && output.length <= programLimits.mostLines && output.every(isShowable);
      return fits && !isSameOutput(output, run.output) ? output : null;
    },
    (output) => [Number(unevenness(output) > 1), unevenness(output)],
  );
}

function ofOneOrder(
  plan: GenerationInput,
  program: Program,
  run: Run,
  candidates: readonly OutputCandidate[],
): OutputChoices | RejectedProgram {
  const needed = wrongOutputs;
  if (candidates.length < needed) return { type: "few-beliefs", found: candidates.length, needed };
  const predicted = candidates.slice(0, needed).map((candidate) => ({
    output: candidate.outcome,
    misconceptions: candidate.misconceptions as MisconceptionId[],
    departure: departureOf(program, candidate),
  }));
  const noOrder: WrongOutput = { output: null, misconceptions: named(plan, scrambles), departure: null };
  return { race: null, right: { output: run.output }, wrong: [...predicted, noOrder] };
}

/** Wrong are the order that goes by the plan, and one that some belief makes of it. */
function ofNoOrder(
  plan: GenerationInput,
  run: Run,
  race: Race,
  candidates: readonly OutputCandidate[],
): OutputChoices | RejectedProgram {
  const belief = [race.first, race.second].some((one) => one.startsWith("setImmediate")) ? zeroRace : closeRace;
  const other = candidates.find(({ misconceptions }) => misconceptions.join() === belief) ?? candidates[0];
  if (other === undefined) return { type: "few-beliefs", found: 0, needed: 1 };
  const planned = { output: run.output, misconceptions: named(plan, belief), departure: null };
  const predicted = {
    output: other.outcome,
    misconceptions: other.misconceptions as MisconceptionId[],
    departure: null,
  };
  return { race, right: { output: null }, wrong: [planned, predicted] };
}

function named({ known }: GenerationInput, belief: string): readonly MisconceptionId[] {
  return known.has(belief) ? [belief as MisconceptionId] : [];
}
