import { describe, expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { type MisconceptionId, type QuestionId, questionId } from "../../../src/engine/question/ids.ts";
import type { Misconception } from "../../../src/engine/question/misconception.ts";
import type { Question, WrittenQuestion } from "../../../src/engine/question/question.ts";
import { wideCode } from "../../../src/engine/review/code-width.ts";
import { computedChoiceDiagnostics } from "../../../src/engine/review/computed-choices.ts";
import { coverageGaps } from "../../../src/engine/review/coverage.ts";
import { chanceOfAtLeast, chiSquareOf, cueingDiagnostics } from "../../../src/engine/review/cueing.ts";
import type { Diagnose } from "../../../src/engine/review/diagnostic.ts";
import { nearDuplicates } from "../../../src/engine/review/near-duplicates.ts";
import { wrongSums } from "../../../src/engine/review/stated-sums.ts";
import { termDiagnostics } from "../../../src/engine/review/terms.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { sampleProgram, sampleQuestion, sampleTiming } from "../samples.ts";

function written(id: string, right: string, wrong: readonly string[], prompt = `What of ${id}?`): WrittenQuestion {
  const question = sampleQuestion(
    id,
    wrong.map((_, position) => `misconception-${position}`),
    { prompt, right: { text: right } },
  );
  return {
    ...question,
    wrong: question.wrong.map((choice, position) => ({ ...choice, text: wrong[position] as string })),
  };
}

/** Reports under the id instead of a file. */
const diagnose: Diagnose = (rule, subject, message) => ({
  file: subject === "bank" ? "bank" : subject.id,
  line: 1,
  field: "",
  rule,
  message,
});

const many = (make: (index: number) => Question) => Array.from({ length: 20 }, (_, index) => make(index));
const cuesOf = (questions: readonly Question[]) =>
  cueingDiagnostics(bankOf(questions, []), diagnose).map(({ rule }) => rule);

describe("forms that give an answer away are reported", () => {
  test("a correct choice that is nearly always the longest", () => {
    const questions = many((index) =>
      written(`q${index}`, "the word that is longer", ["the word one", "the word two"]),
    );
    expect(cuesOf(questions)).toContain("length");
  });

  test("a correct choice that is nearly always the shortest", () => {
    const questions = many((index) =>
      written(`q${index}`, "the word", ["the word that is one", "the word that is two"]),
    );
    expect(cuesOf(questions)).toContain("length");
  });

  test("one correct choice that is far longer than the wrong ones", () => {
    const question = written("q", "it waits for what was begun before it goes on", ["it waits", "it goes on"]);
    expect(cuesOf([question])).toEqual(["length"]);
  });

  test("a correct amount that is nearly always at one letter", () => {
    const questions = many((index) => written(`q${index}`, "200 ms", ["100 ms", "300 ms"]));
    expect(cuesOf(questions)).toContain("position");
  });

  test("absolute words only in wrong choices", () => {
    expect(cuesOf([written("q", "it may wait here", ["it always waits", "it never waits"])])).toContain(
      "absolute-words",
    );
  });

  test.each(["All of the above", "none of these", "Both of them"])("the choice %j", (text) => {
    expect(cuesOf([written("q", "it waits once", [text, "it waits twice"])])).toContain("catch-all");
  });

  test("a correct output that is the only one with its number of lines", () => {
    const questions = many((index) =>
      sampleProgram([["a", "b", "c"], ["a", "b"], ["b", "a"], null], { id: `q${index}` as QuestionId }),
    );
    expect(cuesOf(questions)).toEqual(["line-count"]);
  });

  test("a bank without any of these gets no report", () => {
    const lengths = [
      ["it waits here", ["it waits there", "it waits"]],
      ["it goes on", ["it goes", "it goes there"]],
      ["it ends", ["it ends here", "it ends now"]],
    ] as const;
    const questions = many((index) => {
      const [right, wrong] = lengths[index % 3] as (typeof lengths)[number];
      return written(`q${index}`, right, wrong);
    });
    expect(cuesOf(questions)).toEqual([]);
  });
});

describe("questions that ask the same are reported", () => {
  const duplicates = (questions: readonly Question[]) =>
    nearDuplicates(bankOf(questions, []), diagnose).map(({ file, message }) => [
      file,
      /same as (\S+)/.exec(message)?.[1],
    ]);

  test("in nearly the same words", () => {
    const prompt = "Three requests of 300 ms each start together on one thread. How long do they take?";
    const one = written("one", "300 ms", ["900 ms", "100 ms"], prompt);
    const other = written("other", "400 ms", ["800 ms", "200 ms"], prompt.replaceAll("300", "400"));
    const third = written(
      "third",
      "It is kept for later",
      ["It runs now", "It is lost"],
      "What becomes of a callback?",
    );
    expect(duplicates([one, other, third])).toEqual([["other", "one"]]);
  });

  test("by programs that differ in names, texts and numbers", () => {
    const program = (name: string, text: string, delay: number) =>
      sampleProgram([["a", "b"], ["b", "a"], null], {
        id: name as QuestionId,
        program: `const ${name} = () => console.log("${text}");\nsetTimeout(${name}, ${delay});`,
      });
    expect(duplicates([program("cat", "meow", 10), program("dog", "bark", 200)])).toEqual([["dog", "cat"]]);
  });
});

test.each([
  ["It is a micro-task.", "microtask"],
  ["The event-loop waits.", "event loop"],
  ["nodejs runs it.", "Node.js"],
  ["A call back is kept.", "callback"],
])("%j is reported; the term is %s", (explanation, term) => {
  const [diagnostic] = termDiagnostics(bankOf([sampleQuestion("q", undefined, { explanation })], []), diagnose);
  expect(diagnostic?.message).toContain(term);
});

test("terms in code, and the verb, are not reported", () => {
  const explanation = "`nodejs event-loop` and they call back later.";
  expect(termDiagnostics(bankOf([sampleQuestion("q", undefined, { explanation })], []), diagnose)).toEqual([]);
});

test("what a bank lacks is reported", () => {
  const gaps = coverageGaps(
    bankOf([sampleQuestion("q")], [misconception("misconception-a")]),
    new Map([["q", ["A1" as const]]]),
    diagnose,
  );
  const messages = gaps.map(({ message }) => message).join("\n");
  for (const gap of [
    "1 misconceptions; 70 are needed",
    "1 written questions; 165",
    "0 templates; 45",
    "for the learning objective A1; 4",
    "for the learning objective A21; 4",
    "is covered by 1 questions; 3 are needed",
    "is covered by 1 kinds of question; 2 are needed",
    "of the kind timing",
    "difficulty 3 on event-loop",
  ]) {
    expect(messages).toContain(gap);
  }
});

test("a computed choice that names other misconceptions than those that predict it is reported", () => {
  const program = 'setTimeout(() => console.log("b"), 0);\nconsole.log("a");';
  const named = (id: string) =>
    sampleProgram([["a", "b"], ["b", "a"], null], {
      program,
      wrong: [{ output: ["b", "a"], misconceptions: [id as MisconceptionId], pair: null }],
    });
  const bank = bankOf([], [misconception("timeout-zero-runs-now"), misconception("promise-is-lazy")]);
  expect(computedChoiceDiagnostics(bank, named("timeout-zero-runs-now"), diagnose)).toEqual([]);
  expect(computedChoiceDiagnostics(bank, named("promise-is-lazy"), diagnose)).toMatchObject([
    { rule: "computed-choice" },
  ]);
});

describe("an explanation that adds up times", () => {
  const timing = (id: string, explanation: string) => ({ ...sampleTiming(id, 800, [300]), explanation });

  test.each([
    ["the right time", "They add up: 300 + 500.", []],
    ["the right time and another one", "First 300 + 100, then 300 + 100 + 400.", []],
    ["nothing", "Both begin together.", []],
    ["another time", "They add up: 300 + 400.", ["adds up 300 + 400, but q takes 800 ms; state the sum of that"]],
  ])("to %s", (_, explanation, messages) => {
    expect(wrongSums([timing("q", explanation)], diagnose).map(({ message }) => message)).toEqual(messages);
  });

  test("is reported once for each template", () => {
    const wrong = [timing("template.1", "1 + 2."), timing("template.2", "1 + 3.")];
    expect(wrongSums(wrong, diagnose)).toMatchObject([{ file: "template", rule: "stated-sum" }]);
  });
});

test("probabilities are exact", () => {
  expect(chiSquareOf([10, 10, 10])).toBe(0);
  expect(chiSquareOf([20, 10])).toBeCloseTo(100 / 30);
  expect(chanceOfAtLeast(0, [0.5, 0.5])).toBeCloseTo(1);
  expect(chanceOfAtLeast(2, [0.5, 0.5])).toBeCloseTo(0.25);
  expect(chanceOfAtLeast(1, [0.25, 0.5])).toBeCloseTo(1 - 0.75 * 0.5);
});

function misconception(id: string): Misconception {
  const text = "So it is.";
  return {
    id: id as MisconceptionId,
    belief: text,
    tempting: text,
    truth: text,
    counterExample: null,
    topic: "blocking",
    prerequisites: [],
    sources: [],
  };
}

describe("code that a phone would break is reported", () => {
  const program = (id: string, columns: number) =>
    sampleProgram([["a"], ["b"]], { id: questionId(id), program: `f();\n  ${"x".repeat(columns - 2)}` });

  test("from 45 columns on, with its line", () => {
    expect(wideCode([program("fits", 44)], diagnose)).toEqual([]);
    const [found, ...more] = wideCode([program("wide", 45), program("fits", 44)], diagnose);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ file: "wide", rule: "code-width" });
    expect(found?.message).toContain(`has 45 columns, and a phone shows 44; break the line: ${"x".repeat(43)}`);
  });

  test("once for each template", () => {
    expect(wideCode([program("template.1", 50), program("template.2", 60)], diagnose).map(({ file }) => file)).toEqual([
      "template",
    ]);
  });

  test("in the code of a written question", () => {
    const code = { language: "python", text: "y".repeat(45) };
    expect(wideCode([sampleQuestion("written", [], { code })], diagnose)).toMatchObject([{ file: "written" }]);
  });

  test("the built-in questions have none", { timeout: 600_000 }, async () => {
    const { questions } = await shippedBank();
    expect(wideCode(questions, diagnose).map(({ file, message }) => `${file} ${message}`)).toEqual([]);
  });
});
