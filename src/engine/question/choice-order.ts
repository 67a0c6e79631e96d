import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import type { PresentationId } from "./ids.ts";
import { type AnyChoice, choicesOf, isComposed, type Question } from "./question.ts";

/**
 * The order in which a question's choices are shown, as indexes into `choicesOf(question)`. Numbers and times ascend,
 * because that reads well and says nothing about the right one. Everything else is shuffled from the presentation's id,
 * except that "the order is not guaranteed" always comes last.
 */
export function shownOrder(question: Question, presentation: PresentationId): readonly number[] {
  const random = randomFrom(textHash(presentation));
  const choices = choicesOf(question);
  const indexes = [...choices.keys()];
  const amounts = isComposed(question) ? [] : choices.flatMap((choice) => amountIn(choice) ?? []);
  if (amounts.length === choices.length) {
    return [...amounts.entries()].sort(([, one], [, other]) => one - other).map(([index]) => index);
  }
  const isFixed = (index: number) => {
    const choice = choices[index];
    return choice !== undefined && "output" in choice && choice.output === null;
  };
  const free = indexes.filter((index) => !isFixed(index));
  return [...shuffled(free, random), ...indexes.filter(isFixed)];
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

/** The size of a choice that is one number or one time ("about 300 ms", "1.2 s"); null when it says more. */
export function amountOf(text: string): number | null {
  const pattern = /^(?:about |roughly |after )?(\d+(?:[.,]\d+)?)\s*(ms|s|seconds?|minutes?|%)?\.?$/i;
  const [, number, unitText = ""] = pattern.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const unit = unitText.toLowerCase();
  // "1,200" is more than a thousand, "1,2" is a little more than one.
  const digits = number.replace(/,(\d{3})$/, "$1").replace(",", ".");
  return Number(digits) * (milliseconds[unit] ?? 1);
}
