import { type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import { parseProgram } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { Bank } from "../bank/bank.ts";
import { nodeLine } from "../generation/generation-input.ts";
import { programOf, type Question } from "../question/question.ts";
import { type Finding, ofQuestion } from "./finding.ts";

/** A wrong answer and the beliefs it is said to show. */
interface Said {
  readonly misconceptions: readonly string[];
  readonly isPredictedBy: (prediction: Prediction) => boolean;
}

/** Every computed wrong answer is what each of its beliefs predicts, and what no other belief of the bank does. */
export function computedChoiceFaults(bank: Bank, question: Question): readonly Finding[] {
  const stated = programOf(question);
  if (!stated) return [];
  const known = new Set<string>(bank.misconceptions.map(({ id }) => id));
  const minds = misconceptionRules.filter(({ id }) => known.has(id));
  const predictions = predict(parseProgram(stated.program, stated.module), nodeLine, minds);
  return saidOf(question).flatMap(({ misconceptions, isPredictedBy }, place) => {
    const predicting = predictions.filter(isPredictedBy).map(({ id }) => id);
    if (predicting.toSorted().join() === misconceptions.toSorted().join()) return [];
    const [named, found] = [misconceptions.join(", "), predicting.join(", ")];
    const message = `the wrong answer ${place + 1} names ${named}, and what predicts it is ${found}`;
    return [ofQuestion("computed-choice", question.id, ["program"], message)];
  });
}

function saidOf(question: Question): readonly Said[] {
  switch (question.kind) {
    case "output":
      return question.wrong.flatMap(({ output, misconceptions }, place) => {
        // What goes by the plan, and that no order is certain, no mind predicts.
        const isComputed = output !== null && !(question.race !== null && place === 0);
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
