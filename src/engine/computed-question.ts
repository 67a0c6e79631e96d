import { orderingChoices } from "./ordering-choices.ts";
import { outputChoices } from "./output-choices.ts";
import type { ProgramPlan, Unfit } from "./program-plan.ts";
import type { LinesQuestion, OutputQuestion, TimingQuestion } from "./question.ts";
import { timingChoices } from "./timing-choices.ts";

/** A question that states only its program. */
export type ComputedQuestion = OutputQuestion | TimingQuestion | LinesQuestion;

/** What its author says of it. */
export type StatedQuestion = Omit<TimingQuestion, "kind" | "right" | "wrong">;

/**
 * The whole question: what is stated, and what is computed from the program.
 * @throws ProgramRefused where the program is outside what the interpreter models
 */
export function computedQuestion(
  kind: ComputedQuestion["kind"],
  stated: StatedQuestion,
  plan: ProgramPlan,
): ComputedQuestion | Unfit {
  switch (kind) {
    case "output": {
      const choices = outputChoices(plan);
      return "type" in choices ? choices : { ...stated, kind, ...choices };
    }
    case "timing": {
      const choices = timingChoices(plan);
      return "type" in choices ? choices : { ...stated, kind, ...choices };
    }
    case "ordering": {
      const choices = orderingChoices(plan);
      return "type" in choices ? choices : { ...stated, kind, ...choices };
    }
  }
}
