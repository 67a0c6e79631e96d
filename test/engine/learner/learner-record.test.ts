import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { dayNumber } from "../../../src/engine/community/calendar.ts";
import { answerEvent, eventsOf, type LearnerEvent, replyEvent } from "../../../src/engine/learner/learner-events.ts";
import { learnerParameters } from "../../../src/engine/learner/learner-parameters.ts";
import {
  addEvent,
  beliefOn,
  newLearnerRecord,
  recordFrom,
  savedRecord,
} from "../../../src/engine/learner/learner-record.ts";
import type { Answer, Confidence } from "../../../src/engine/question/answer.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { propertyRuns } from "../../property-runs.ts";
import { diagnosed, sampleAnswer, sampleMisconception, sampleQuestion } from "../samples.ts";

const names = ["speed", "parallel", "sleep"];
const questions = ["q1", "q2", "q3"].map((id, index) => sampleQuestion(id, names.slice(index === 0 ? 0 : 1)));
const bank = bankOf(
  questions,
  names.map((name) => sampleMisconception(name)),
);
const [first, second, third] = questions;
if (!first || !second || !third) throw new Error("there are three questions");

function recordAfter(events: readonly LearnerEvent[]) {
  const record = newLearnerRecord();
  for (const event of events) addEvent(record, event);
  return record;
}

const rightOn = (question: typeof first, localDate: string) =>
  answerEvent(bank, sampleAnswer(question, 0, { localDate }));
const wrongOn = (question: typeof first, choice: number, name: string, localDate: string) =>
  answerEvent(bank, sampleAnswer(question, choice, { localDate, right: false, diagnosis: diagnosed(name) }));
const parallel = misconceptionId("parallel");

const someAnswer = fc
  .record({ index: fc.nat(2), choice: fc.nat(2), day: fc.integer({ min: 10, max: 28 }), asks: fc.boolean() })
  .map(({ index, choice, day, asks }): Answer => {
    const question = questions[index] ?? first;
    const named = question.wrong[choice - 1]?.misconceptions[0] ?? null;
    const diagnosis = asks ? diagnosed(null, named === null ? [] : [named]) : diagnosed(named);
    const reply = asks && named !== null ? { thought: named } : null;
    return sampleAnswer(question, named === null ? 0 : choice, { localDate: `2026-11-${day}`, diagnosis, reply });
  });

describe("addEvent", () => {
  test("one event at a time, saved in between, gives the same record as all events at once", () => {
    fc.assert(
      fc.property(fc.array(someAnswer, { maxLength: 40 }), (answers) => {
        const events = answers.flatMap((answer) => [answerEvent(bank, answer), replyEvent(answer) ?? []].flat());
        let record = newLearnerRecord();
        for (const event of events) {
          record = recordFrom(JSON.parse(JSON.stringify(savedRecord(record))));
          addEvent(record, event);
        }
        expect(record).toEqual(recordAfter(events));
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test("a wrong answer makes its misconception likelier, and its verdict makes it less likely again", () => {
    const answer = wrongOn(second, 1, "parallel", "2026-11-10");
    const untaught = recordAfter([{ ...answer, isTaught: false }]).misconceptions.get(parallel);
    const taught = recordAfter([answer]).misconceptions.get(parallel);
    expect(untaught?.belief).toBeGreaterThan(0.5);
    expect(taught?.belief).toBeCloseTo((untaught?.belief ?? 0) * (1 - learnerParameters.corrects), 9);
    expect(taught?.shown).toMatchObject({ step: 0, isCorrected: false });
    expect(untaught?.shown).toBeNull();
  });

  test.each([
    ["two right answers to different questions on different days", ["q2 11", "q3 12"], true],
    ["two on one day", ["q2 11", "q3 11"], false],
    ["two to one question", ["q2 11", "q2 12"], false],
    ["one", ["q2 11"], false],
  ])("after %s, a shown misconception is corrected: %s", (_, rights, isCorrected) => {
    const events = rights.map((text) => {
      const [id = "", day = ""] = text.split(" ");
      return rightOn(questions.find((question) => question.id === id) ?? first, `2026-11-${day}`);
    });
    const record = recordAfter([wrongOn(second, 1, "parallel", "2026-11-10"), ...events]);
    expect(record.misconceptions.get(parallel)?.shown?.isCorrected).toBe(isCorrected);
  });

  test("returns are due in the same session, then after 1, 3 and 8 days", () => {
    const record = recordAfter([wrongOn(second, 1, "parallel", "2026-11-01")]);
    const due = () => (record.misconceptions.get(parallel)?.shown?.dueDay ?? 0) - dayNumber("2026-11-01");
    const dues = [due()];
    for (const [question, day] of [
      [third, "01"],
      [second, "02"],
      [third, "05"],
    ] as const) {
      addEvent(record, rightOn(question, `2026-11-${day}`));
      dues.push(due());
    }
    expect(dues).toEqual([0, 1, 4, 12]);
  });

  test("a corrected misconception becomes likelier again with the days, and one never shown does not", () => {
    const record = recordAfter([
      wrongOn(second, 1, "parallel", "2026-11-10"),
      rightOn(third, "2026-11-11"),
      rightOn(second, "2026-11-12"),
    ]);
    const known = record.misconceptions.get(parallel);
    const other = record.misconceptions.get(misconceptionId("sleep"));
    if (!known || !other) throw new Error("both are known");
    const day = dayNumber("2026-11-12");
    expect(beliefOn(known, day + 60, learnerParameters)).toBeGreaterThan(
      beliefOn(known, day, learnerParameters) + 0.02,
    );
    expect(beliefOn(other, day + 60, learnerParameters)).toBe(beliefOn(other, day, learnerParameters));
  });

  test("of a question that has changed, only what its verdict said counts", () => {
    const gone = sampleAnswer(sampleQuestion("gone"), 1, { right: false, diagnosis: diagnosed("parallel") });
    const record = recordAfter([answerEvent(bank, gone)]);
    expect([...record.misconceptions.keys()]).toEqual([parallel]);
    expect(record.misconceptions.get(parallel)?.shown).not.toBeNull();
    expect(record.seen.size).toBe(0);
  });

  test("days never go back, even if a clock does", () => {
    const record = recordAfter([rightOn(second, "2026-11-20"), rightOn(third, "2026-11-10")]);
    expect(record.day).toBe(dayNumber("2026-11-20"));
  });
});

test("a reply counts when it was given, which may be after later answers", () => {
  const asked = sampleAnswer(second, 1, {
    answeredAt: 1,
    diagnosis: diagnosed(null, ["parallel"]),
    reply: { thought: parallel },
  });
  const later = sampleAnswer(third, 0, { answeredAt: 2 });
  const types = (repliedAt: number) =>
    eventsOf(bank, [
      { answer: asked, repliedAt, ratedAt: null },
      { answer: later, repliedAt: null, ratedAt: null },
    ]).map(({ type }) => type);
  expect(types(1)).toEqual(["answer", "reply", "answer"]);
  expect(types(3)).toEqual(["answer", "answer", "reply"]);
  expect(types(0)).toEqual(["answer", "reply", "answer"]);
});

test("a rating comes after its answer and the reply to it", () => {
  const sure = { confidence: "sure", reply: { thought: parallel }, answeredAt: 5 } as const;
  const answer = sampleAnswer(second, 1, { ...sure, diagnosis: diagnosed(null, ["parallel"]) });
  const events = eventsOf(bank, [{ answer, repliedAt: 9, ratedAt: 2 }]);
  expect(events.map(({ type }) => type)).toEqual(["answer", "reply", "confidence"]);
  expect(events.at(-1)).toMatchObject({ confidence: "sure", right: false, shown: "parallel" });
});

describe("how sure a person was", () => {
  const rating = (confidence: Confidence, right: boolean, question = second) =>
    ({ type: "confidence", confidence, question, right, shown: right ? null : parallel }) as const;
  const wrong = wrongOn(second, 1, "parallel", "2026-11-10");
  const knownAfter = (...events: readonly LearnerEvent[]) => recordAfter(events).misconceptions.get(parallel);

  test("makes a misconception likelier after a sure answer, and less likely after a guess", () => {
    const [sure, unrated, guess] = [
      knownAfter(wrong, rating("sure", false)),
      knownAfter(wrong),
      knownAfter(wrong, rating("guess", false)),
    ];
    expect(sure?.belief).toBeGreaterThan(unrated?.belief ?? 1);
    expect(guess?.belief).toBeLessThan(unrated?.belief ?? 0);
    expect([sure, unrated, guess].map((one) => one?.shown?.isSure)).toEqual([true, false, false]);
  });

  test("lets a right guess correct nothing, and speak less against a misconception", () => {
    const right = rightOn(second, "2026-11-11");
    const next = rightOn(third, "2026-11-12");
    expect(knownAfter(wrong, right, next)?.shown?.isCorrected).toBe(true);
    expect(knownAfter(wrong, right, rating("guess", true), next)?.shown?.isCorrected).toBe(false);
    expect(knownAfter(wrong, right, rating("guess", true))?.belief).toBeGreaterThan(
      knownAfter(wrong, right)?.belief ?? 1,
    );
    expect(knownAfter(wrong, right, rating("sure", true))).toEqual(knownAfter(wrong, right));
  });

  test("says nothing about misconceptions of a question that has changed", () => {
    const right = rightOn(second, "2026-11-11");
    expect(knownAfter(wrong, right, { ...rating("guess", true), question: null })).toEqual(knownAfter(wrong, right));
  });
});
