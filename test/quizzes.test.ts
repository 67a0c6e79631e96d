import { describe, expect, test } from "vitest";
import { promptOf } from "../src/cards/question/question-words.ts";
import { wordsEn } from "../src/cards/words/en/words-en.ts";
import { verify } from "../src/cli/verification.ts";
import { topics } from "../src/engine/question/curriculum.ts";
import { grade } from "../src/engine/question/diagnosis.ts";
import type { MisconceptionId } from "../src/engine/question/ids.ts";
import { codeOf, programOf, type Question } from "../src/engine/question/question.ts";
import { type Diagnose, diagnosticText } from "../src/engine/review/diagnostic.ts";
import { guessingDiagnostics } from "../src/engine/review/guessing.ts";
import { misconceptionRules } from "../src/interpreter/rules/misconceptions.ts";
import { readShippedFiles, shippedBank } from "./shipped-bank.ts";

const read = await readShippedFiles();

test("verify finds nothing wrong in the built-in bank, and proves on this Node what one run proves", {
  timeout: 240_000,
}, async () => {
  const plan = { words: wordsEn, read, seeds: 1, guesses: 0, jobs: 8, proofs: "once" } as const;
  const verification = await verify({ ...plan, progress: () => () => {} });
  expect(verification.diagnostics).toEqual([]);
  expect(verification.questions).toBeGreaterThanOrEqual(165);
  expect(verification.templates).toBeGreaterThanOrEqual(45);
  expect(verification.misconceptions).toBeGreaterThanOrEqual(55);
  expect(verification.programs).toBeGreaterThanOrEqual(150);
});

/** The misconceptions behind each wrong answer that was computed from a program. */
function computedAnswers(question: Question): readonly (readonly MisconceptionId[])[] {
  const answers =
    question.kind === "output"
      ? question.wrong.filter(({ output }) => output !== null)
      : question.kind === "timing"
        ? question.wrong
        : question.kind === "ordering" && question.program !== null
          ? question.mistakes
          : [];
  return answers.map(({ misconceptions }) => misconceptions);
}

describe("the built-in bank", () => {
  const { questions, misconceptions, templates } = read.bank;

  test("has every misconception that the interpreter models, each with a program that disproves it", () => {
    const withProgram = misconceptions.filter(({ counterExample }) => counterExample !== null).map(({ id }) => id);
    const without = misconceptionRules.filter(({ id }) => !new Set<string>(withProgram).has(id));
    expect(without).toEqual([]);
  });

  test("has programs of 3 to 7 printed lines and 2 to 15 lines of code, under an explanation of their own", () => {
    const programs = questions.flatMap((question) => (programOf(question) ? [question] : []));
    for (const question of programs) {
      const lines = programOf(question)?.program.split("\n").length ?? 0;
      expect(lines >= 2 && lines <= 15, `${question.id} has ${lines} lines`).toBe(true);
      if (question.kind !== "output") continue;
      const printed = (question.right.output ?? question.wrong[0]?.output ?? []).length;
      expect(printed >= 3 && printed <= 7, `${question.id} prints ${printed} lines`).toBe(true);
    }
    expect(new Set(programs.map(({ explanation }) => explanation)).size).toBe(programs.length);
  });

  test("begins with three questions of at most 60 words and no program: coffee, what is decided, a weather app", async () => {
    const { curriculum, first } = await shippedBank();
    const asked = curriculum.flatMap((item) => (item.type === "question" ? [item.question] : [])).slice(0, 3);
    expect(asked.map(({ id }) => id)).toEqual([
      "one-coffee-two-baristas",
      "what-the-pair-is-about",
      "weather-app-that-feels-faster",
    ]);
    for (const question of asked) {
      expect(promptOf(wordsEn, question).split(/\s+/).length, question.id).toBeLessThanOrEqual(60);
      expect(codeOf(question), question.id).toBeNull();
    }
    expect(first).toHaveLength(8 * topics.length);
  });

  test("has code of at most 44 columns, which a phone shows without wrapping", () => {
    const wide = questions.flatMap((question) => {
      const width = Math.max(0, ...(codeOf(question)?.text.split("\n") ?? []).map((line) => line.length));
      return width > 44 ? [`${question.id}: ${width}`] : [];
    });
    expect(wide).toEqual([]);
  });

  test("is spelled in the American way, as the standards that it cites are", () => {
    const british = /(?<![-\w])(?:fulfils?|cancelled|colours?|neighbours?|behaviours?|grey)(?![-\w])/gi;
    const texts = JSON.stringify([questions, misconceptions, templates]);
    expect([...texts.matchAll(british)].map(([word]) => word)).toEqual([]);
  });

  test("shows at least 40 misconceptions as computed answers", () => {
    const computed = questions.flatMap(computedAnswers);
    expect(new Set(computed.flat()).size).toBeGreaterThanOrEqual(40);
  });

  test("mostly names one misconception for a wrong choice of a program, and only sometimes needs two at once", () => {
    const programs = questions.filter((question) => question.kind === "output" || question.kind === "timing");
    const choices = programs.flatMap((question) =>
      question.wrong.map(({ pair }, index) => ({
        isPair: pair !== null,
        isNamed: grade(question, index + 1, read.bank.topicOf).diagnosis.named !== null,
      })),
    );
    const alone = choices.filter(({ isPair }) => !isPair);
    expect(alone.length / choices.length).toBeGreaterThan(0.75);
    expect(alone.length).toBeLessThan(choices.length);
    expect(alone.filter(({ isNamed }) => isNamed).length / alone.length).toBeGreaterThan(0.75);
  });

  test("is the same bank after it is compiled and read back", async () => {
    const compiled = await shippedBank();
    expect(compiled.questions).toEqual(questions);
    expect(compiled.misconceptions).toEqual(misconceptions);
    expect(compiled.curriculum.length).toBe(read.bank.curriculum.length);
  });

  test("has 20 different variants of each template", async () => {
    const { curriculum } = await shippedBank();
    const counts = curriculum.flatMap((item) =>
      item.type === "template"
        ? [[item.template.id, new Set(item.variants.map((variant) => programOf(variant)?.program)).size]]
        : [],
    );
    expect(counts.sort()).toEqual(templates.map(({ id }) => [id, 20]).sort());
  });

  test("gives nothing away to a guesser who looks only at its form", async () => {
    const { curriculum } = await shippedBank();
    const all = curriculum.flatMap((item) => (item.type === "question" ? [item.question] : item.variants));
    const diagnose: Diagnose = (rule, subject, message) => ({
      file: subject === "bank" ? "quizzes" : subject.id,
      line: 1,
      field: "",
      rule,
      message,
    });
    expect(guessingDiagnostics(all, diagnose).map(diagnosticText)).toEqual([]);
  });

  test("has templates of each kind that a program question can have", () => {
    expect(new Set(templates.map(({ kind }) => kind))).toEqual(new Set(["output", "timing", "ordering"]));
  });
});
