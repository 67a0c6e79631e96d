import { positionOf } from "../../engine/bank/learning-objective.ts";
import { orderingLimits } from "../../engine/generation/ordering-choices.ts";
import type { MisconceptionId, QuestionId } from "../../engine/question/ids.ts";
import type { Difficulty, StepsQuestion } from "../../engine/question/question.ts";
import type { Problem } from "../yaml/fault.ts";
import { at, checkedElsewhere, fields, list, oneOf, paragraph, problemsOf, sourceFields } from "../yaml/fields.ts";
import { longest } from "../yaml/limits.ts";
import { type BankContext, ideaField, leadingBeliefs, objectivesField, type Parser, withIdea } from "./bank-context.ts";
import { idProblems } from "./file-id.ts";
import { countMeta, difficultyField, explanationField, refutationField, textProblems } from "./question-fields.ts";

const count = { fewest: orderingLimits.fewestItems, most: orderingLimits.mostItems };
const saySteps = `write ${count.fewest} to ${count.most} steps in the correct order`;
const sayMistakes = "list at least one wrong order, with order:, misconceptions: and refutation:";

/** For steps in words that people put in order. */
export function stepsParser(context: BankContext): Parser<StepsQuestion> {
  const schema = stepsSchema(context);
  return (value, topic, file) => {
    const read = schema.safeParse(value);
    const problems = [
      ...idProblems(value, file),
      ...(read.success ? [] : problemsOf(read.error)),
      ...textProblems(at(value, "steps"), "steps", count, saySteps),
      ...orderProblems(value),
    ];
    if (!read.success || problems.length > 0) return { problems };
    const { difficulty, prompt, steps, mistakes, explanation, source, objectives = [], idea } = read.data;
    const question = withIdea<StepsQuestion>(idea, {
      id: file.name as QuestionId,
      topic,
      kind: "ordering",
      program: null,
      difficulty: Number(difficulty) as Difficulty,
      prompt,
      items: steps.map((text) => ({ text })),
      mistakes: mistakes.map(({ order, misconceptions = [], refutation }) => ({
        order: order.map((number) => Number(number) - 1),
        misconceptions: misconceptions as MisconceptionId[],
        refutation,
      })),
      explanation,
      source,
      position: positionOf(objectives),
    });
    return { value: question, objectives };
  };
}

export function stepsSchema(context: BankContext) {
  const mistake = fields(
    {
      order: list(paragraph(1, "write the numbers of the steps"), "write the numbers of the steps, as [2, 1, 3]"),
      misconceptions: leadingBeliefs(context),
      refutation: refutationField(),
    },
    sayMistakes,
  );
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(["ordering"]),
      difficulty: difficultyField(),
      prompt: paragraph(longest.prompt, "ask for the order in one question"),
      steps: list(paragraph(longest.step, "write one step"), saySteps).meta(countMeta(count)),
      mistakes: list(mistake, sayMistakes),
      explanation: explanationField(),
      source: sourceFields(),
      objectives: objectivesField(context),
      idea: ideaField(context),
    },
    "write the fields id, kind, difficulty, prompt, steps, mistakes, explanation, source and objectives",
    {
      topic: "is set by the folder; remove it",
      choices: "are called steps: here, in the correct order; rename it",
      code: "does not go with steps in words; remove it, or write program: instead of prompt: and steps:",
      module: "belongs to a program; write program: instead of prompt: and steps:",
    },
  );
}

/** Each mistake orders all steps, is no mistake of another, and is not the right order. */
function orderProblems(value: unknown): Problem[] {
  const [steps, mistakes] = [at(value, "steps"), at(value, "mistakes")];
  if (!Array.isArray(steps) || !Array.isArray(mistakes)) return [];
  const right = steps.map((_, place) => String(place + 1));
  const seen = new Set<string>();
  return mistakes.flatMap((mistake: unknown, place): Problem[] => {
    const order = at(mistake, "order");
    if (!Array.isArray(order)) return [];
    const key = order.map((number) => String(number).trim()).join();
    const problem = (message: string): Problem[] => [{ path: ["mistakes", place, "order"], message }];
    if ([...key.split(",")].sort().join() !== right.join()) {
      return problem(`does not list every step once; write the numbers 1 to ${right.length} in a wrong order`);
    }
    if (key === right.join()) return problem("is the correct order; write an order that a misconception leads to");
    if (seen.has(key)) return problem("appears twice; remove one of them");
    seen.add(key);
    return [];
  });
}
