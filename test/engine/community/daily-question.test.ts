import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bank, bankOf } from "../../../src/engine/bank/bank.ts";
import { daysAfter, type LocalDate } from "../../../src/engine/community/calendar.ts";
import { dailyOrder, dailyQuestion } from "../../../src/engine/community/daily-question.ts";
import { type Topic, topics } from "../../../src/engine/question/curriculum.ts";
import type { QuestionId } from "../../../src/engine/question/ids.ts";
import type { Difficulty, Question } from "../../../src/engine/question/question.ts";
import { sampleQuestion } from "../samples.ts";

function questionAt(id: string, topic: Topic, difficulty: Difficulty): Question {
  return sampleQuestion(id, undefined, { topic, difficulty });
}

const someBank = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z0-9-]{1,6}$/),
      topic: fc.constantFrom(...topics),
      difficulty: fc.constantFrom<Difficulty>(1, 2, 3),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 25 },
  )
  .map((rows) =>
    bankOf(
      rows.map(({ id, topic, difficulty }) => questionAt(id, topic, difficulty)),
      [],
    ),
  );

describe("dailyQuestion", () => {
  /** Posts a question each day, and returns them in order. */
  function postDays(banks: readonly Bank[], channel: string): readonly Question[] {
    const lastPosted = new Map<QuestionId, LocalDate>();
    return banks.map((bank, day) => {
      const question = dailyQuestion(dailyOrder(bank, channel), lastPosted) ?? expect.unreachable();
      lastPosted.set(question.id, daysAfter("2026-11-24", day));
      return question;
    });
  }

  test("gives a channel every question once before the first comes again, easy ones first", () => {
    fc.assert(
      fc.property(someBank, fc.string({ maxLength: 12 }), (anyBank, channel) => {
        const size = anyBank.questions.length;
        const posted = postDays(Array(2 * size).fill(anyBank), channel);
        const [once, again] = [posted.slice(0, size), posted.slice(size)];
        expect(new Set(once.map(({ id }) => id)).size).toBe(size);
        expect(again.map(({ id }) => id)).toEqual(once.map(({ id }) => id));
        const difficulties = once.map(({ difficulty }) => difficulty);
        expect(difficulties).toEqual([...difficulties].sort());
      }),
    );
  });

  test("repeats nothing until the channel has had every question, even if questions are added later", () => {
    const difficulties: readonly Difficulty[] = [1, 2, 3, 1, 2, 3, 3, 2, 1, 3, 2, 1];
    const many = difficulties.map((difficulty, index) => questionAt(`q${index}`, "blocking", difficulty));
    const sizes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sizes, fc.string({ maxLength: 12 }), (added, channel) => {
        let size = 1;
        const banks = added.map((count) => {
          size = Math.min(many.length, size + count);
          return bankOf(many.slice(0, size), []);
        });
        const had = new Set<QuestionId>();
        for (const [day, { id }] of postDays(banks, channel).entries()) {
          const isNewLeft = banks[day]?.questions.some((question) => !had.has(question.id));
          expect(had.has(id)).toBe(!isNewLeft);
          had.add(id);
        }
      }),
    );
  });

  test("differs between channels", () => {
    const many = bankOf(
      Array.from({ length: 30 }, (_, index) => questionAt(`q${index}`, "blocking", 1)),
      [],
    );
    const firsts = Array.from({ length: 40 }, (_, index) => dailyOrder(many, `channel-${index}`)[0]?.id);
    expect(new Set(firsts).size).toBeGreaterThan(12);
  });

  test("returns nothing from an empty bank", () => {
    expect(dailyQuestion(dailyOrder(bankOf([], []), "room"), new Map())).toBeNull();
  });
});
