import { isSameOutput } from "../../interpreter/analysis/run.ts";
import type { MisconceptionId } from "../question/ids.ts";
import type { LinesQuestion } from "../question/question.ts";
import { candidatesOf, departureOf } from "./candidates.ts";
import { analyseProgram, type GenerationInput, type RejectedProgram } from "./generation-input.ts";
import { raceOf, unfitLines } from "./output-choices.ts";

type OrderingChoices = Pick<LinesQuestion, "items" | "mistakes">;

export const orderingLimits = {
  fewestItems: 3,
  /** A row of buttons. */
  mostItems: 5,
  fewestMistakes: 2,
} as const;

/**
 * The pieces of a question that puts printed lines in order: the lines as Node prints them, and every order of the
 * same lines that few misconceptions predict.
 * @throws ProgramRefused where the program is outside what the interpreter models
 */
export function orderingChoices(plan: GenerationInput): OrderingChoices | RejectedProgram {
  const studied = analyseProgram(plan);
  if ("type" in studied) return studied;
  const { program, run, predictions } = studied;
  const lines = run.output;
  const { fewestItems, mostItems, fewestMistakes } = orderingLimits;
  const unfit = unfitLines(lines, fewestItems, mostItems);
  if (unfit !== null) return unfit;
  const twice = lines.find((line, place) => lines.indexOf(line) !== place);
  if (twice !== undefined) return { type: "line-twice", line: twice };
  const race = raceOf(program, run);
  if (race !== null) return { type: "has-a-race", one: race.first, other: race.second };
  const candidates = candidatesOf(
    plan,
    predictions,
    ({ output }) => (isSameOutput(output, lines) ? null : orderOf(output, lines)),
    () => [0, 0],
  );
  if (candidates.length < fewestMistakes) {
    return { type: "few-beliefs", found: candidates.length, needed: fewestMistakes };
  }
  const mistakes = candidates.map((candidate) => ({
    order: candidate.outcome,
    misconceptions: candidate.misconceptions as MisconceptionId[],
    departure: departureOf(program, candidate),
  }));
  return { items: lines.map((line) => ({ output: [line] })), mistakes };
}

/** The same lines in another order, by their places in the right one; null where they are not the same lines. */
function orderOf(output: readonly string[], lines: readonly string[]): readonly number[] | null {
  const order = output.map((line) => lines.indexOf(line));
  const isWhole = order.length === lines.length && new Set(order).size === lines.length && !order.includes(-1);
  return isWhole ? order : null;
}
