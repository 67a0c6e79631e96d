import type { Bank } from "../bank/bank.ts";
import { choicesOf, programOf, type Question } from "../question/question.ts";
import { type Finding, ofQuestion } from "./finding.ts";

/** The share of words and pairs of words that two texts may have in common. */
const mostAlike = 0.55;

/** Questions that ask the same in other clothes. */
export function nearDuplicates({ questions }: Bank): readonly Finding[] {
  const inWords = questions.filter((question) => programOf(question) === null);
  const texts = inWords.map((question) => ({ question, pairs: wordPairs(wordsIn(question)) }));
  const alike = texts.flatMap((one, place) =>
    texts.slice(place + 1).flatMap((other) => {
      const share = overlap(one.pairs, other.pairs);
      return share <= mostAlike ? [] : [duplicate(other.question, one.question, `${Math.round(100 * share)} % alike`)];
    }),
  );
  return [...alike, ...sameStructures(questions)];
}

/** Programs that are the same but for names, texts and numbers. */
function sameStructures(questions: readonly Question[]): readonly Finding[] {
  const first = new Map<string, Question>();
  return questions.flatMap((question) => {
    const stated = programOf(question);
    if (!stated) return [];
    const structure = `${question.kind} ${stated.module} ${structureOf(stated.program)}`;
    const before = first.get(structure);
    if (!before) first.set(structure, question);
    return before ? [duplicate(question, before, "the same program but for names and numbers")] : [];
  });
}

function duplicate(question: Question, before: Question, how: string): Finding {
  return ofQuestion("near-duplicate", question.id, [], `asks what ${before.id} asks (${how}); ask for something else`);
}

const keptNames = new Set(
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
    .replaceAll(/[A-Za-z_$][\w$]*/g, (name) => (keptNames.has(name) ? name : "x"))
    .replaceAll(/\s+/g, " ");
}

function wordsIn(question: Question): readonly string[] {
  const presentation = "prompt" in question ? question.prompt : "";
  const choices = choicesOf(question).map((choice) => ("text" in choice ? choice.text : ""));
  return (
    [presentation, ...choices]
      .join(" ")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  );
}

function wordPairs(words: readonly string[]): ReadonlySet<string> {
  return new Set([...words, ...words.slice(1).map((word, place) => `${words[place]} ${word}`)]);
}

/** What both have, of what either has. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((item) => other.has(item)).length;
  return both / (one.size + other.size - both);
}
