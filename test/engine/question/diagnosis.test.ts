import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Choice } from "../../../src/engine/question/answer.ts";
import type { Topic } from "../../../src/engine/question/curriculum.ts";
import { grade } from "../../../src/engine/question/diagnosis.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import type { OutputQuestion, Question, WrittenQuestion } from "../../../src/engine/question/question.ts";
import { diagnosed, sampleChooseAll, sampleProgram, sampleQuestion, sampleSteps } from "../samples.ts";

const topicsById: Readonly<Record<string, Topic>> = {
  own: "event-loop",
  "own-here": "blocking",
  here: "blocking",
  "also-here": "blocking",
  elsewhere: "event-loop",
  far: "sync-and-async",
};

const topicOf = (id: string): Topic | null => topicsById[id] ?? null;
const diagnosisOf = (question: Question, choice: Choice) => grade(question, choice, topicOf).diagnosis;

/** A question on blocking, about `own` and `own-here`, whose only wrong choice these misconceptions lead to. */
function choiceOf(misconceptions: readonly string[]): WrittenQuestion {
  const wrong = [{ text: "wrong", refutation: "Not so.", misconceptions: misconceptions.map(misconceptionId) }];
  return sampleQuestion("q", [], { wrong, about: ["own", "own-here"].map(misconceptionId) });
}

describe("of the misconceptions that lead to a choice", () => {
  test.each([
    ["the only one", ["elsewhere"], diagnosed("elsewhere")],
    ["one that the bank does not have, if it is the only one", ["unknown"], diagnosed("unknown")],
    ["the one that the question is about, and not one of its topic", ["here", "own"], diagnosed("own")],
    ["the one that the question is about, of many", ["far", "here", "own-here", "elsewhere"], diagnosed("own-here")],
  ])("the verdict names %s", (_, misconceptions, diagnosis) => {
    expect(diagnosisOf(choiceOf(misconceptions), 1)).toEqual(diagnosis);
  });

  test.each([
    ["two of the topic", ["here", "also-here"], ["here", "also-here"]],
    ["two that the question is about, first the one of its topic", ["own", "own-here"], ["own-here", "own"]],
    ["all of them, although only one is of the topic", ["far", "here", "elsewhere"], ["here", "far", "elsewhere"]],
    ["all of them, first those of the topic", ["here", "far", "also-here"], ["here", "also-here", "far"]],
    [
      "all of them, first those that it is about",
      ["far", "here", "own", "own-here"],
      ["own-here", "own", "here", "far"],
    ],
    ["two of other topics", ["elsewhere", "far"], ["elsewhere", "far"]],
    ["four of five", ["a", "b", "c", "d", "e"], ["a", "b", "c", "d"]],
  ])("the verdict asks about %s", (_, misconceptions, asked) => {
    expect(diagnosisOf(choiceOf(misconceptions), 1)).toEqual(diagnosed(null, asked));
  });

  test("none is named or asked about if there is none, if the choice is right, or without a choice", () => {
    expect(diagnosisOf(choiceOf([]), 1)).toEqual(diagnosed());
    expect(diagnosisOf(choiceOf(["own"]), 0)).toEqual(diagnosed());
    expect(diagnosisOf(choiceOf(["own"]), "unknown")).toEqual(diagnosed());
  });

  test("whatever leads to it, at most one is named, at most four are asked about, and never both", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(topicsById), "a", "b", "c")), (misconceptions) => {
        const { named, asked } = diagnosisOf(choiceOf(misconceptions), 1);
        expect(named === null || asked.length === 0).toBe(true);
        expect(asked.length).not.toBe(1);
        expect(asked.length).toBeLessThanOrEqual(4);
        expect(named === null && asked.length === 0).toBe(misconceptions.length === 0);
        for (const id of [...asked, ...(named ? [named] : [])]) expect(misconceptions).toContain(id);
      }),
    );
  });
});

test("a choice that two misconceptions lead to only together asks about both", () => {
  const pair = [misconceptionId("here"), misconceptionId("far")] as const;
  const wrong = [{ output: ["b", "a"], misconceptions: [], pair }];
  expect(diagnosisOf(sampleProgram([["a", "b"]], { wrong }), 1)).toEqual(diagnosed(null, pair));
});

describe("printed lines in which a busy thread would make a timer come last", () => {
  const busy = "waiting-uses-the-thread";
  const withTimer = 'setTimeout(() => console.log("bell"), 200);';
  const printed = (output: readonly string[], over: Partial<OutputQuestion> = {}) =>
    sampleProgram([["ask", "bell", "reply"]], {
      program: withTimer,
      wrong: [{ output, misconceptions: [misconceptionId(busy)], pair: null }],
      ...over,
    });

  test.each([
    ["ask, because promise handlers may seem to come first", ["ask", "reply", "bell"], {}, diagnosed(null, [busy])],
    [
      "name it if the question is about it",
      ["ask", "reply", "bell"],
      { about: [misconceptionId(busy)] },
      diagnosed(busy),
    ],
    ["name it without a timer", ["ask", "reply", "bell"], { program: "f();" }, diagnosed(busy)],
    ["name it if the timer does not come last", ["bell", "ask", "reply"], {}, diagnosed(busy)],
  ])("%s", (_, output, over, diagnosis) => {
    expect(diagnosisOf(printed(output, over), 1)).toEqual(diagnosis);
  });
});

describe("an order", () => {
  const steps = (...mistakes: readonly { order: readonly number[]; misconceptions: readonly string[] }[]) =>
    sampleSteps(["first", "second", "third", "fourth"], mistakes);
  const reversed = { order: [3, 2, 1, 0], misconceptions: ["here"] };

  test.each([
    ["to which a misconception leads is named", [3, 2, 1, 0], [reversed], diagnosed("here")],
    ["one swap away from the only such order is asked about", [3, 2, 0, 1], [reversed], diagnosed(null, ["here"])],
    ["two swaps away is not", [3, 0, 2, 1], [reversed], diagnosed()],
    ["whose steps at a distance are swapped is not", [0, 2, 1, 3], [reversed], diagnosed()],
    [
      "one swap away from the right order is not",
      [1, 0, 2, 3],
      [{ order: [1, 0, 3, 2], misconceptions: ["here"] }],
      diagnosed(),
    ],
    [
      "one swap away from two such orders is not",
      [3, 2, 0, 1],
      [reversed, { order: [3, 0, 2, 1], misconceptions: ["elsewhere"] }],
      diagnosed(),
    ],
    [
      "one swap away from an order that several lead to is not",
      [3, 2, 0, 1],
      [{ ...reversed, misconceptions: ["here", "also-here"] }],
      diagnosed(),
    ],
    [
      "one swap away is asked about the one that the question is about",
      [3, 2, 0, 1],
      [{ ...reversed, misconceptions: ["here", "own"] }],
      diagnosed(null, ["own"]),
    ],
  ])("%s: %j", (_, order, mistakes, diagnosis) => {
    const question = { ...steps(...mistakes), about: [misconceptionId("own")] };
    expect(diagnosisOf(question, order)).toEqual(diagnosis);
  });
});

describe("a set", () => {
  const options = sampleChooseAll([
    { right: true, misconceptions: ["here", "far"] },
    { right: true, misconceptions: [] },
    { right: false, misconceptions: ["here"] },
    { right: false, misconceptions: ["elsewhere", "own"] },
  ]);
  const set = { ...options, about: [misconceptionId("own")] };

  test.each([
    ["the one behind all its wrong options", [1, 2], diagnosed("here")],
    ["the one that the question is about behind its only wrong option", [0, 1, 3], diagnosed("own")],
  ])("names %s: %j", (_, chosen, diagnosis) => {
    expect(diagnosisOf(set, chosen)).toEqual(diagnosis);
  });

  test("asks if no misconception leads to all its wrong options, first about those behind most of them", () => {
    expect(diagnosisOf(set, [1, 2, 3])).toEqual(diagnosed(null, ["here", "own", "elsewhere", "far"]));
  });

  test("asks if several misconceptions lead to its only wrong option, and the question is about none of them", () => {
    expect(diagnosisOf(set, [1])).toEqual(diagnosed(null, ["here", "far"]));
  });

  test("names none and asks nothing if its wrong options have no misconception", () => {
    expect(diagnosisOf(set, [0])).toEqual(diagnosed());
  });
});
