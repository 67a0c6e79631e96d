import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { daysAfter } from "../../../src/engine/community/calendar.ts";
import { progressOf } from "../../../src/engine/learner/learner.ts";
import type { Answer } from "../../../src/engine/question/answer.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { diagnosed, sampleAnswer, sampleQuestion } from "../samples.ts";

const first = sampleQuestion("first", ["speed", "parallel"]);
const second = sampleQuestion("second", ["speed", "bad"], { topic: "event-loop" });
const third = sampleQuestion("third", ["bad", "lazy"], { topic: "event-loop" });
const bank = bankOf([first, second, third], []);
const today = "2026-11-24";

function misconceptionsOf(...answers: readonly Answer[]) {
  const { openMisconceptions: open, correctedMisconceptions: corrected } = progressOf(bank, answers, today);
  return { open, corrected };
}

describe("misconceptions", () => {
  test("a wrong choice shows its misconception", () => {
    expect(misconceptionsOf(sampleAnswer(first, 2))).toEqual({ open: ["parallel"], corrected: [] });
  });

  test("a later right answer to any question that probes it corrects it, and only it", () => {
    expect(misconceptionsOf(sampleAnswer(first, 1), sampleAnswer(second, 0))).toEqual({
      open: [],
      corrected: ["speed"],
    });
    expect(misconceptionsOf(sampleAnswer(first, 2), sampleAnswer(second, 0))).toEqual({
      open: ["parallel"],
      corrected: [],
    });
  });

  test("an earlier right answer corrects nothing", () => {
    expect(misconceptionsOf(sampleAnswer(second, 0), sampleAnswer(first, 1))).toEqual({
      open: ["speed"],
      corrected: [],
    });
  });

  test("a corrected misconception that shows again is open, and can be corrected again", () => {
    const relapse = [sampleAnswer(first, 1), sampleAnswer(second, 0), sampleAnswer(second, 1)];
    expect(misconceptionsOf(...relapse)).toEqual({ open: ["speed"], corrected: [] });
    expect(misconceptionsOf(...relapse, sampleAnswer(first, 0))).toEqual({ open: [], corrected: ["speed"] });
  });

  test("the latest comes first, including one that shows a second time", () => {
    const shown = [sampleAnswer(first, 1), sampleAnswer(third, 2), sampleAnswer(second, 1)];
    expect(misconceptionsOf(...shown)).toEqual({ open: ["speed", "lazy"], corrected: [] });
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
    // The answer showed it, whenever the reply came: a right answer in between corrects it.
    expect(misconceptionsOf(replied, sampleAnswer(first, 0))).toEqual({ open: [], corrected: ["parallel"] });
  });

  test("a misconception is open or corrected and never both, for any answers", () => {
    const someAnswer = fc
      .tuple(fc.constantFrom(first, second, third), fc.integer({ min: 0, max: 2 }))
      .map(([question, choice]) => sampleAnswer(question, choice));
    fc.assert(
      fc.property(fc.array(someAnswer), (answers) => {
        const { open, corrected } = misconceptionsOf(...answers);
        expect(new Set([...open, ...corrected]).size).toBe(open.length + corrected.length);
        const last = answers.at(-1);
        if (last && !last.right) expect(open[0]).toBe(last.diagnosis.named);
        const shown = new Set(answers.flatMap(({ diagnosis }) => diagnosis.named ?? []));
        expect(new Set([...open, ...corrected])).toEqual(shown);
      }),
    );
  });
});

test("a topic counts questions, and counts as right those that were right when last answered", () => {
  const answers = [sampleAnswer(second, 1), sampleAnswer(third, 0), sampleAnswer(second, 0), sampleAnswer(third, 1)];
  const { topics } = progressOf(bank, answers, today);
  expect(topics.find(({ topic }) => topic === "event-loop")).toMatchObject({ questions: 2, answered: 2, right: 1 });
  expect(topics.find(({ topic }) => topic === "blocking")).toMatchObject({ questions: 1, answered: 0, right: 0 });
  expect(topics).toHaveLength(5);
});

test("an answer to a question that the bank no longer has does no harm", () => {
  const gone = sampleQuestion("gone", ["old"]);
  expect(misconceptionsOf(sampleAnswer(gone, 1), sampleAnswer(gone, 0))).toEqual({ open: ["old"], corrected: [] });
});

describe("streak", () => {
  test.each([
    ["nothing", [], 0],
    ["today", [0], 1],
    ["yesterday, today is young", [-1], 1],
    ["the day before yesterday", [-2], 0],
    ["three days with today", [-2, -1, 0], 3],
    ["three days without today", [-3, -2, -1], 3],
    ["a hole ends it", [-4, -3, -1, 0], 2],
    ["twice on a day counts once", [-1, -1, 0, 0], 2],
  ])("%s", (_, daysAgo, streak) => {
    const answers = daysAgo.map((days) => sampleAnswer(first, 0, { localDate: daysAfter(today, days) }));
    expect(progressOf(bank, answers, today).streakDays).toBe(streak);
  });

  test("continues over the end of a month and of a leap February", () => {
    const days = ["2028-02-28", "2028-02-29", "2028-03-01"];
    const answers = days.map((localDate) => sampleAnswer(first, 0, { localDate }));
    expect(progressOf(bank, answers, "2028-03-01").streakDays).toBe(3);
  });
});
