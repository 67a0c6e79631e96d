import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FirstAnswer } from "../../../src/engine/analytics/first-answers.ts";
import { enough, itemFlags } from "../../../src/engine/analytics/item-flags.ts";
import { type ItemStatistics, itemStatistics } from "../../../src/engine/analytics/item-statistics.ts";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import type { Template } from "../../../src/engine/generation/template.ts";
import type { Choice } from "../../../src/engine/question/answer.ts";
import {
  type LearnerId,
  type MisconceptionId,
  misconceptionId,
  type PresentationId,
  type QuestionId,
} from "../../../src/engine/question/ids.ts";
import {
  type ChooseAllQuestion,
  digestOf,
  type Question,
  type StepsQuestion,
} from "../../../src/engine/question/question.ts";
import { randomFrom, shuffled } from "../../../src/random/seed.ts";
import { propertyRuns } from "../../property-runs.ts";
import { diagnosed, sampleQuestion } from "../samples.ts";

const { topic, difficulty, explanation, source, position, about } = sampleQuestion("any");
const any = { topic, difficulty, explanation, source, position, about } as const;
const misconception = "misconception-a" as MisconceptionId;
const one = sampleQuestion("one");
const two = sampleQuestion("two");
const others = ["two", "three", "four"].map((id) => sampleQuestion(id));
const steps: StepsQuestion = {
  ...any,
  id: "steps" as QuestionId,
  idea: "steps",
  kind: "ordering",
  program: null,
  prompt: "In which order?",
  items: [{ text: "first" }, { text: "second" }, { text: "third" }],
  mistakes: [
    { order: [1, 0, 2], misconceptions: [misconception], refutation: "Not so." },
    { order: [2, 1, 0], misconceptions: [misconception], refutation: "Not so." },
  ],
};
const all: ChooseAllQuestion = {
  ...any,
  id: "all" as QuestionId,
  idea: "all",
  kind: "choose-all",
  prompt: "Which?",
  code: null,
  options: [true, false, true].map((right) => ({
    text: String(right),
    right,
    misconceptions: [misconception],
    refutation: "Not so.",
  })),
};
const template: Template = {
  ...any,
  id: "template",
  kind: "output",
  about: [misconception],
  module: "commonjs",
  slots: [],
  stories: [],
  cases: [],
  mixed: [],
  program: "",
};
const written: readonly Question[] = [one, ...others, steps, all];
const bank = bankOf(written, [], [{ template, variants: [] }]);

let serial = 0;

function answered(
  question: Question | string,
  learner: number,
  choice: Choice,
  over: Partial<FirstAnswer> = {},
): FirstAnswer {
  const [id, digest] = typeof question === "string" ? [question, "any"] : [question.id, digestOf(question)];
  return {
    presentation: `asked${++serial}` as PresentationId,
    learner: `learner${learner}` as LearnerId,
    question: id as QuestionId,
    digest,
    choice,
    right: choice === 0,
    diagnosis: diagnosed(choice === 0 || choice === "unknown" ? null : misconception),
    reply: null,
    answeredAt: serial,
    ...over,
  };
}

const people = (count: number) => Array.from({ length: count }, (_, person) => person);

function itemOf(answers: readonly FirstAnswer[], id: string): ItemStatistics {
  const found = itemStatistics(bank, answers).items.find((item) => item.id === id);
  if (!found) throw new Error(`no figures of ${id}`);
  return found;
}

/**
 * A hundred people. The first quarter is right in none of the other questions, the second in one, the third in two, the
 * last in three.
 */
function hundred(choice: (quarter: number, person: number) => Choice): readonly FirstAnswer[] {
  return people(100).flatMap((person) => {
    const quarter = Math.floor(person / 25);
    const rest = others.map((question, index) => answered(question, person, index < quarter ? 0 : 1));
    return [...rest, answered(one, person, choice(quarter, person))];
  });
}

describe("by hand", () => {
  test("difficulty, discrimination, correlation and each option of a question that the second and fourth quarter know", () => {
    const item = itemOf(
      hundred((quarter) => (quarter % 2 === 1 ? 0 : quarter === 0 ? 1 : "unknown")),
      "one",
    );
    // Scores 0, 1, 2, 3: M1 = 2, M0 = 1, s = sqrt(1.25), p = 1/2. Of 27, 25 + 0 are right at the top, 0 + 2 below.
    const root = Math.sqrt(1.25);
    expect(item).toMatchObject({ n: 100, difficulty: 0.5, unexplained: 0, flags: ["a-never-chosen-option"] });
    expect(item.discrimination).toBeCloseTo(23 / 27, 4);
    expect(item.pointBiserial).toBeCloseTo(0.5 / root, 4);
    const [right, first, second, unknown] = item.options;
    expect(right).toMatchObject({ choice: 0, share: 0.5, pointBiserial: item.pointBiserial, functioning: null });
    // M1 = 0, M0 = 2, p = 1/4.
    expect(first).toMatchObject({ choice: 1, share: 0.25, functioning: true });
    expect(first?.pointBiserial).toBeCloseTo((-2 / root) * Math.sqrt(3 / 16), 4);
    expect(second).toEqual({ choice: 2, share: 0, pointBiserial: null, functioning: false });
    expect(unknown).toMatchObject({ choice: "unknown", share: 0.25, functioning: null });
  });

  test("a key that the best miss and the weakest hit is the first to look at", () => {
    const answers = hundred((quarter) => (quarter < 2 ? 0 : 2));
    const { items } = itemStatistics(bank, answers);
    expect(items[0]?.id).toBe("one");
    expect(items[0]?.flags).toEqual([
      "the-best-are-wrong",
      "a-wrong-option-attracts-the-best",
      "poor-discrimination",
      "a-never-chosen-option",
    ]);
  });

  test.each([
    [100, ["too-easy", "a-never-chosen-option"]],
    [98, ["too-easy", "a-rarely-chosen-option", "a-never-chosen-option"]],
    [10, ["too-hard"]],
  ] as const)("%d of a hundred right", (right, flags) => {
    const answers = people(100).map((person) => answered(one, person, person < right ? 0 : person === 10 ? 2 : 1));
    const found = itemOf(answers, "one");
    expect(found.difficulty).toBeCloseTo((right + 2) / 104, 4);
    expect(new Set(found.flags)).toEqual(new Set(right === 10 ? ["too-hard", "a-rarely-chosen-option"] : flags));
    // Nobody has answered anything else, so nobody is known to be better.
    expect([found.discrimination, found.pointBiserial]).toEqual([null, null]);
  });

  test.each([
    // Two of ten are right, where people are right in half or in nine of ten of the other questions.
    [10, 2, 0.5, (2 + 4 * 0.5) / 14],
    [10, 2, 0.9, (2 + 4 * 0.9) / 14],
    [90, 18, 0.9, (18 + 4 * 0.9) / 94],
  ])(
    "of %d people %d are right: the mean of the others, %d, counts like four answers",
    (n, right, mean, difficulty) => {
      // 996 answers to other questions: two more right ones and two more wrong ones are counted in.
      const rest = people(996).map((person) => answered(two, 1000 + person, person < 1000 * mean - 2 ? 0 : 1));
      const found = itemOf(
        [...rest, ...people(n).map((person) => answered(one, person, person < right ? 0 : 1))],
        "one",
      );
      expect(found.difficulty).toBeCloseTo(difficulty, 4);
      const margin = 1.645 * Math.sqrt((difficulty * (1 - difficulty)) / (n + 5));
      expect(found.margin).toBeCloseTo(margin, 4);
    },
  );

  test("wrong answers that no misconception explains, among people who chose something", () => {
    const answers = people(40).map((person) => {
      if (person < 10) return answered(one, person, "unknown");
      return answered(one, person, 1, person < 22 ? { diagnosis: diagnosed() } : {});
    });
    expect(itemOf(answers, "one")).toMatchObject({ unexplained: 0.4 });
    expect(itemOf(answers, "one").flags).toContain("unexplained-wrong-answers");
    const rights = people(40).map((person) => answered(one, person, 0));
    expect(itemOf(rights, "one").unexplained).toBeNull();
  });
});

describe("too few", () => {
  test.each([
    [9, "nothing"],
    [10, "difficulty"],
    [29, "difficulty"],
    [30, "figures"],
    [99, "figures"],
    [100, "correlations"],
  ] as const)("with %d people, %s are reported", (count, flagged) => {
    const answers = hundred((_, person) => person % 2).filter(({ learner }) => Number(learner.slice(7)) < count);
    const { discrimination, difficulty: p, margin, pointBiserial, options, flags } = itemOf(answers, "one");
    expect([p, margin].map((figure) => figure !== null)).toEqual(Array(2).fill(flagged !== "nothing"));
    const figures = [discrimination, ...options.map(({ share }) => share)].map((figure) => figure !== null);
    expect(new Set(figures)).toEqual(new Set([flagged === "figures" || flagged === "correlations"]));
    expect([pointBiserial, options[1]?.pointBiserial].map((figure) => figure !== null)).toEqual(
      Array(2).fill(flagged === "correlations"),
    );
    if (flagged === "nothing") expect(flags).toEqual([]);
    if (flagged !== "correlations") expect(flags).not.toContain("poor-discrimination");
    expect([enough.difficulty, enough.figures, enough.correlations]).toEqual([10, 30, 100]);
  });

  test("come last, those with most answers first", () => {
    const counts = { two: 5, one: 31, three: 9 };
    const answers = Object.entries(counts).flatMap(([id, count]) =>
      people(count).map((person) => answered(bank.question(id as QuestionId) as Question, person, person % 2)),
    );
    expect(itemStatistics(bank, answers).items.map(({ id }) => id)).toEqual(["one", "three", "two"]);
  });
});

describe("which answers count", () => {
  test("each person's first, in any order; a template counts once", () => {
    const first = answered("template.a", 1, 0, { answeredAt: 5 });
    const second = answered("template.b", 1, 1, { answeredAt: 6 });
    const other = answered("template.b", 2, "unknown", { answeredAt: 1 });
    for (const answers of [
      [first, second, other],
      [other, second, first],
    ]) {
      const { items, ...counts } = itemStatistics(bank, answers);
      expect(counts).toEqual({ answers: 2, repeated: 1, outdated: 0 });
      expect(items).toMatchObject([{ id: "template", n: 2 }]);
      expect(items[0]?.options.map(({ choice }) => choice)).toEqual(["right", "unknown"]);
    }
  });

  test("not those to a question that was changed or removed since", () => {
    const changed = answered(one, 1, 0, { digest: "old" });
    const gone = [answered("gone", 1, 0), answered("gone.a", 1, 0)];
    expect(itemStatistics(bank, [changed, ...gone])).toEqual({ answers: 0, repeated: 0, outdated: 3, items: [] });
  });
});

describe("answers of several presses, and templates", () => {
  test("each order is an option: the right one, those that a misconception leads to, and others that were given", () => {
    const orders = [...Array(20).fill([0, 1, 2]), ...Array(10).fill([1, 0, 2]), ...Array(10).fill([0, 2, 1])];
    const answers = orders.map((order, person) =>
      answered(steps, person, order, {
        right: order[1] === 1 && order[0] === 0,
        diagnosis: diagnosed(order[0] === 1 ? misconception : null),
      }),
    );
    const { options, unexplained, flags } = itemOf(answers, "steps");
    expect(options.map(({ choice, share }) => [choice, share])).toEqual([
      [[0, 1, 2], 0.5],
      [[1, 0, 2], 0.25],
      [[2, 1, 0], 0],
      [[0, 2, 1], 0.25],
    ]);
    expect(unexplained).toBe(0.5);
    expect(flags).toContain("a-never-chosen-option");
  });

  test("each set is an option, the right one first even if nobody chose it", () => {
    const answers = people(40).map((person) => answered(all, person, person < 30 ? [1] : [0, 1, 2], { right: false }));
    expect(itemOf(answers, "all").options.map(({ choice, share }) => [choice, share])).toEqual([
      [[0, 2], 0],
      [[0, 1, 2], 0.25],
      [[1], 0.75],
    ]);
    expect(itemOf(answers, "all").flags).toEqual(["too-hard"]);
  });

  test("the questions of a template differ, so its options are the misconceptions behind them", () => {
    const made = (person: number) => `template.${person.toString(36)}`;
    const both = { diagnosis: diagnosed(null, ["b", "a"]) };
    const answers = people(40).map((person) => {
      if (person < 20) return answered(made(person), person, 0);
      return answered(made(person), person, (person % 3) + 1, person < 30 ? both : { diagnosis: diagnosed() });
    });
    expect(itemOf(answers, "template").options.map(({ choice, share }) => [choice, share])).toEqual([
      ["right", 0.5],
      ["a+b", 0.25],
      ["unexplained", 0.25],
    ]);
    expect(itemOf(answers, "template").flags).toEqual(["unexplained-wrong-answers"]);
  });
});

describe("of any answers", () => {
  const choices: readonly Choice[] = [0, 1, 2, "unknown"];
  const someAnswer = fc
    .record({
      question: fc.constantFrom<Question | string>(one, ...others, "template.a", "template.b", steps, "gone"),
      learner: fc.nat({ max: 150 }),
      choice: fc.constantFrom(...choices),
      answeredAt: fc.nat({ max: 20 }),
    })
    .map(({ question, learner, choice, answeredAt }) => {
      const order: Choice = choice === "unknown" ? choice : choice === 0 ? [0, 1, 2] : [1, 0, 2];
      return answered(question, learner, question === steps ? order : choice, {
        answeredAt,
        right: choice === 0,
      });
    });
  const someAnswers = fc.array(someAnswer, { minLength: 100, maxLength: 1200, size: "max" });

  test("figures are within their bounds, shares add up, and no answer is lost or counted twice", () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const { items, answers: counted, repeated, outdated } = itemStatistics(bank, answers);
        expect(counted + repeated + outdated).toBe(answers.length);
        expect(items.reduce((sum, { n }) => sum + n, 0)).toBe(counted);
        for (const item of items) {
          expect(item.difficulty === null).toBe(item.n < enough.difficulty);
          expect(item.unexplained === null || item.n >= enough.figures).toBe(true);
          for (const part of [item.difficulty, item.unexplained, ...item.options.map(({ share }) => share)]) {
            if (part !== null) expect(part >= 0 && part <= 1).toBe(true);
          }
          for (const figure of [item, ...item.options].map(({ pointBiserial }) => pointBiserial)) {
            if (figure !== null) expect(Math.abs(figure)).toBeLessThanOrEqual(1);
          }
          if (item.discrimination !== null) expect(Math.abs(item.discrimination)).toBeLessThanOrEqual(1);
          const sum = item.options.reduce((shares, { share }) => shares + (share ?? 0), 0);
          if (item.n >= enough.figures) expect(sum).toBeCloseTo(1, 2);
          expect(item.flags).toEqual(itemFlags.filter((flag) => item.flags.includes(flag)));
        }
      }),
      { numRuns: propertyRuns(25) },
    );
  });

  test("the order of the answers changes nothing", () => {
    fc.assert(
      fc.property(someAnswers, fc.nat(), (answers, seed) => {
        expect(itemStatistics(bank, shuffled(answers, randomFrom(seed)))).toEqual(itemStatistics(bank, answers));
      }),
      { numRuns: propertyRuns(25) },
    );
  });
});

describe("replies to verdicts that ask", () => {
  const asked = { diagnosis: diagnosed(null, ["a", "b"]) };
  const replied = (thought: string | null) => ({
    ...asked,
    reply: { thought: thought === null ? null : misconceptionId(thought) },
  });

  test("are counted for each misconception, the most frequent first", () => {
    const thoughts = ["b", "b", "a", null, "b"];
    const answers = thoughts.map((thought, person) => answered(one, person, 1, replied(thought)));
    const found = itemOf([...answers, answered(one, 7, 1, asked), answered(one, 8, 0), answered(one, 9, 2)], "one");
    expect(found.thoughts).toEqual({
      asked: 6,
      replies: [
        { thought: "b", count: 3 },
        { thought: "a", count: 1 },
        { thought: null, count: 1 },
      ],
    });
    expect(itemOf([answered(one, 1, 0)], "one").thoughts).toEqual({ asked: 0, replies: [] });
  });

  test("explain a wrong answer, or say that no misconception does", () => {
    const answers = people(40).map((person) => {
      if (person < 10) return answered(one, person, 1, asked);
      return answered(one, person, 1, replied(person < 30 ? "a" : null));
    });
    expect(itemOf(answers, "one").unexplained).toBe(0.25);
  });

  test("make one option of a template", () => {
    const answers = people(40).map((person) => {
      const over = person < 10 ? asked : replied(person < 20 ? "a" : null);
      return answered(`template.${person.toString(36)}`, person, 1, over);
    });
    expect(itemOf(answers, "template").options.map(({ choice, share }) => [choice, share])).toEqual([
      ["right", 0],
      ["a", 0.25],
      ["a+b", 0.25],
      ["unexplained", 0.5],
    ]);
  });
});
