import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import type { PresentationId } from "./ids.ts";
import { type AnyChoice, choicesOf, isComposed, type Question } from "./question.ts";

/**
 * The order in which a question's choices are shown: indexes into `choicesOf(question)`.
 * Numbers and times ascend, which reads well and gives nothing away; everything else is shuffled by the presentation's
 * id. "The order is not guaranteed" always comes last, right or wrong.
 */
export function shownOrder(question: Question, presentation: PresentationId): readonly number[] {
  const random = randomFrom(textHash(presentation));
  const choices = choicesOf(question);
  const indexes = [...choices.keys()];
  const amounts = isComposed(question) ? [] : amountsIn(choices);
  if (amounts.length > 0 && amounts.length === choices.length) {
    return amounts.sort((a, b) => a.amount - b.amount).map(({ index }) => index);
  }
  const isFixed = (index: number) => {
    const choice = choices[index];
    return choice !== undefined && "output" in choice && choice.output === null;
  };
  const free = indexes.filter((index) => !isFixed(index));
  return [...shuffled(free, random), ...indexes.filter(isFixed)];
}

function amountsIn(choices: readonly AnyChoice[]) {
  return choices.flatMap((choice, index) => {
    const amount = amountIn(choice);
    return amount === null ? [] : [{ index, amount }];
  });
}

function amountIn(choice: AnyChoice): number | null {
  if ("milliseconds" in choice) return choice.milliseconds;
  return "text" in choice ? amountOf(choice.text) : null;
}

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  seconds: 1000,
  second: 1000,
  minute: 60_000,
  minutes: 60_000,
};

/** The size of a choice that is one number or one time ("about 300 ms", "1.2 s"); null if it says more. */
export function amountOf(text: string): number | null {
  const found = /^(?:about |roughly |after )?(?<number>\d+(?:[.,]\d+)?)\s*(ms|s|seconds?|minutes?|%)?\.?$/i.exec(
    text.trim(),
  );
  if (!found) return null;
  const unit = found[2]?.toLowerCase() ?? "";
  // "1,200" is a thousand and more, "1,2" a little more than one.
  const digits = (found.groups?.number ?? "").replace(/,(\d{3})$/, "$1").replace(",", ".");
  return Number(digits) * (milliseconds[unit] ?? 1);
}
