import { type Prediction, predict } from "../../interpreter/analysis/diagnose.ts";
import { runProgram } from "../../interpreter/analysis/run.ts";
import { type Program, parseProgram } from "../../interpreter/compile/parse.ts";
import { misconceptionRules } from "../../interpreter/rules/misconceptions.ts";
import type { Bank } from "../bank/bank.ts";
import { ruleOfBoth } from "../generation/candidates.ts";
import { nodeLine } from "../generation/generation-input.ts";
import { orderMisconceptions } from "../generation/race-choices.ts";
import type { MisconceptionId } from "../question/ids.ts";
import { type MisconceptionPair, programOf, type Question } from "../question/question.ts";
import type { Diagnose, Diagnostic } from "./diagnostic.ts";

/** A computed wrong answer, with what the question says leads to it. */
interface ComputedAnswer {
  readonly misconceptions: readonly MisconceptionId[];
  readonly pair: MisconceptionPair | null;
  readonly isPredictedBy: (prediction: Prediction) => boolean;
}

/** Every computed wrong answer names exactly the misconceptions that predict it: single ones, or else a pair. */
export function computedChoiceDiagnostics(bank: Bank, question: Question, diagnose: Diagnose): readonly Diagnostic[] {
  const stated = programOf(question);
  if (!stated) return [];
  const known = new Set<string>(bank.misconceptions.map(({ id }) => id));
  const rules = misconceptionRules.filter(({ id }) => known.has(id));
  const program = parseProgram(stated.program, stated.module);
  const predictions = predict(program, nodeLine, rules);
  // No rule predicts that one of the orders of a race is guaranteed.
  const isRace = question.kind === "output" && question.race !== null;
  const aboutOrder = new Set<string>(isRace ? Object.values(orderMisconceptions) : []);
  const { exitCode } = runProgram(program, { nodeLine });
  return computedAnswers(question, exitCode).flatMap(({ misconceptions, pair, isPredictedBy }, index) => {
    const predicting = predictions.filter(isPredictedBy).map(({ id }) => id);
    const named = misconceptions.filter((id) => !aboutOrder.has(id) || predicting.includes(id));
    // A person who is sure of one order of a race may agree with Node otherwise, so others may predict that order too.
    const isOrderOfRace = misconceptions.some((id) => aboutOrder.has(id));
    const isComplete = isOrderOfRace
      ? named.every((id) => predicting.includes(id))
      : predicting.toSorted().join() === named.toSorted().join();
    if (isComplete && (pair === null || pairPredicts(program, pair, isPredictedBy))) return [];
    const names = (pair ?? misconceptions).join(pair ? " with " : ", ");
    const found = predicting.join(", ") || "none";
    const message = `wrong answer ${index + 1} names ${names}, but the misconceptions that predict it are: ${found}`;
    return [diagnose("computed-choice", { of: "question", id: question.id, path: ["program"] }, message)];
  });
}

function pairPredicts(
  program: Program,
  pair: MisconceptionPair,
  isPredictedBy: ComputedAnswer["isPredictedBy"],
): boolean {
  const [one, other] = pair.map((id) => misconceptionRules.find((rule) => rule.id === id));
  const rule = one && other ? ruleOfBoth(one, other) : null;
  return rule !== null && predict(program, nodeLine, [rule]).some(isPredictedBy);
}

/** @param exitCode of the true run: nobody who adds up times expects that the program fails or ends by another code */
function computedAnswers(question: Question, exitCode: number): readonly ComputedAnswer[] {
  switch (question.kind) {
    case "output":
      // No rule predicts that the order is not guaranteed.
      return question.wrong.flatMap(({ output, misconceptions, pair }) =>
        output === null
          ? []
          : [{ misconceptions, pair, isPredictedBy: (one) => one.output.join("\n") === output.join("\n") }],
      );
    case "timing":
      return question.wrong.map(({ milliseconds, misconceptions, pair }) => ({
        misconceptions,
        pair,
        isPredictedBy: (one) => one.exitCode === exitCode && Math.abs(one.elapsedMs - milliseconds) <= 5,
      }));
    case "ordering": {
      if (question.program === null) return [];
      const lines = question.items.map(({ output }) => output?.[0]);
      return question.mistakes.map(({ order, misconceptions, pair }) => ({
        misconceptions,
        pair,
        isPredictedBy: (one) => one.output.join("\n") === order.map((item) => lines[item]).join("\n"),
      }));
    }
    default:
      return [];
  }
}
