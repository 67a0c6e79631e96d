import { describe, expect, test } from "vitest";
import { type QuestionId, questionId } from "../../../src/engine/question/ids.ts";
import type { OutputQuestion, Question, WrittenQuestion } from "../../../src/engine/question/question.ts";
import type { Diagnose } from "../../../src/engine/review/diagnostic.ts";
import { guessedParts, guessingDiagnostics } from "../../../src/engine/review/guessing.ts";
import { randomFrom, shuffled } from "../../../src/random/seed.ts";
import { sampleProgram, sampleQuestion, sampleTiming } from "../samples.ts";

const diagnose: Diagnose = (rule, subject, message) => ({
  file: subject === "bank" ? "bank" : subject.id,
  line: 1,
  field: "",
  rule,
  message,
});

const messagesOf = (questions: readonly Question[]) =>
  guessingDiagnostics(questions, diagnose).map(({ file, message }) => `${file}: ${message}`);

const many = <Made>(make: (index: number) => Made) => Array.from({ length: 120 }, (_, index) => make(index));

function worded(index: number, texts: readonly string[], prompt = "What happens?"): WrittenQuestion {
  const [right = "", ...wrong] = texts;
  const question = sampleQuestion(`worded-${index}`, wrong, { prompt, right: { text: right } });
  return { ...question, wrong: question.wrong.map((choice, at) => ({ ...choice, text: wrong[at] ?? "" })) };
}

function printed(id: QuestionId, outputs: readonly (string | null)[]): OutputQuestion {
  return sampleProgram(
    outputs.map((output) => output?.split("") ?? null),
    { id },
  );
}

/** Texts whose words and lengths say nothing about which one is right. */
function plainTexts(index: number): readonly string[] {
  const random = randomFrom(index + 1);
  return shuffled(
    ["it waits for one line", "then the other runs", "both are left alone", "one ends at that time"],
    random,
  );
}

test("a bank whose forms say nothing has no diagnostics", () => {
  const times = many((index) => {
    const [right = 0, ...wrong] = shuffled([100, 200, 400, 600], randomFrom(index * 7 + 3));
    return sampleTiming(`time-${index}`, right, wrong);
  });
  const outputs = many((index) => {
    const [right = "", ...wrong] = shuffled(["abcd", "bacd", "abdc", "badc"], randomFrom(index * 5 + 1));
    return printed(questionId(`output-${index}`), [right, ...wrong]);
  });
  const texts = many((index) => worded(index, plainTexts(index)));
  expect(messagesOf([...times, ...outputs, ...texts])).toEqual([]);
});

describe("a form that gives the right choice away is reported:", () => {
  test.each<[name: string, choices: (index: number) => readonly string[]]>([
    ["longest", (index) => [`${plainTexts(index)[0]} and some more`, ...plainTexts(index).slice(1)]],
    ["shortest", (index) => ["it waits", ...plainTexts(index).slice(1)]],
    ["most words of the prompt", (index) => [`what happens ${index}`, ...plainTexts(index).slice(1)]],
    ["most hedges", (index) => ["it may wait some time", ...plainTexts(index).slice(1)]],
    ["most absolutes", (index) => ["it must always wait", ...plainTexts(index).slice(1)]],
    ["first word of its own", (index) => [`while ${index} runs`, "a clock rings", "a lamp is lit", "a door opens"]],
  ])("%s", (_, choices) => {
    const [message] = messagesOf(many((index) => worded(index, choices(index))));
    expect(message).toMatch(/^bank: a guesser who knows nothing is right in 100\.0 %/);
  });

  test("the smallest time", () => {
    const messages = messagesOf(
      many((index) => sampleTiming(`time-${index}`, 100 + index, [300 + index, 500 + index, 700])),
    );
    expect(messages[0]).toMatch(/^bank: a guesser .* of the questions, .* best is: (?:smallest amount|letter A)$/);
  });

  test("the time that is right most often", () => {
    const messages = messagesOf(
      many((index) => sampleTiming(`time-${index}`, 700, index % 2 === 0 ? [100, 200, 300] : [800, 900, 1000])),
    );
    expect(messages).toContain("bank: 700 ms is right in 120 of the 120 questions that offer it; vary the times");
  });

  test("the printed order that is most like the others", () => {
    const messages = messagesOf(
      many((index) => printed(questionId(`output-${index}`), ["abcd", "bacd", "acbd", "abdc"])),
    );
    expect(messages[0]).toMatch(/^bank: a guesser .* best is: majority of /);
  });

  test("the number of choices", () => {
    const races = many((index) => printed(questionId(`race-${index}`), [null, "ab", "ba"]));
    const others = many((index) => {
      const [right = "", ...wrong] = shuffled(["ab", "ba", "aab"], randomFrom(index + 9));
      return printed(questionId(`other-${index}`), [right, ...wrong, null]);
    });
    const messages = messagesOf([...races, ...others]);
    expect(messages).toContain("race-0: shows 3 choices; a program question shows 4");
    expect(messages.join()).toContain("a guesser who knows nothing is right");
  });
});

describe("in the variants of one template,", () => {
  const variants = <Made>(make: (id: string, index: number) => Made) =>
    Array.from({ length: 40 }, (_, index) => make(`waits.${(index + 1).toString(36)}`, index));

  test("no rank is right in more than half", () => {
    const times = (isRanked: (index: number) => boolean) =>
      variants((id, index) =>
        isRanked(index) ? sampleTiming(id, 500, [100, 200, 300]) : sampleTiming(id, 100, [200, 300, 500]),
      );
    const ofTemplate = (questions: readonly Question[]) => messagesOf(questions).filter((text) => /^waits:/.test(text));
    expect(ofTemplate(times((index) => index % 2 === 0))).toEqual([]);
    expect(ofTemplate(times((index) => index % 3 !== 0))).toEqual([
      "waits: the right choice is in 65.0 % of 40 variants: fourth smallest amount; vary the programs",
    ]);
  });

  test("no sentence is right in more than half", () => {
    const messages = messagesOf(
      variants((id, index) =>
        printed(questionId(id), index < 25 ? [null, "abc", "bac", "acb"] : ["abc", "bac", "acb", null]),
      ),
    );
    expect(messages).toContain(
      "waits: the right choice is in 62.5 % of 40 variants: order not guaranteed; vary the programs",
    );
  });
});

test.each([
  [11, 1],
  [12, 0],
  [18, 0],
  [19, 1],
])("that no order is guaranteed may be right in 20 to 30 %%: %i of 60 gets %i reports", (right, expected) => {
  const questions = Array.from({ length: 60 }, (_each, index) =>
    printed(questionId(`output-${index}`), index < right ? [null, "abc", "bac", "acb"] : ["abc", "bac", "acb", null]),
  );
  const found = messagesOf(questions).filter((message) => message.includes('"the order is not guaranteed" is right'));
  expect(found).toHaveLength(expected);
});

test("the same questions have the same result", () => {
  const questions = many((index) => worded(index, plainTexts(index)));
  expect(guessedParts(questions)).toEqual(guessedParts(questions));
  expect(guessedParts(questions).map(({ part, questions: count }) => [part, count])).toEqual([
    ["questions", 120],
    ["scenario questions", 120],
    ["written questions", 120],
    ["written scenario questions", 120],
  ]);
});
