import { isSameOutput } from "../../interpreter/analysis/run.ts";
import type { LinesQuestion } from "../question/question.ts";
import { candidatesOf } from "./candidates.ts";
import { analyseProgram, type GenerationInput, type RejectedProgram } from "./generation-input.ts";
import { raceOf, rejectedLines } from "./output-choices.ts";

type OrderingChoices = Pick<LinesQuestion, "items" | "mistakes" | "fails">;

export const orderingLimits = {
  fewestItems: 3,
  /** A row of buttons. */
  mostItems: 5,
  fewestMistakes: 2,
} as const;

/**
 * The items of a question that puts printed lines in order: the lines as Node prints them, and every order of the
 * same lines that only a few misconceptions predict.
 * @throws ProgramRefusal when the program is outside what the interpreter models
 */
export function orderingChoices(input: GenerationInput): OrderingChoices | RejectedProgram {
  const analysed = analyseProgram(input);
  if ("type" in analysed) return analysed;
  const { program, run } = analysed;
  const lines = run.output;
  const { fewestItems, mostItems, fewestMistakes } = orderingLimits;
  const rejected = rejectedLines(lines, fewestItems, mostItems);
  if (rejected !== null) return rejected;
  const twice = lines.find((line, index) => lines.indexOf(line) !== index);
  if (twice !== undefined) return { type: "line-twice", line: twice };
  const race = raceOf(program, run);
  if (race !== null) return { type: "has-a-race", race };
  const candidates = candidatesOf(input, analysed, {
    of: ({ output }) => (isSameOutput(output, lines) ? null : orderOf(output, lines)),
    oddity: () => [0, 0],
  });
  if (candidates.length < fewestMistakes) {
    return { type: "too-few-misconceptions", found: candidates.length, needed: fewestMistakes };
  }
  const mistakes = candidates.map((candidate) => ({
    order: candidate.outcome,
    misconceptions: candidate.misconceptions,
    pair: candidate.pair,
  }));
  return { items: lines.map((line) => ({ output: [line] })), mistakes, fails: run.exitCode !== 0 };
}

/** The indexes of the same lines in another order; null when they are not the same lines. */
function orderOf(output: readonly string[], lines: readonly string[]): readonly number[] | null {
  const order = output.map((line) => lines.indexOf(line));
  const isComplete = order.length === lines.length && new Set(order).size === lines.length && !order.includes(-1);
  return isComplete ? order : null;
}
