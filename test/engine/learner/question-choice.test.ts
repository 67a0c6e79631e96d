import { describe, expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { answerEvent } from "../../../src/engine/learner/learner-events.ts";
import { learnerModelOf } from "../../../src/engine/learner/learner-model.ts";
import { addEvent, type LearnerRecord, newLearnerRecord } from "../../../src/engine/learner/learner-record.ts";
import { choiceWeights } from "../../../src/engine/learner/learner-today.ts";
import { chooseQuestion } from "../../../src/engine/learner/question-choice.ts";
import { misconceptionId } from "../../../src/engine/question/ids.ts";
import { probedBy, type Question } from "../../../src/engine/question/question.ts";
import { diagnosed, sampleAnswer, sampleMisconception, sampleQuestion } from "../samples.ts";

const names = [..."abcdefgh"];
/** Four questions about each misconception, each together with the next one. */
const questions = names.flatMap((name, index) =>
  [1, 2, 3, 4].map((number) =>
    sampleQuestion(`${name}${number}`, [name, names[(index + 1) % names.length] ?? name], { topic: "sync-and-async" }),
  ),
);
const bank = bankOf(
  questions,
  names.map((name) => sampleMisconception(name, { prerequisites: name === "b" ? [misconceptionId("a")] : [] })),
  [],
  questions.slice(5, 7).map(({ id }) => id),
);
const model = learnerModelOf(bank);
const request = { topic: null, day: 20_000, seed: 1 };
const choose = (record: LearnerRecord, more: Partial<Parameters<typeof chooseQuestion>[2]> = {}) => {
  const chosen = chooseQuestion(model, record, { ...request, ...more });
  if (!chosen) throw new Error("the bank has questions");
  return chosen;
};

/** Answers on one day: rightly, or under the misconception. */
function answer(record: LearnerRecord, question: Question, under: string | null, localDate = "2024-10-04"): void {
  const index = question.kind === "scenario" ? question.wrong.findIndex((w) => `${w.misconceptions[0]}` === under) : -1;
  const diagnosis = diagnosed(index < 0 ? null : under);
  addEvent(record, answerEvent(bank, sampleAnswer(question, index + 1, { localDate, right: index < 0, diagnosis })));
}

/** A record that has seen the curated first questions. */
function started(): LearnerRecord {
  const record = newLearnerRecord();
  for (const question of questions.slice(5, 7)) answer(record, question, null);
  return record;
}

describe("chooseQuestion", () => {
  test("begins with the curated questions, in their order", () => {
    const record = newLearnerRecord();
    for (const expected of questions.slice(5, 7)) {
      const { question, reason } = choose(record);
      expect([question.id, reason]).toEqual([expected.id, { type: "first" }]);
      answer(record, question, null);
    }
    expect(choose(record).reason.type).not.toBe("first");
  });

  test("never asks about one idea twice in a row, nor the same question soon", () => {
    const record = started();
    const ids: string[] = [];
    for (let count = 0; count < 20; count++) {
      const { question } = choose(record);
      ids.push(question.id);
      answer(record, question, count % 3 === 0 ? `${probedBy(question)[0]}` : null);
    }
    for (const [index, id] of ids.entries()) expect(ids.slice(index + 1, index + 6)).not.toContain(id);
  });

  test.each(names)("brings %s back with another question two or three questions after it was shown", (name) => {
    const record = started();
    const shownIn = questions.find((question) => question.id === `${name}1`);
    if (!shownIn) throw new Error("there is such a question");
    answer(record, shownIn, name);
    const distances: number[] = [];
    for (let distance = 1; distance <= 3; distance++) {
      const { question } = choose(record);
      if (probedBy(question).some((id) => id === name)) distances.push(distance);
      expect(question.id).not.toBe(shownIn.id);
      answer(record, question, null);
    }
    expect(distances).not.toContain(1);
    expect(distances.length).toBeGreaterThan(0);
  });

  test("takes up first what the person was sure of", () => {
    const record = started();
    const [, , , , , , , , ofC, , , , , , , , ofE] = questions;
    for (const [question, under] of [
      [ofC ?? raise(), "c"],
      [ofE ?? raise(), "e"],
    ] as const) {
      answer(record, question, under);
    }
    for (const name of ["c", "e"]) {
      const sure = structuredClone(record);
      const shown = misconceptionId(name);
      addEvent(sure, { type: "confidence", confidence: "sure", question: null, right: false, shown });
      answer(sure, questions[1] ?? raise(), null);
      expect(choose(sure).reason).toEqual({ type: "return", misconception: shown });
    }
  });

  test("says that a misconception comes back", () => {
    const record = started();
    answer(record, questions[0] ?? raise(), "a");
    answer(record, choose(record).question, null);
    expect(choose(record).reason).toEqual({ type: "return", misconception: "a" });
  });

  test("stays in the topic", () => {
    expect(chooseQuestion(model, newLearnerRecord(), { ...request, topic: "event-loop" })).toBeNull();
    expect(choose(newLearnerRecord(), { topic: "sync-and-async" }).question.topic).toBe("sync-and-async");
  });

  test("gives the same question for the same record, and orders equal ones by person", () => {
    const ids = [...Array(12).keys()].map((seed) => choose(started(), { seed: seed * 7919 }).question.id);
    expect(choose(started()).question.id).toBe(choose(started()).question.id);
    expect(new Set(ids).size).toBeGreaterThan(1);
  });

  test("with its weight on, an open prerequisite keeps a question back", () => {
    const record = started();
    answer(record, questions[0] ?? raise(), "a");
    const weights = { ...choiceWeights, prerequisites: 100, returns: 0 };
    for (let count = 0; count < 5; count++) {
      const { question } = choose(record, { weights });
      const probed = probedBy(question).map(String);
      expect(probed.includes("b") && !probed.includes("a")).toBe(false);
      answer(record, question, "a");
    }
  });
});

function raise(): never {
  throw new Error("there is no such question");
}
