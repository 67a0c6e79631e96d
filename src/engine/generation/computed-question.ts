import type { LinesQuestion, OutputQuestion, TimingQuestion } from "../question/question.ts";
import type { GenerationInput, RejectedProgram } from "./generation-input.ts";
import { orderingChoices } from "./ordering-choices.ts";
import { outputChoices } from "./output-choices.ts";
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
  plan: GenerationInput,
): ComputedQuestion | RejectedProgram {
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

const computedFields: Readonly<Record<ComputedQuestion["kind"], readonly string[]>> = {
  output: ["race", "right", "wrong", "idea"],
  timing: ["right", "wrong", "idea"],
  ordering: ["items", "mistakes", "idea"],
};

/**
 * The same question, computed when somebody first looks at its answers: a bank that has been verified is read in a
 * moment, and most of its questions are not asked today.
 *
 * @param whole computes it; called once
 */
export function computedWhenAsked(
  kind: ComputedQuestion["kind"],
  stated: StatedQuestion,
  whole: () => ComputedQuestion,
): ComputedQuestion {
  let made: ComputedQuestion | null = null;
  const question = { ...stated, kind };
  for (const field of computedFields[kind]) {
    const get = () => {
      made ??= whole();
      return made[field as keyof ComputedQuestion];
    };
    Object.defineProperty(question, field, { get, enumerable: true });
  }
  return question as unknown as ComputedQuestion;
}
