import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bank, bankOf } from "../../../src/engine/bank/bank.ts";
import { daysAfter, type LocalDate } from "../../../src/engine/community/calendar.ts";
import type { Template } from "../../../src/engine/generation/template.ts";
import { dailyOrder, dailyQuestion, nextQuestion } from "../../../src/engine/learner/next-question.ts";
import type { Answer } from "../../../src/engine/question/answer.ts";
import { type Topic, topics } from "../../../src/engine/question/curriculum.ts";
import { type LearnerId, learnerId, type QuestionId, variantId } from "../../../src/engine/question/ids.ts";
import type { Difficulty, Question } from "../../../src/engine/question/question.ts";
import { sampleAnswer, sampleQuestion } from "../samples.ts";

function questionAt(id: string, topic: Topic, difficulty: Difficulty): Question {
  return sampleQuestion(id, undefined, { topic, difficulty });
}

const unsorted = [
  questionAt("d", "event-loop", 1),
  questionAt("c", "blocking", 2),
  questionAt("b", "sync-and-async", 2),
  questionAt("a2", "sync-and-async", 1),
  questionAt("a1", "sync-and-async", 1),
];
const bank = bankOf(unsorted, []);
const learner = "learner" as LearnerId;

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

describe("nextQuestion", () => {
  test("follows the curriculum: topics in order, easiest first, then by name", () => {
    const answers: Answer[] = [];
    const walked: string[] = [];
    for (let step = 0; step < unsorted.length; step++) {
      const next = nextQuestion(bank, answers, null, learner);
      expect(next?.because).toBe("new");
      walked.push(next?.question.id ?? "none");
      if (next) answers.push(sampleAnswer(next.question, 0, { answeredAt: step }));
    }
    expect(walked).toEqual(["a1", "a2", "b", "c", "d"]);
  });

  test("when all were answered, returns the missed ones, longest ago first, then the oldest again", () => {
    const order = ["d", "c", "b", "a2", "a1"];
    const answers = unsorted.map((question) =>
      sampleAnswer(question, ["c", "a2"].includes(question.id) ? 1 : 0, { answeredAt: order.indexOf(question.id) }),
    );
    const right = (id: string, answeredAt: number) =>
      sampleAnswer(bank.questions.find((question) => question.id === id) as Question, 0, { answeredAt });
    expect(nextQuestion(bank, answers, null, learner)).toMatchObject({ question: { id: "c" }, because: "missed" });
    answers.push(right("c", 10));
    expect(nextQuestion(bank, answers, null, learner)).toMatchObject({ question: { id: "a2" }, because: "missed" });
    answers.push(right("a2", 11));
    expect(nextQuestion(bank, answers, null, learner)).toMatchObject({ question: { id: "d" }, because: "again" });
  });

  test("stays in the requested topic, and returns null if that has no question", () => {
    expect(nextQuestion(bank, [], "event-loop", learner)).toMatchObject({ question: { id: "d" }, because: "new" });
    expect(nextQuestion(bank, [], "concurrency-and-parallelism", learner)).toBeNull();
    expect(nextQuestion(bankOf([], []), [], null, learner)).toBeNull();
  });

  test("repeats nothing until all were shown, however they are answered, and then what was missed", () => {
    fc.assert(
      fc.property(someBank, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (anyBank, rights) => {
        const answers: Answer[] = [];
        for (const [step, right] of rights.slice(0, anyBank.questions.length).entries()) {
          const next = nextQuestion(anyBank, answers, null, learner);
          expect(next?.because).toBe("new");
          if (next) answers.push(sampleAnswer(next.question, right ? 0 : 1, { answeredAt: step }));
        }
        expect(new Set(answers.map(({ question }) => question)).size).toBe(anyBank.questions.length);
        const oldestMissed = answers.find((answer) => !answer.right);
        const expected = oldestMissed ?? answers[0];
        expect(nextQuestion(anyBank, answers, null, learner)).toMatchObject({
          question: { id: expected?.question },
          because: oldestMissed ? "missed" : "again",
        });
      }),
    );
  });
});

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

describe("a template", () => {
  const variants = Array.from({ length: 4 }, (_, seed) => sampleQuestion(variantId("pair", seed)));
  const template: Template = {
    id: "pair",
    kind: "output",
    topic: "blocking",
    difficulty: 1,
    about: [],
    module: "commonjs",
    slots: [],
    stories: [],
    cases: [],
    mixed: [],
    program: "",
    explanation: "",
    source: { title: "A page", url: "https://example.org/" },
    position: 0,
  };
  const pool = bankOf([], [], [{ template, variants }]);

  /** The variants that a learner gets, in their order. */
  function metBy(name: string, count: number): readonly string[] {
    const answers: Answer[] = [];
    for (let answeredAt = 1; answeredAt <= count; answeredAt++) {
      const next = nextQuestion(pool, answers, null, learnerId(name));
      if (next) answers.push(sampleAnswer(next.question, 0, { answeredAt }));
    }
    return answers.map(({ question }) => question);
  }

  test("shows every variant before one repeats", () => {
    const met = metBy("ada", 8);
    expect(new Set(met.slice(0, 4)).size).toBe(4);
    expect(met.slice(4)).toEqual(met.slice(0, 4));
  });

  test("comes in different orders to different learners", () => {
    const orders = Array.from({ length: 12 }, (_, person) => metBy(`person${person}`, 4).join());
    expect(new Set(orders).size).toBeGreaterThan(3);
  });

  test("has only the variants of the bank: another id is a refusal", () => {
    expect(pool.question(variantId("pair", 2))).toBe(variants[2]);
    expect(pool.question(variantId("pair", 77))).toEqual({ code: "question-changed" });
  });
});
