import { describe, expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import type { MisconceptionId, QuestionId } from "../../../src/engine/question/ids.ts";
import type { Misconception } from "../../../src/engine/question/misconception.ts";
import type { Question, WrittenQuestion } from "../../../src/engine/question/question.ts";
import { computedChoiceFaults } from "../../../src/engine/review/computed-choices.ts";
import { coverageGaps } from "../../../src/engine/review/coverage.ts";
import { answerTells, chanceOfAtLeast, chiSquareOf } from "../../../src/engine/review/cueing.ts";
import { nearDuplicates } from "../../../src/engine/review/near-duplicates.ts";
import { termFaults } from "../../../src/engine/review/terms.ts";
import { sampleProgram, sampleQuestion } from "../samples.ts";

function written(id: string, right: string, wrong: readonly string[], prompt = `What of ${id}?`): WrittenQuestion {
  const question = sampleQuestion(
    id,
    wrong.map((_, place) => `belief-${place}`),
    { prompt, right: { text: right } },
  );
  return { ...question, wrong: question.wrong.map((choice, place) => ({ ...choice, text: wrong[place] as string })) };
}

const many = (make: (index: number) => Question) => Array.from({ length: 20 }, (_, index) => make(index));
const tellsOf = (questions: readonly Question[]) => answerTells(bankOf(questions, [])).map(({ rule }) => rule);

describe("what gives an answer away is told", () => {
  test("a right choice that is nearly always the longest", () => {
    const questions = many((index) =>
      written(`q${index}`, "the word that is longer", ["the word one", "the word two"]),
    );
    expect(tellsOf(questions)).toContain("length");
  });

  test("a right choice that is nearly always the shortest", () => {
    const questions = many((index) =>
      written(`q${index}`, "the word", ["the word that is one", "the word that is two"]),
    );
    expect(tellsOf(questions)).toContain("length");
  });

  test("one right choice that is far longer than the wrong ones", () => {
    const question = written("q", "it waits for what was begun before it goes on", ["it waits", "it goes on"]);
    expect(tellsOf([question])).toEqual(["length"]);
  });

  test("a right amount that nearly always stands at one letter", () => {
    const questions = many((index) => written(`q${index}`, "200 ms", ["100 ms", "300 ms"]));
    expect(tellsOf(questions)).toContain("position");
  });

  test("absolute words in wrong choices alone", () => {
    expect(tellsOf([written("q", "it may wait here", ["it always waits", "it never waits"])])).toContain(
      "absolute-words",
    );
  });

  test.each(["All of the above", "none of these", "Both of them"])("the choice %j", (text) => {
    expect(tellsOf([written("q", "it waits once", [text, "it waits twice"])])).toContain("catch-all");
  });

  test("a right output that is alone in its number of lines", () => {
    const questions = many((index) =>
      sampleProgram([["a", "b", "c"], ["a", "b"], ["b", "a"], null], { id: `q${index}` as QuestionId }),
    );
    expect(tellsOf(questions)).toEqual(["line-count"]);
  });

  test("and a bank without any of that is told nothing", () => {
    const lengths = [
      ["it waits here", ["it waits there", "it waits"]],
      ["it goes on", ["it goes", "it goes there"]],
      ["it ends", ["it ends here", "it ends now"]],
    ] as const;
    const questions = many((index) => {
      const [right, wrong] = lengths[index % 3] as (typeof lengths)[number];
      return written(`q${index}`, right, wrong);
    });
    expect(tellsOf(questions)).toEqual([]);
  });
});

describe("questions that ask the same are told", () => {
  const duplicates = (questions: readonly Question[]) =>
    nearDuplicates(bankOf(questions, [])).map(({ id, message }) => [id, /what (\S+) asks/.exec(message)?.[1]]);

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
])("%j is told as %s", (explanation, term) => {
  const [fault] = termFaults(bankOf([sampleQuestion("q", undefined, { explanation })], []));
  expect(fault?.message).toContain(term);
});

test("terms in code, and what a person does, are left alone", () => {
  const explanation = "`nodejs event-loop` and they call back later.";
  expect(termFaults(bankOf([sampleQuestion("q", undefined, { explanation })], []))).toEqual([]);
});

test("what a bank lacks is told", () => {
  const gaps = coverageGaps(bankOf([sampleQuestion("q")], [belief("belief-a")]), new Map([["q", ["A1"]]]));
  const messages = gaps.map(({ message }) => message).join("\n");
  for (const gap of [
    "1 misconceptions and 55 are needed",
    "1 written questions and 165",
    "0 templates and 30",
    "for the learning objective A1 and 4",
    "for the learning objective A21 and 4",
    "1 questions, and 3 are needed",
    "1 kinds, and 2 are needed",
    "of the kind timing",
    "difficulty 3 on event-loop",
  ]) {
    expect(messages).toContain(gap);
  }
});

test("a computed choice that names another belief than predicts it is told", () => {
  const program = 'setTimeout(() => console.log("b"), 0);\nconsole.log("a");';
  const named = (id: string) =>
    sampleProgram([["a", "b"], ["b", "a"], null], {
      program,
      wrong: [{ output: ["b", "a"], misconceptions: [id as MisconceptionId], divergence: null }],
    });
  const bank = bankOf([], [belief("timeout-zero-runs-now"), belief("promise-is-lazy")]);
  expect(computedChoiceFaults(bank, named("timeout-zero-runs-now"))).toEqual([]);
  expect(computedChoiceFaults(bank, named("promise-is-lazy"))).toMatchObject([{ rule: "computed-choice" }]);
});

test("chance is reckoned exactly", () => {
  expect(chiSquareOf([10, 10, 10])).toBe(0);
  expect(chiSquareOf([20, 10])).toBeCloseTo(100 / 30);
  expect(chanceOfAtLeast(0, [0.5, 0.5])).toBeCloseTo(1);
  expect(chanceOfAtLeast(2, [0.5, 0.5])).toBeCloseTo(0.25);
  expect(chanceOfAtLeast(1, [0.25, 0.5])).toBeCloseTo(1 - 0.75 * 0.5);
});

function belief(id: string): Misconception {
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
