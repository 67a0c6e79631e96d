import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { dayNumber, daysAfter } from "../../../src/engine/community/calendar.ts";
import { learnerModelOf } from "../../../src/engine/learner/learner-model.ts";
import { progressOf } from "../../../src/engine/learner/progress.ts";
import type { Answer } from "../../../src/engine/question/answer.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { diagnosed, recordOf, sampleAnswer, sampleMisconception, sampleQuestion, sampleTemplate } from "../samples.ts";

const first = sampleQuestion("first", ["speed", "parallel"]);
const second = sampleQuestion("second", ["speed", "bad"], { topic: "event-loop" });
const third = sampleQuestion("third", ["bad", "lazy"], { topic: "event-loop" });
const fourth = sampleQuestion("fourth", ["speed", "lazy"], { topic: "event-loop" });
const catalogue = ["speed", "parallel", "bad", "lazy"].map((id) => sampleMisconception(id));
const bank = bankOf([first, second, third, fourth], catalogue);
const model = learnerModelOf(bank);
const today = "2026-11-24";

/** A day, so many days after the first one. */
const day = (days: number) => ({ localDate: daysAfter("2026-11-01", days) });

function progressAfter(answers: readonly Answer[], onDay = 0) {
  return progressOf(model, recordOf(bank, answers), onDay);
}

function misconceptionsOf(...answers: readonly Answer[]) {
  const { openMisconceptions: open, correctedMisconceptions: corrected } = progressAfter(answers);
  return { open, corrected };
}

describe("misconceptions", () => {
  test("a wrong choice shows its misconception", () => {
    expect(misconceptionsOf(sampleAnswer(first, 2))).toEqual({ open: ["parallel"], corrected: [] });
  });

  test("two right answers to different questions that probe it, on different days, correct it, and only it", () => {
    const shown = [sampleAnswer(first, 1, day(1)), sampleAnswer(first, 2, day(1))];
    const once = [...shown, sampleAnswer(second, 0, day(2))];
    expect(misconceptionsOf(...once)).toEqual({ open: ["parallel", "speed"], corrected: [] });
    expect(misconceptionsOf(...once, sampleAnswer(fourth, 0, day(3)))).toEqual({
      open: ["parallel"],
      corrected: ["speed"],
    });
  });

  test.each([
    ["the same question twice", [second, second], [2, 3]],
    ["on one day", [second, fourth], [2, 2]],
  ] as const)("%s does not correct it", (_, questions, days) => {
    const right = questions.map((question, index) => sampleAnswer(question, 0, day(days[index] ?? 0)));
    expect(misconceptionsOf(sampleAnswer(first, 1, day(1)), ...right)).toEqual({ open: ["speed"], corrected: [] });
  });

  test("an earlier right answer corrects nothing", () => {
    const answers = [sampleAnswer(second, 0, day(1)), sampleAnswer(fourth, 0, day(2)), sampleAnswer(first, 1, day(3))];
    expect(misconceptionsOf(...answers)).toEqual({ open: ["speed"], corrected: [] });
  });

  test("a corrected misconception that shows again is open", () => {
    const corrected = [
      sampleAnswer(first, 1, day(1)),
      sampleAnswer(second, 0, day(2)),
      sampleAnswer(fourth, 0, day(3)),
    ];
    expect(misconceptionsOf(...corrected)).toEqual({ open: [], corrected: ["speed"] });
    expect(misconceptionsOf(...corrected, sampleAnswer(second, 1, day(4)))).toEqual({ open: ["speed"], corrected: [] });
  });

  test("the likeliest comes first: one that several answers show, before one that a right answer speaks against", () => {
    const shown = [sampleAnswer(third, 2, day(1)), sampleAnswer(first, 1, day(1)), sampleAnswer(second, 1, day(1))];
    expect(misconceptionsOf(...shown).open[0]).toBe("speed");
    const against = [...shown.slice(0, 2), sampleAnswer(second, 0, day(1))];
    expect(misconceptionsOf(...against)).toEqual({ open: ["lazy", "speed"], corrected: [] });
  });

  test("not knowing shows no misconception and corrects none", () => {
    const unknown = sampleAnswer(second, 1, { choice: "unknown", diagnosis: diagnosed() });
    expect(misconceptionsOf(sampleAnswer(first, 1), unknown)).toEqual({ open: ["speed"], corrected: [] });
  });

  test("several possible misconceptions show nothing before the reply, and then the one in the reply", () => {
    const asked = sampleAnswer(first, 1, { diagnosis: diagnosed(null, ["speed", "parallel"]) });
    expect(misconceptionsOf(asked)).toEqual({ open: [], corrected: [] });
    const replied = { ...asked, reply: { thought: misconceptionId("parallel") } };
    expect(misconceptionsOf(replied)).toEqual({ open: ["parallel"], corrected: [] });
    expect(misconceptionsOf({ ...asked, reply: { thought: null } })).toEqual({ open: [], corrected: [] });
  });

  test("a misconception is open or corrected and never both, for any answers", () => {
    const someAnswer = fc
      .tuple(fc.constantFrom(first, second, third, fourth), fc.integer({ min: 0, max: 2 }), fc.nat(20))
      .map(([question, choice, days]) => sampleAnswer(question, choice, day(days)));
    fc.assert(
      fc.property(fc.array(someAnswer), (answers) => {
        const { open, corrected } = misconceptionsOf(...answers);
        expect(new Set([...open, ...corrected]).size).toBe(open.length + corrected.length);
        const shown = new Set(answers.flatMap(({ diagnosis }) => diagnosis.named ?? []));
        expect(new Set([...open, ...corrected])).toEqual(shown);
      }),
    );
  });
});

test("what is due for review is counted, from the answer after the one that showed it", () => {
  const unknown = sampleAnswer(second, 1, { choice: "unknown", diagnosis: diagnosed(), ...day(1) });
  const shown = [sampleAnswer(first, 1, day(1)), sampleAnswer(third, 2, day(1)), unknown];
  expect(progressAfter(shown, dayNumber(today)).reviewsDue).toBe(2);
  expect(progressAfter([], dayNumber(today)).reviewsDue).toBe(0);
});

test("a topic counts questions, and counts as right those that were right when last answered", () => {
  const answers = [sampleAnswer(second, 1), sampleAnswer(third, 0), sampleAnswer(second, 0), sampleAnswer(third, 1)];
  const { topics } = progressAfter(answers);
  expect(topics.find(({ topic }) => topic === "event-loop")).toMatchObject({ questions: 3, answered: 2, right: 1 });
  expect(topics.find(({ topic }) => topic === "blocking")).toMatchObject({ questions: 1, answered: 0, right: 0 });
  expect(topics).toHaveLength(5);
});

test("the variants of a template count as one question, which is right if the last one was", () => {
  const variants = ["waits.1", "waits.2"].map((id) => sampleQuestion(id, ["speed"], { topic: "event-loop" }));
  const [one, other] = variants;
  if (!one || !other) throw new Error("there are two variants");
  const withTemplate = bankOf([], catalogue, [{ template: sampleTemplate("waits"), variants }]);
  const eventLoop = (answers: readonly Answer[]) => {
    const progress = progressOf(learnerModelOf(withTemplate), recordOf(withTemplate, answers), 0);
    return progress.topics.find(({ topic }) => topic === "event-loop");
  };
  const [right, wrong] = [sampleAnswer(one, 0), sampleAnswer(other, 1)];
  expect(eventLoop([right, wrong])).toMatchObject({ questions: 1, answered: 1, right: 0 });
  expect(eventLoop([wrong, right])).toMatchObject({ questions: 1, answered: 1, right: 1 });
});

test("an answer to a question that the bank no longer has still shows what its verdict named", () => {
  const gone = sampleQuestion("gone", ["speed"]);
  expect(misconceptionsOf(sampleAnswer(gone, 1), sampleAnswer(gone, 0))).toEqual({ open: ["speed"], corrected: [] });
});
