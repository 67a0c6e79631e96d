import type { Bank } from "../bank/bank.ts";
import { choicesOf, programOf, type Question } from "../question/question.ts";
import type { Diagnose, Diagnostic } from "./diagnostic.ts";

/** The largest share of words and word pairs that two texts may have in common. */
const largestOverlap = 0.55;

/** Questions that ask the same thing in other words or with other names. */
export function nearDuplicates({ questions }: Bank, diagnose: Diagnose): readonly Diagnostic[] {
  return [...similarTexts(questions), ...sameStructures(questions)].map(({ question, before, how }) => {
    const message = `asks the same as ${before.id} (${how}); ask about something else`;
    return diagnose("near-duplicate", { of: "question", id: question.id }, message);
  });
}

interface Duplicate {
  readonly question: Question;
  readonly before: Question;
  readonly how: string;
}

function similarTexts(questions: readonly Question[]): readonly Duplicate[] {
  const inWords = questions.filter((question) => programOf(question) === null);
  const texts = inWords.map((question) => ({ question, pairs: wordPairs(wordsIn(question)) }));
  return texts.flatMap((one, index) =>
    texts.slice(index + 1).flatMap((other): Duplicate[] => {
      const share = overlap(one.pairs, other.pairs);
      if (share <= largestOverlap) return [];
      return [{ question: other.question, before: one.question, how: `${Math.round(100 * share)} % alike` }];
    }),
  );
}

/** Programs that differ only in names, texts and numbers. */
function sameStructures(questions: readonly Question[]): readonly Duplicate[] {
  const first = new Map<string, Question>();
  return questions.flatMap((question): Duplicate[] => {
    const stated = programOf(question);
    if (!stated) return [];
    const structure = `${question.kind} ${stated.module} ${structureOf(stated.program)}`;
    const before = first.get(structure);
    if (!before) first.set(structure, question);
    return before ? [{ question, before, how: "the same program except for names and numbers" }] : [];
  });
}

const uninformativeNames = new Set(
  (
    "const let var function async await return if else for of in while new try catch finally throw console log then " +
    "setTimeout setInterval setImmediate clearTimeout clearInterval process nextTick queueMicrotask Promise resolve " +
    "reject all allSettled race any cpu network disk worker diskSync forEach map"
  ).split(" "),
);

function structureOf(program: string): string {
  return program
    .replaceAll(/(["'`])(?:(?!\1).)*\1/g, '""')
    .replaceAll(/\b\d+\b/g, "0")
    .replaceAll(/[A-Za-z_$][\w$]*/g, (name) => (uninformativeNames.has(name) ? name : "x"))
    .replaceAll(/\s+/g, " ");
}

function wordsIn(question: Question): readonly string[] {
  const prompt = "prompt" in question ? question.prompt : "";
  const choices = choicesOf(question).map((choice) => ("text" in choice ? choice.text : ""));
  return (
    [prompt, ...choices]
      .join(" ")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  );
}

function wordPairs(words: readonly string[]): ReadonlySet<string> {
  return new Set([...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)]);
}

/** The share of items that two sets have in common (Jaccard index). */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((item) => other.has(item)).length;
  return both / (one.size + other.size - both);
}
