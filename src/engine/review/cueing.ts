import type { Bank } from "../bank/bank.ts";
import { shownOrder } from "../question/choice-order.ts";
import type { PresentationId } from "../question/ids.ts";
import {
  type ChooseAllQuestion,
  choicesOf,
  type OneChoiceQuestion,
  type OutputQuestion,
  type Question,
  type WrittenQuestion,
} from "../question/question.ts";
import { type Finding, ofBank, ofQuestion, type Rule } from "./finding.ts";

/** How far counts stray from even: the sum of squared differences over what was expected. */
export function chiSquareOf(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Chi-square at 0.1 %, by how many counts there are: one degree of freedom fewer. */
const chiSquareLimits: Readonly<Record<number, number>> = { 2: 10.83, 3: 13.82, 4: 16.27, 5: 18.47 };

/** How likely chance alone makes at least so many hits, each trial with a probability of its own. */
export function chanceOfAtLeast(hits: number, probabilities: readonly number[]): number {
  // likelihood[k]: of exactly k hits in the trials so far.
  let likelihood = [1];
  for (const probability of probabilities) {
    const next = new Array<number>(likelihood.length + 1).fill(0);
    likelihood.forEach((likely, count) => {
      next[count] = (next[count] as number) + likely * (1 - probability);
      next[count + 1] = (next[count + 1] as number) + likely * probability;
    });
    likelihood = next;
  }
  return likelihood.slice(hits).reduce((sum, likely) => sum + likely, 0);
}

/** So likely that chance alone does it that nobody can use it. */
const plausible = 0.01;

/** What gives the right answer away to whoever knows nothing. */
export function answerTells({ questions }: Bank): readonly Finding[] {
  const written = questions.filter(isWritten);
  const outputs = questions.filter((question) => question.kind === "output");
  const sets = questions.filter((question) => question.kind === "choose-all");
  return [
    ...positionTells(questions.filter((question) => question.kind !== "ordering" && question.kind !== "choose-all")),
    ...timePlaceTells(questions),
    ...lengthTells(written),
    ...setTells(sets),
    ...absoluteWordTells(written, sets),
    ...lineCountTells(outputs),
    ...questions.flatMap(catchAllTells),
  ];
}

function isWritten(question: Question): question is WrittenQuestion {
  return question.kind === "misconception" || question.kind === "scenario";
}

const askings = 200;

/** Where the right choice stands when questions are put often: with shuffled choices, everywhere about as often. */
function positionTells(questions: readonly OneChoiceQuestion[]): readonly Finding[] {
  const shuffled = questions.filter((question) => !isOrdered(question));
  // That no order is guaranteed stands last in each program question, so its place is no chance.
  const freeChoices = (question: OneChoiceQuestion) =>
    question.kind === "output" ? question.wrong.length : choicesOf(question).length;
  const counts = new Set(shuffled.map(freeChoices));
  return [...counts].flatMap((count) => {
    const some = shuffled.filter((question) => freeChoices(question) === count && !isRace(question));
    const seen = new Array<number>(count).fill(0);
    for (const question of some) {
      for (let asking = 0; asking < askings; asking++) {
        const place = shownOrder(question, `${question.id}-${asking}` as PresentationId).indexOf(0);
        seen[place] = (seen[place] ?? 0) + 1;
      }
    }
    const limit = chiSquareLimits[count];
    if (some.length === 0 || limit === undefined || chiSquareOf(seen) < limit) return [];
    return [ofBank("position", `the right one of ${count} choices stands ${seen.join(", ")} times at the letters`)];
  });
}

/** Where amounts ascend, the right one must not stand at one letter more often than chance puts it there. */
function timePlaceTells(questions: readonly Question[]): readonly Finding[] {
  const ordered = questions.filter(
    (question): question is OneChoiceQuestion =>
      question.kind !== "ordering" && question.kind !== "choose-all" && isOrdered(question),
  );
  const places = ordered.map((question) => shownOrder(question, "any" as PresentationId).indexOf(0));
  return [0, 1, 2, 3].flatMap((place) => {
    const hits = places.filter((one) => one === place).length;
    const chances = ordered.map((question) => {
      const count = choicesOf(question).length;
      return place < count ? 1 / count : 0;
    });
    if (chanceOfAtLeast(hits, chances) > plausible) return [];
    const letter = "ABCDE"[place];
    return [
      ofBank("position", `of ${ordered.length} questions for an amount, ${hits} have the right one at ${letter}`),
    ];
  });
}

function isOrdered(question: Question): boolean {
  const orders = Array.from({ length: 8 }, (_, asking) =>
    shownOrder(question, `look-${asking}` as PresentationId).join(),
  );
  return new Set(orders).size === 1;
}

function isRace(question: Question): boolean {
  return question.kind === "output" && question.race !== null;
}

/** Whoever picks the longest choice, or the shortest, must not do better than by chance. */
function lengthTells(written: readonly WrittenQuestion[]): readonly Finding[] {
  const worded = written.filter((question) => !isOrdered(question));
  const lengths = (question: WrittenQuestion) => question.wrong.map(({ text }) => text.length);
  const chances = worded.map((question) => 1 / choicesOf(question).length);
  const tell = (what: string, isTold: (question: WrittenQuestion) => boolean) => {
    const told = worded.filter(isTold);
    if (chanceOfAtLeast(told.length, chances) > plausible) return [];
    const some = told.map(({ id }) => id).join(", ");
    return [ofBank("length", `the right choice is the ${what} in ${told.length} of ${worded.length}: ${some}`)];
  };
  return [
    ...tell("longest", (question) => question.right.text.length > Math.max(...lengths(question))),
    ...tell("shortest", (question) => question.right.text.length < Math.min(...lengths(question))),
    ...worded.flatMap((question) => {
      const longest = Math.max(...lengths(question));
      const right = question.right.text.length;
      if (right <= longest * 1.4 + 4 && right * 1.8 + 6 >= Math.min(...lengths(question))) return [];
      const others = lengths(question).join(", ");
      const message = `has ${right} characters and the wrong ones have ${others}; make them alike`;
      return [ofQuestion("length", question.id, ["choices", 0, "text"], message)];
    }),
  ];
}

/** How many are right must vary, and right options must not be the long ones. */
function setTells(sets: readonly ChooseAllQuestion[]): readonly Finding[] {
  if (sets.length < 8) return [];
  const rightCounts = sets.map(({ options }) => options.filter(({ right }) => right).length);
  const most = Math.max(...rightCounts.map((count) => rightCounts.filter((one) => one === count).length));
  const longestRight = sets.filter(({ options }) => {
    const longest = options.reduce((one, other) => (other.text.length > one.text.length ? other : one));
    return longest.right;
  });
  const chances = sets.map(({ options }) => options.filter(({ right }) => right).length / options.length);
  return [
    ...(most > 0.75 * sets.length
      ? [ofBank("position", `${most} of ${sets.length} sets have as many right ones`)]
      : []),
    ...(chanceOfAtLeast(longestRight.length, chances) < plausible
      ? [ofBank("length", `the longest option is right in ${longestRight.length} of ${sets.length} sets`)]
      : []),
  ];
}

const absolute = /\b(?:always|never|only|all|must|every|none|impossible|cannot)\b/i;

function isAbsolute(text: string): boolean {
  return absolute.test(text.replaceAll(/`[^`]*`/g, ""));
}

/** Absolute words stand on both sides, or on none: in a question, and in the bank. */
function absoluteWordTells(
  written: readonly WrittenQuestion[],
  sets: readonly ChooseAllQuestion[],
): readonly Finding[] {
  const asChoices = [
    ...written.map(({ id, right, wrong }) => ({ id, right: [right.text], wrong: wrong.map(({ text }) => text) })),
    ...sets.map(({ id, options }) => ({
      id,
      right: options.filter((option) => option.right).map(({ text }) => text),
      wrong: options.filter((option) => !option.right).map(({ text }) => text),
    })),
  ];
  const inWrongAlone = asChoices.flatMap(({ id, right, wrong }) => {
    const wordy = wrong.filter(isAbsolute).length;
    if (wordy < 2 || wordy < wrong.length || right.some(isAbsolute)) return [];
    const message = "has an absolute word (always, never, only, all ...) in each wrong choice and in no right one";
    return [ofQuestion("absolute-words", id, ["choices"], message)];
  });
  const share = (texts: readonly string[]) => texts.filter(isAbsolute).length / Math.max(1, texts.length);
  const wrong = share(asChoices.flatMap((question) => question.wrong));
  const right = share(asChoices.flatMap((question) => question.right));
  if (Math.abs(wrong - right) <= 0.06) return inWrongAlone;
  const percent = (part: number) => `${Math.round(100 * part)} %`;
  const message = `absolute words: in ${percent(wrong)} of the wrong choices, in ${percent(right)} of the right ones`;
  return [...inWrongAlone, ofBank("absolute-words", message)];
}

/** The right output must not be the one with its own number of lines; some programs leave no other way. */
function lineCountTells(outputs: readonly OutputQuestion[]): readonly Finding[] {
  const odd = outputs.filter((question) => {
    const count = question.right.output?.length;
    return question.race === null && question.wrong.every(({ output }) => output === null || output.length !== count);
  });
  if (outputs.length === 0 || odd.length / outputs.length < 0.1) return [];
  const some = odd.map(({ id }) => id).join(", ");
  return [ofBank("line-count", `the right output is alone in its number of lines in ${odd.length}: ${some}`)];
}

const catchAll = /\b(?:all|none|both|any|neither) of (?:the above|these|them)\b/i;

function catchAllTells(question: Question): readonly Finding[] {
  return choicesOf(question).flatMap((choice, place) => {
    if (!("text" in choice) || !catchAll.test(choice.text)) return [];
    const rule: Rule = "catch-all";
    return [ofQuestion(rule, question.id, ["choices", place, "text"], "speaks of the other choices; say what holds")];
  });
}
