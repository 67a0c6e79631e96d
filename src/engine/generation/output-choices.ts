import { findRace, type Race } from "../../interpreter/analysis/race.ts";
import { isSameOutput, type Run, runProgram } from "../../interpreter/analysis/run.ts";
import type { Program } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { NodeLine } from "../../interpreter/rules/semantics.ts";
import type { OutputQuestion, WrongOutput } from "../question/question.ts";
import { balancedChoice, outputImbalance } from "./balance.ts";
import { type Candidate, candidatesOf, pairCandidatesOf } from "./candidates.ts";
import {
  type AnalysedProgram,
  analyseProgram,
  type GenerationInput,
  isShowable,
  nodeLine,
  programLimits,
  type RejectedProgram,
} from "./generation-input.ts";
import { offersNoOrder, timerMeetsImmediate } from "./order-in-doubt.ts";
import { namedIn, orderMisconceptions, ordersOfRace } from "./race-choices.ts";

/** The part of a question for printed lines that is computed. */
type OutputChoices = Pick<OutputQuestion, "race" | "right" | "wrong" | "fails">;

type OutputCandidate = Candidate<readonly string[]>;

/** Besides the right choice. Every question shows four, because their number would tell something. */
const wrongOutputs = 3;

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
  if (race === null) return withOrder(input, analysed, candidates);
  const wrong = ordersOfRace(input, analysed, race, candidates);
  const right = { output: null };
  return wrong.length < wrongOutputs ? tooFew(wrong.length) : { race, right, wrong, fails: run.exitCode !== 0 };
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

/** Single misconceptions first, then pairs. The least odd outcome has about as many lines as Node prints. */
function outputCandidates(input: GenerationInput, analysed: AnalysedProgram): readonly OutputCandidate[] {
  const right = analysed.run.output;
  const unevenness = (output: readonly string[]) => Math.abs(output.length - right.length);
  const outcomes = {
    of: ({ output }: { readonly output: readonly string[] }) => {
      const fits = output.length > 0 && output.length <= programLimits.mostLines && output.every(isShowable);
      return fits && !isSameOutput(output, right) ? output : null;
    },
    oddity: (output: readonly string[]) => [Number(unevenness(output) > 1), unevenness(output)] as const,
  };
  const alone = candidatesOf(input, analysed, outcomes).filter(({ misconceptions }) =>
    misconceptions.some((id) => !endsEarly(id) || input.about.includes(id)),
  );
  return [...alone, ...pairCandidatesOf(input, analysed, alone, outcomes)];
}

/** Whether a misconception is that the program ends early. An output without its last lines is a weak choice. */
function endsEarly(id: string): boolean {
  return misconceptionRules.find((rule) => rule.id === id)?.overrides.programEnd !== undefined;
}

function withOrder(
  input: GenerationInput,
  { program, run }: AnalysedProgram,
  candidates: readonly OutputCandidate[],
): OutputChoices | RejectedProgram {
  const inDoubt = offersNoOrder(input.id, program, candidates.length < wrongOutputs);
  const needed = inDoubt ? wrongOutputs - 1 : wrongOutputs;
  const chosen = balancedChoice(candidates, input.about, needed, (outcomes) =>
    outputImbalance(input.id, run.output, outcomes),
  );
  if (chosen === null) return tooFew(candidates.length);
  const predicted = chosen.map((candidate) => ({
    output: candidate.outcome,
    misconceptions: candidate.misconceptions,
    pair: candidate.pair,
  }));
  const { noOrder: anything, timerAndImmediate } = orderMisconceptions;
  const misconceptions = namedIn(input.known, timerMeetsImmediate(program) ? timerAndImmediate : anything);
  const noOrder: WrongOutput = { output: null, misconceptions, pair: null };
  return {
    race: null,
    right: { output: run.output },
    wrong: inDoubt ? [...predicted, noOrder] : predicted,
    fails: run.exitCode !== 0,
  };
}

function tooFew(found: number): RejectedProgram {
  return { type: "too-few-misconceptions", found, needed: wrongOutputs };
}
