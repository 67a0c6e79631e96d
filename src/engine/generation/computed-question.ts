import { ProgramRefusal } from "../../interpreter/rules/program-refusal.ts";
import { type LinesQuestion, type OutputQuestion, probedBy, type TimingQuestion } from "../question/question.ts";
import type { GenerationInput, KnownMisconceptions, RejectedProgram } from "./generation-input.ts";
import { orderingChoices } from "./ordering-choices.ts";
import { outputChoices } from "./output-choices.ts";
import { timingChoices } from "./timing-choices.ts";

/** A question whose choices are computed from its program. */
export type ComputedQuestion = OutputQuestion | TimingQuestion | LinesQuestion;

type ComputedField = "kind" | "right" | "wrong" | "parts" | "timeline";

/** What an author writes of a computed question. */
export interface StatedQuestion extends Omit<TimingQuestion, ComputedField | "idea"> {
  readonly kind: ComputedQuestion["kind"];
  /** Null when the author names none: then the question belongs to its main misconception. */
  readonly idea: string | null;
}

/** Computes the choices of a question. */
export function computedQuestion(
  { kind, idea, ...stated }: StatedQuestion,
  known: KnownMisconceptions,
): ComputedQuestion | RejectedProgram {
  const { id, topic, module, program, about } = stated;
  const question = withChoices(kind, { ...stated, idea: idea ?? id }, { id, topic, module, program, known, about });
  return "type" in question || idea !== null ? question : { ...question, idea: probedBy(question)[0] ?? id };
}

function withChoices(
  kind: ComputedQuestion["kind"],
  stated: Omit<TimingQuestion, ComputedField>,
  input: GenerationInput,
): ComputedQuestion | RejectedProgram {
  switch (kind) {
    case "output": {
      const choices = orRefused(() => outputChoices(input));
      return "type" in choices ? choices : { ...stated, kind, ...choices };
    }
    case "timing": {
      const choices = orRefused(() => timingChoices(input));
      return "type" in choices ? choices : { ...stated, kind, ...choices };
    }
    case "ordering": {
      const choices = orRefused(() => orderingChoices(input));
      return "type" in choices ? choices : { ...stated, kind, ...choices };
    }
  }
}

/** The interpreter's refusal as data. */
export function orRefused<Result>(run: () => Result): Result | RejectedProgram {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ProgramRefusal)) throw error;
    const { code, message, line, column } = error;
    return { type: "refused", code, message, line, column };
  }
}
