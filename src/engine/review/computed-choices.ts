import { type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import { parseProgram } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { Bank } from "../bank/bank.ts";
import { nodeLine } from "../generation/generation-input.ts";
import { programOf, type Question } from "../question/question.ts";
import type { Diagnose, Diagnostic } from "./diagnostic.ts";

/** A computed wrong answer, with the misconceptions that the question says lead to it. */
interface ComputedAnswer {
  readonly misconceptions: readonly string[];
  readonly isPredictedBy: (prediction: Prediction) => boolean;
}

/** Every computed wrong answer names exactly the misconceptions of the bank that predict it. */
export function computedChoiceDiagnostics(bank: Bank, question: Question, diagnose: Diagnose): readonly Diagnostic[] {
  const stated = programOf(question);
  if (!stated) return [];
  const known = new Set<string>(bank.misconceptions.map(({ id }) => id));
  const rules = misconceptionRules.filter(({ id }) => known.has(id));
  const predictions = predict(parseProgram(stated.program, stated.module), nodeLine, rules);
  return computedAnswers(question).flatMap(({ misconceptions, isPredictedBy }, index) => {
    const predicting = predictions.filter(isPredictedBy).map(({ id }) => id);
    if (predicting.toSorted().join() === misconceptions.toSorted().join()) return [];
    const [named, found] = [misconceptions.join(", "), predicting.join(", ") || "none"];
    const message = `wrong answer ${index + 1} names ${named}, but the misconceptions that predict it are: ${found}`;
    return [diagnose("computed-choice", { of: "question", id: question.id, path: ["program"] }, message)];
  });
}

function computedAnswers(question: Question): readonly ComputedAnswer[] {
  switch (question.kind) {
    case "output":
      return question.wrong.flatMap(({ output, misconceptions }, index) => {
        // No misconception predicts the planned order of a race, nor that the order is not guaranteed.
        const isComputed = output !== null && !(question.race !== null && index === 0);
        if (!isComputed) return [];
        return [{ misconceptions, isPredictedBy: (one) => one.output.join("\n") === output.join("\n") }];
      });
    case "timing":
      return question.wrong.map(({ milliseconds, misconceptions }) => ({
        misconceptions,
        isPredictedBy: (one) => Math.abs(one.elapsedMs - milliseconds) <= 5,
      }));
    case "ordering": {
      if (question.program === null) return [];
      const lines = question.items.map(({ output }) => output?.[0]);
      return question.mistakes.map(({ order, misconceptions }) => ({
        misconceptions,
        isPredictedBy: (one) => one.output.join("\n") === order.map((item) => lines[item]).join("\n"),
      }));
    }
    default:
      return [];
  }
}
