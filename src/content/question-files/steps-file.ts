import { orderingLimits } from "../../engine/generation/ordering-choices.ts";
import type { StepsQuestion } from "../../engine/question/question.ts";
import { at, checkedElsewhere, fields, list, longest, oneOf, paragraph } from "../yaml/fields.ts";
import type { Issue } from "../yaml/yaml-text.ts";
import { type Parser, parseFile, withIdea } from "./file-parser.ts";
import {
  type BankContext,
  closingFields,
  commonProperties,
  countMeta,
  difficultyField,
  leadingMisconceptions,
  refutationField,
  textIssues,
} from "./question-fields.ts";

const count = { fewest: orderingLimits.fewestItems, most: orderingLimits.mostItems };
const stepsAdvice = `write ${count.fewest} to ${count.most} steps in the correct order`;
const mistakesAdvice = "list at least one wrong order, with order:, misconceptions: and refutation:";

/** For steps in words that people put in order. */
export function stepsParser(context: BankContext): Parser<StepsQuestion> {
  const schema = stepsSchema(context);
  return (value, topic, file) => {
    const between = [...textIssues(at(value, "steps"), "steps", count, stepsAdvice), ...orderIssues(value)];
    return parseFile({ value, file, schema }, between, (read) => {
      const question: StepsQuestion = {
        ...commonProperties(context, file, topic, read),
        kind: "ordering",
        program: null,
        prompt: read.prompt,
        items: read.steps.map((text) => ({ text })),
        mistakes: read.mistakes.map(({ order, misconceptions = [], refutation }) => ({
          order: order.map((number) => Number(number) - 1),
          misconceptions,
          refutation,
        })),
      };
      return { value: withIdea(question, read.idea), objectives: read.objectives ?? [] };
    });
  };
}

export function stepsSchema(context: BankContext) {
  const mistake = fields(
    {
      order: list(paragraph(1, "write the numbers of the steps"), "write the numbers of the steps, as [2, 1, 3]"),
      misconceptions: leadingMisconceptions(context),
      refutation: refutationField(),
    },
    mistakesAdvice,
  );
  return fields(
    {
      id: checkedElsewhere,
      kind: oneOf(["ordering"]),
      difficulty: difficultyField(),
      prompt: paragraph(longest.prompt, "ask for the order in one question"),
      steps: list(paragraph(longest.step, "write one step"), stepsAdvice).meta(countMeta(count)),
      mistakes: list(mistake, mistakesAdvice),
      ...closingFields(context),
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

/** Each mistake lists every step once, in a wrong order that no other mistake has. */
function orderIssues(value: unknown): Issue[] {
  const [steps, mistakes] = [at(value, "steps"), at(value, "mistakes")];
  if (!Array.isArray(steps) || !Array.isArray(mistakes)) return [];
  const right = steps.map((_, index) => String(index + 1));
  const seen = new Set<string>();
  return mistakes.flatMap((mistake: unknown, index): Issue[] => {
    const order = at(mistake, "order");
    if (!Array.isArray(order)) return [];
    const key = order.map((number) => String(number).trim()).join();
    const issue = (message: string): Issue[] => [{ path: ["mistakes", index, "order"], message }];
    if ([...key.split(",")].sort().join() !== right.join()) {
      return issue(`does not list every step once; write the numbers 1 to ${right.length} in a wrong order`);
    }
    if (key === right.join()) return issue("is the correct order; write an order that a misconception leads to");
    if (seen.has(key)) return issue("appears twice; remove one of them");
    seen.add(key);
    return [];
  });
}
