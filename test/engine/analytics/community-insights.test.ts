import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CommunityAnswer,
  type CommunityInsights,
  newInsightBuilder,
} from "../../../src/engine/analytics/community-insights.ts";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { daysAfter, isoWeekOf, type LocalDate, lastWeeks } from "../../../src/engine/community/calendar.ts";
import { addEvent, newLearnerRecord } from "../../../src/engine/learner/learner-record.ts";
import { learnerId, type MisconceptionId, misconceptionId, presentationId } from "../../../src/engine/question/ids.ts";
import { digestOf, type Question } from "../../../src/engine/question/question.ts";
import { propertyRuns } from "../../property-runs.ts";
import { diagnosed, sampleMisconception, sampleQuestion } from "../samples.ts";

const questions = [
  sampleQuestion("one", ["misconception-a", "misconception-b"]),
  sampleQuestion("two", ["misconception-a", "misconception-b"]),
  sampleQuestion("three", ["misconception-a"]),
];
const ids = ["misconception-a", "misconception-b"] as const;
const bank = bankOf(
  questions,
  ids.map((id) => sampleMisconception(id)),
);
const today = "2026-11-24";
const weeks = lastWeeks(today, 3);

interface Given {
  readonly learner: string;
  readonly question?: string;
  readonly date?: LocalDate;
  readonly minute?: number;
  readonly right?: boolean;
  readonly named?: string | null;
  readonly asked?: readonly string[];
  /** Undefined for no reply. */
  readonly thought?: string | null;
  readonly replyAfter?: number;
  readonly answeredBefore?: boolean;
  readonly digest?: string;
}

function questionOf(id: string): Question {
  return questions.find((each) => each.id === id) ?? sampleQuestion(id);
}

function answered(given: Given): CommunityAnswer {
  const { learner, question: id = "one", date = today, minute = 0, named = null, asked = [], thought } = given;
  const question = questionOf(id);
  const answeredAt = Date.parse(date) + minute * 60_000;
  return {
    presentation: presentationId(`presentation-${learner}-${id}-${answeredAt}`),
    learner: learnerId(learner),
    question: question.id,
    digest: given.digest ?? digestOf(question),
    choice: given.right ? 0 : 1,
    right: given.right ?? false,
    diagnosis: diagnosed(named, asked),
    reply: thought === undefined ? null : { thought: thought === null ? null : misconceptionId(thought) },
    answeredAt,
    localDate: date,
    repliedAt: thought === undefined ? null : answeredAt + (given.replyAfter ?? 1),
    answeredBefore: given.answeredBefore ?? false,
  };
}

/** Added in pages of a few, as a store does. */
function reportOf(answers: readonly CommunityAnswer[], shown = weeks): CommunityInsights | null {
  const builder = newInsightBuilder(bank, shown);
  const sorted = answers.toSorted((one, other) => one.answeredAt - other.answeredAt);
  for (let start = 0; start < sorted.length; start += 3) builder.add(sorted.slice(start, start + 3));
  return builder.report();
}

function people(count: number, given: (number: number) => Omit<Given, "learner">): readonly CommunityAnswer[] {
  return Array.from({ length: count }, (_, number) =>
    answered({ learner: `person-${number}`, minute: number, ...given(number) }),
  );
}

function shareOf(report: CommunityInsights | null, id: string, week = weeks.length - 1) {
  return report?.misconceptions.find(({ misconception }) => misconception === id)?.weeks[week]?.share ?? null;
}

const [a, b] = ids;

describe("of the people who met a misconception in a week", () => {
  test.each<readonly [string, Omit<Given, "learner">, number | null]>([
    ["a verdict named it", { named: a }, 5],
    ["a verdict named another one", { named: b }, 0],
    ["a right answer named none", { right: true }, 0],
    ["a person said in the reply that they think it", { asked: [a, b], thought: a }, 5],
    ["a person said in the reply that they think another one", { asked: [a, b], thought: b }, 0],
    ["a person said in the reply that they think none", { asked: [a], thought: null }, 0],
    ["a verdict asked and nobody replied, so it is not known", { asked: [a] }, null],
    ["the reply came two weeks later", { asked: [a], thought: a, replyAfter: 14 * 86_400_000 }, 5],
    ["the question has changed since", { named: a, digest: "before" }, null],
    ["the question is not in the bank any more", { named: a, question: "gone" }, null],
    ["the question doesn't probe it", { question: "three", named: b }, 0],
  ])("%s", (_, given, holding) => {
    const share = shareOf(reportOf(people(5, () => given)), a);
    expect(share).toEqual(holding === null ? null : { people: 5, holding });
  });

  test("everybody counts once, with their first answer", () => {
    const first = people(5, (number) => ({ named: number === 0 ? a : null, right: number !== 0 }));
    const later = people(5, (number) => ({ question: "two", minute: 100 + number, named: a }));
    expect(shareOf(reportOf([...first, ...later]), a)).toEqual({ people: 5, holding: 1 });
  });

  test("weeks begin on Monday, and a change compares two weeks that are shown", () => {
    const before = people(5, (number) => ({ date: "2026-11-22", named: number < 2 ? a : null }));
    const after = people(5, (number) => ({ date: "2026-11-23", named: number < 4 ? a : null }));
    const report = reportOf([...before, ...after]);
    expect([1, 2].map((week) => shareOf(report, a, week)?.holding)).toEqual([2, 4]);
    const changes = report?.misconceptions.find(({ misconception }) => misconception === a)?.weeks;
    expect(changes?.map(({ change }) => change)).toEqual([null, null, 40]);
    expect(report?.misconceptions[0]).toMatchObject({ misconception: a, average: 0.6 });
  });
});

test.each([
  [4, null],
  [5, 5],
  [9, 5],
  [10, 10],
])("with %i people, the report speaks of %j", (count, shown) => {
  expect(reportOf(people(count, () => ({ named: a })))?.people ?? null).toBe(shown);
});

test("two right answers to different items on different days correct what was shown", () => {
  const steps = (second: Omit<Given, "learner">) => [
    ...people(5, () => ({ named: a, date: "2026-11-22" })),
    ...people(5, () => ({ question: "two", right: true, date: "2026-11-23" })),
    ...people(5, (number) => ({ minute: 100 + number, right: true, ...second })),
  ];
  const correctedAfter = (second: Omit<Given, "learner">) => reportOf(steps(second))?.correctedThisWeek;
  expect(correctedAfter({ question: "three" })).toBe(5);
  expect(correctedAfter({ question: "two" })).toBe(0);
  expect(correctedAfter({ question: "three", date: "2026-11-23" })).toBe(0);
  const four = steps({ question: "three" }).filter(({ learner }) => learner !== "person-4");
  expect(reportOf([...four, ...people(5, () => ({ right: true }))])?.correctedThisWeek).toBe(0);
});

test("the hardest questions are those that most first answers got wrong, without their shares", () => {
  const report = reportOf([
    ...people(5, (number) => ({ question: "one", right: number < 1 })),
    ...people(5, (number) => ({ question: "two", right: number < 2, minute: 10 + number })),
    ...people(5, (number) => ({ question: "three", right: number < 3, minute: 20 + number })),
    ...people(5, () => ({ question: "three", answeredBefore: true, minute: 30 })),
  ]);
  expect(report?.hardest).toEqual([
    { item: "one", rightBelow: 0.25 },
    { item: "two", rightBelow: 0.5 },
  ]);
});

test.each([
  ["2026-11-24", "2026-W48"],
  ["2026-01-01", "2026-W01"],
  ["2027-01-03", "2026-W53"],
  ["2024-12-30", "2025-W01"],
])("%s is in the week %s", (date, week) => {
  expect(isoWeekOf(date)).toBe(week);
});

/** What a few people answered over three weeks and some before. */
const histories = fc
  .array(
    fc.record({
      learner: fc.integer({ min: 0, max: 11 }),
      question: fc.constantFrom("one", "two", "three"),
      day: fc.integer({ min: 0, max: 27 }),
      minute: fc.integer({ min: 0, max: 1439 }),
      outcome: fc.constantFrom("right", "other", a, b, "asked-a", "asked-b", "asked-none", "asked"),
    }),
    { maxLength: 90 },
  )
  .map((all) =>
    all
      .map(({ learner, question, day, minute, outcome }) => {
        const date = daysAfter("2026-11-02", day);
        const thought = new Map([
          ["asked-a", a],
          ["asked-b", b],
          ["asked-none", null],
        ]).get(outcome);
        return answered({
          learner: `person-${learner}`,
          question,
          date,
          minute,
          right: outcome === "right",
          named: outcome === a || outcome === b ? outcome : null,
          asked: outcome.startsWith("asked") ? [a, b] : [],
          ...(thought === undefined ? {} : { thought, replyAfter: 90_000_000 }),
        });
      })
      .toSorted((one, other) => one.answeredAt - other.answeredAt),
  );

describe("nobody can find out about fewer than five people", () => {
  const runs = { numRuns: propertyRuns(300) };

  function cellsOf(report: CommunityInsights | null, shown = weeks) {
    return ids.flatMap((id) => shown.map((monday, week) => ({ id, monday, share: shareOf(report, id, week) })));
  }

  test("every number of people is suppressed or at least five, and no person is named", () => {
    fc.assert(
      fc.property(histories, (answers) => {
        const report = reportOf(answers);
        if (report === null) return;
        const counts = report.misconceptions.flatMap((trend) =>
          trend.weeks.flatMap(({ share, corrected }) => [share?.people ?? 0, corrected]),
        );
        for (const count of [...counts, report.people, report.correctedThisWeek])
          expect(count === 0 || count >= 5).toBe(true);
        for (const { weeks: cells } of report.misconceptions) {
          for (const [index, { share, change }] of cells.entries())
            if (share === null || !cells[index - 1]?.share) expect(change).toBeNull();
        }
        expect(JSON.stringify(report)).not.toMatch(/person-|presentation-/);
      }),
      runs,
    );
  });

  test("not from two reports of different times: they differ by five people or more", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 28 * 1440 }), (answers, minute) => {
        const time = Date.parse("2026-11-02") + minute * 60_000;
        const until = answers
          .filter(({ answeredAt }) => answeredAt <= time)
          .map((answer) => ((answer.repliedAt ?? 0) > time ? { ...answer, reply: null, repliedAt: null } : answer));
        const earlier = cellsOf(reportOf(until));
        const later = cellsOf(reportOf(answers));
        for (const [index, { share: after }] of later.entries()) {
          const before = earlier[index]?.share ?? null;
          const more = (after?.people ?? 0) - (before?.people ?? 0);
          if (more === 0) expect(after).toEqual(before);
          else expect(more).toBeGreaterThanOrEqual(5);
        }
      }),
      runs,
    );
  });

  test("not from two reports of different lengths: the weeks they share are the same", () => {
    fc.assert(
      fc.property(histories, (answers) => {
        const long = cellsOf(reportOf(answers));
        const [, , last = today] = weeks;
        for (const { id, share } of cellsOf(reportOf(answers, [last]), [last])) {
          // A report of fewer than five people shows nothing.
          if (share !== null) expect(long.find((cell) => cell.id === id && cell.monday === last)?.share).toEqual(share);
        }
      }),
      runs,
    );
  });

  test("not from totals, averages or changes: what is suppressed changes none of them", () => {
    fc.assert(
      fc.property(histories, (answers) => {
        const report = reportOf(answers);
        const cells = cellsOf(report);
        // Answers in weeks in which no misconception is shown. Another outcome must not show anywhere.
        const hidden = (date: LocalDate) =>
          cells.every(({ monday, share }) => share === null || date < monday || date >= daysAfter(monday, 7));
        const others = answers.map((answer) =>
          hidden(answer.localDate)
            ? { ...answer, right: false, diagnosis: diagnosed(b), reply: null, repliedAt: null }
            : answer,
        );
        const strip = (one: CommunityInsights | null) =>
          one?.misconceptions
            .filter(({ average }) => average !== null)
            .map(({ misconception, average, weeks: shown }) => [
              misconception,
              average,
              shown.map(({ change, share }) => [change, share]),
            ]);
        const again = reportOf(others);
        // With another outcome, all are known, so a week may now be shown.
        const nowShown = cellsOf(again).some(({ share }, index) => share !== null && cells[index]?.share === null);
        if (!nowShown) expect(strip(again)).toEqual(strip(report));
      }),
      runs,
    );
  });
});

test("corrections are those of the learner's record", () => {
  fc.assert(
    fc.property(histories, (answers) => {
      // Five people with the same history, so that what they correct is shown.
      const own = answers.filter(({ reply, diagnosis }) => reply === null && diagnosis.asked.length === 0);
      const copies = own.flatMap((answer) =>
        [0, 1, 2, 3, 4].map((copy) => ({ ...answer, learner: learnerId(`copy-${copy}`) })),
      );
      const record = newLearnerRecord();
      const corrected = new Set<MisconceptionId>();
      for (const { question, choice, right, diagnosis, localDate } of own) {
        const before = new Map(record.misconceptions);
        addEvent(record, {
          type: "answer",
          question: questionOf(question),
          choice,
          right,
          diagnosis,
          isTaught: true,
          localDate,
        });
        for (const [id, { shown }] of record.misconceptions) {
          const isNew = shown?.isCorrected === true && before.get(id)?.shown?.isCorrected !== true;
          if (isNew && localDate >= (weeks[0] ?? "")) corrected.add(id);
        }
      }
      const found = (reportOf(copies)?.misconceptions ?? [])
        .filter((trend) => trend.weeks.some(({ corrected: count }) => count > 0))
        .map(({ misconception }) => misconception);
      expect(found.toSorted()).toEqual([...corrected].sort());
    }),
    { numRuns: propertyRuns(300) },
  );
});
