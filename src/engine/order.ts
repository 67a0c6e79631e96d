import type { AskedId } from "./ids.ts";
import { choicesOf, type Question, type WrittenQuestion } from "./question.ts";
import { randomFrom, shuffled, textHash } from "./seed.ts";

/**
 * The order in which a question's choices are shown: indexes into `choicesOf(question)`.
 * Numbers and times ascend, so that their order tells nothing and reads well; words and outputs are shuffled from the
 * id. That no order is guaranteed stands last, right or wrong.
 */
export function shownOrder(question: Question, asked: AskedId): readonly number[] {
  const random = randomFrom(textHash(asked));
  if (question.kind === "output") {
    const indexes = [...choicesOf(question).keys()];
    const isFixed = (index: number) => choicesOf(question)[index]?.output === null;
    return [
      ...shuffled(
        indexes.filter((index) => !isFixed(index)),
        random,
      ),
      ...indexes.filter(isFixed),
    ];
  }
  return ascending(question) ?? shuffled([...choicesOf(question).keys()], random);
}

function ascending(question: WrittenQuestion): readonly number[] | null {
  const amounts = choicesOf(question).map((choice) => amountOf(choice.text));
  if (amounts.includes(null)) return null;
  return [...amounts.keys()].sort((a, b) => (amounts[a] as number) - (amounts[b] as number));
}

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  seconds: 1000,
  second: 1000,
  minute: 60_000,
  minutes: 60_000,
};

/** The size of a choice that is one number or one time ("about 300 ms", "1.2 s"); null where it says more. */
export function amountOf(text: string): number | null {
  const found = /^(?:about |roughly |after )?(\d+(?:[.,]\d+)?)\s*(ms|s|seconds?|minutes?|%)?\.?$/i.exec(text.trim());
  if (!found) return null;
  const unit = found[2]?.toLowerCase() ?? "";
  // "1,200" is a thousand and more, "1,2" somewhat more than one.
  const digits = (found[1] as string).replace(/,(\d{3})$/, "$1").replace(",", ".");
  return Number(digits) * (milliseconds[unit] ?? 1);
}
