import type { Bank } from "../bank/bank.ts";
import { shownOrder } from "../question/choice-order.ts";
import { presentationId } from "../question/ids.ts";
import {
  type ChooseAllQuestion,
  choicesOf,
  isComposed,
  type OneChoiceQuestion,
  type OutputQuestion,
  type Question,
  type WrittenQuestion,
} from "../question/question.ts";
import type { Diagnose, Diagnostic, Rule, Subject } from "./diagnostic.ts";

/** How far counts are from even: the sum of squared differences, each divided by the expected count. */
export function chiSquareOf(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Chi-square at the 0.1 % level, by number of counts (degrees of freedom plus one). */
const chiSquareLimits: Readonly<Record<number, number>> = { 2: 10.83, 3: 13.82, 4: 16.27, 5: 18.47 };

/** The probability of at least `hits` successes in independent trials, each with its own probability. */
export function chanceOfAtLeast(hits: number, probabilities: readonly number[]): number {
  // likelihood[k]: of exactly k successes in the trials so far.
  let likelihood = [1];
  for (const probability of probabilities) {
    const missed = [...likelihood, 0].map((likely) => likely * (1 - probability));
    const hit = [0, ...likelihood].map((likely) => likely * probability);
    likelihood = missed.map((likely, count) => likely + (hit[count] ?? 0));
  }
  return likelihood.slice(hits).reduce((sum, likely) => sum + likely, 0);
}

/** A pattern this likely by chance is not reported. */
const plausible = 0.01;

interface Cue {
  readonly rule: Rule;
  readonly subject: Subject | "bank";
  readonly message: string;
}

/** Forms that give the correct answer away to people who know nothing about the subject. */
export function cueingDiagnostics({ questions }: Bank, diagnose: Diagnose): readonly Diagnostic[] {
  const written = questions.filter(isWritten);
  const outputs = questions.filter((question) => question.kind === "output");
  const sets = questions.filter((question) => question.kind === "choose-all");
  const cues = [
    ...positionCues(questions.filter((question) => !isComposed(question))),
    ...amountPositionCues(questions.filter((question) => !isComposed(question))),
    ...lengthCues(written),
    ...setCues(sets),
    ...absoluteWordCues(written, sets),
    ...lineCountCues(outputs),
    ...questions.flatMap(catchAllCues),
  ];
  return cues.map(({ rule, subject, message }) => diagnose(rule, subject, message));
}

function bankCue(rule: Rule, message: string): Cue {
  return { rule, subject: "bank", message };
}

function questionCue(rule: Rule, id: string, path: readonly PropertyKey[], message: string): Cue {
  return { rule, subject: { of: "question", id, path }, message };
}

function isWritten(question: Question): question is WrittenQuestion {
  return question.kind === "misconception" || question.kind === "scenario";
}

const presentationsPerQuestion = 200;

/** Over many presentations, a shuffled correct choice must be at every letter about equally often. */
function positionCues(questions: readonly OneChoiceQuestion[]): readonly Cue[] {
  const shuffled = questions.filter((question) => !isOrdered(question));
  // "Not guaranteed" is always the last choice of an output question, so it does not count.
  const freeChoices = (question: OneChoiceQuestion) =>
    choicesOf(question).filter((choice) => !("output" in choice && choice.output === null)).length;
  const counts = new Set(shuffled.map(freeChoices));
  return [...counts].flatMap((count) => {
    const some = shuffled.filter((question) => freeChoices(question) === count && !isRace(question));
    const seen = new Array<number>(count).fill(0);
    for (const question of some) {
      for (let presentation = 0; presentation < presentationsPerQuestion; presentation++) {
        const index = shownOrder(question, presentationId(`${question.id}-${presentation}`)).indexOf(0);
        seen[index] = (seen[index] ?? 0) + 1;
      }
    }
    const limit = chiSquareLimits[count];
    if (some.length === 0 || limit === undefined || chiSquareOf(seen) < limit) return [];
    return [
      bankCue("position", `the correct one of ${count} choices is shown ${seen.join(", ")} times at each letter`),
    ];
  });
}

/** Amounts are shown in ascending order, so the bank itself must spread the correct one over the letters. */
function amountPositionCues(questions: readonly OneChoiceQuestion[]): readonly Cue[] {
  const ordered = questions.filter(isOrdered);
  const indexes = ordered.map((question) => shownOrder(question, presentationId("any")).indexOf(0));
  return ["A", "B", "C", "D"].flatMap((letter, index) => {
    const hits = indexes.filter((one) => one === index).length;
    const chances = ordered.map((question) => {
      const count = choicesOf(question).length;
      return index < count ? 1 / count : 0;
    });
    if (chanceOfAtLeast(hits, chances) > plausible) return [];
    return [
      bankCue("position", `${hits} of ${ordered.length} questions about an amount have the correct one at ${letter}`),
    ];
  });
}

function isOrdered(question: Question): boolean {
  const orders = Array.from({ length: 8 }, (_, index) => shownOrder(question, presentationId(`look-${index}`)).join());
  return new Set(orders).size === 1;
}

function isRace(question: Question): boolean {
  return question.kind === "output" && question.race !== null;
}

/** Always choosing the longest or the shortest choice must not be better than chance. */
function lengthCues(written: readonly WrittenQuestion[]): readonly Cue[] {
  const worded = written.filter((question) => !isOrdered(question));
  const lengths = (question: WrittenQuestion) => question.wrong.map(({ text }) => text.length);
  const chances = worded.map((question) => 1 / choicesOf(question).length);
  const cue = (what: string, isCued: (question: WrittenQuestion) => boolean) => {
    const cued = worded.filter(isCued);
    if (chanceOfAtLeast(cued.length, chances) > plausible) return [];
    const ids = cued.map(({ id }) => id).join(", ");
    return [bankCue("length", `the correct choice is the ${what} in ${cued.length} of ${worded.length}: ${ids}`)];
  };
  return [
    ...cue("longest", (question) => question.right.text.length > Math.max(...lengths(question))),
    ...cue("shortest", (question) => question.right.text.length < Math.min(...lengths(question))),
    ...worded.flatMap((question) => {
      const longest = Math.max(...lengths(question));
      const right = question.right.text.length;
      if (right <= longest * 1.4 + 4 && right * 1.8 + 6 >= Math.min(...lengths(question))) return [];
      const others = lengths(question).join(", ");
      const message = `has ${right} characters, and the wrong choices have ${others}; make them similar`;
      return [questionCue("length", question.id, ["choices", 0, "text"], message)];
    }),
  ];
}

/** The number of correct options must vary, and the correct ones must not be the long ones. */
function setCues(sets: readonly ChooseAllQuestion[]): readonly Cue[] {
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
      ? [bankCue("position", `${most} of ${sets.length} choose-all questions have the same number of correct options`)]
      : []),
    ...(chanceOfAtLeast(longestRight.length, chances) < plausible
      ? [
          bankCue(
            "length",
            `the longest option is correct in ${longestRight.length} of ${sets.length} choose-all questions`,
          ),
        ]
      : []),
  ];
}

const absolute = /\b(?:always|never|only|all|must|every|none|impossible|cannot)\b/i;

function isAbsolute(text: string): boolean {
  return absolute.test(text.replaceAll(/`[^`]*`/g, ""));
}

/** Absolute words must be on both sides or on neither, in each question and in the whole bank. */
function absoluteWordCues(written: readonly WrittenQuestion[], sets: readonly ChooseAllQuestion[]): readonly Cue[] {
  const asChoices = [
    ...written.map(({ id, right, wrong }) => ({ id, right: [right.text], wrong: wrong.map(({ text }) => text) })),
    ...sets.map(({ id, options }) => ({
      id,
      right: options.filter((option) => option.right).map(({ text }) => text),
      wrong: options.filter((option) => !option.right).map(({ text }) => text),
    })),
  ];
  const onlyInWrong = asChoices.flatMap(({ id, right, wrong }) => {
    const wordy = wrong.filter(isAbsolute).length;
    if (wordy < 2 || wordy < wrong.length || right.some(isAbsolute)) return [];
    const message = "has an absolute word (always, never, only, all ...) in every wrong choice and in no correct one";
    return [questionCue("absolute-words", id, ["choices"], message)];
  });
  const share = (texts: readonly string[]) => texts.filter(isAbsolute).length / Math.max(1, texts.length);
  const wrong = share(asChoices.flatMap((question) => question.wrong));
  const right = share(asChoices.flatMap((question) => question.right));
  if (Math.abs(wrong - right) <= 0.06) return onlyInWrong;
  const percent = (part: number) => `${Math.round(100 * part)} %`;
  const shares = `${percent(wrong)} of the wrong choices and ${percent(right)} of the correct ones`;
  const message = `absolute words are in ${shares}`;
  return [...onlyInWrong, bankCue("absolute-words", message)];
}

/** The correct output should not stand out by its number of lines. Some programs allow nothing else. */
function lineCountCues(outputs: readonly OutputQuestion[]): readonly Cue[] {
  const odd = outputs.filter((question) => {
    const count = question.right.output?.length;
    return question.race === null && question.wrong.every(({ output }) => output === null || output.length !== count);
  });
  if (outputs.length === 0 || odd.length / outputs.length < 0.1) return [];
  const ids = odd.map(({ id }) => id).join(", ");
  return [bankCue("line-count", `only the correct output has its number of lines in ${odd.length} questions: ${ids}`)];
}

const catchAll = /\b(?:all|none|both|any|neither) of (?:the above|these|them)\b/i;

function catchAllCues(question: Question): readonly Cue[] {
  return choicesOf(question).flatMap((choice, index) => {
    if (!("text" in choice) || !catchAll.test(choice.text)) return [];
    const message = "refers to the other choices; make a statement of its own";
    return [questionCue("catch-all", question.id, ["choices", index, "text"], message)];
  });
}
