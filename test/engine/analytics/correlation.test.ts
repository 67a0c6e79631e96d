import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { discriminationOf, type Observation, pointBiserialOf } from "../../../src/engine/analytics/correlation.ts";
import { randomFrom, shuffled } from "../../../src/random/seed.ts";

const observation = fc.record({
  score: fc.integer({ min: 0, max: 12 }).map((tenths) => tenths / 10),
  inGroup: fc.boolean(),
});
const people = fc.array(observation, { maxLength: 60 });
const measures = [discriminationOf, pointBiserialOf] as const;

/** Two characters for each person: a digit for the score, and whether it holds: `3+`. */
function of(text: string): readonly Observation[] {
  return text.split(" ").map((one) => ({ score: Number(one[0]), inGroup: one[1] === "+" }));
}

describe.each(measures)("%o", (measure) => {
  test("stays between -1 and 1", () => {
    fc.assert(
      fc.property(people, (some) => {
        const measured = measure(some);
        if (measured !== null) expect(Math.abs(measured)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  test("does not depend on the order of people, to the last digit", () => {
    fc.assert(
      fc.property(people, fc.nat(), (some, seed) => {
        expect(measure(shuffled(some, randomFrom(seed)))).toBe(measure(some));
      }),
    );
  });

  test("changes its sign if the opposite holds, and stays the same on another scale of scores", () => {
    fc.assert(
      fc.property(people, (some) => {
        const measured = measure(some);
        const opposite = measure(some.map(({ score, inGroup }) => ({ score, inGroup: !inGroup })));
        const scaled = measure(some.map(({ score, inGroup }) => ({ score: 3 * score + 5, inGroup })));
        if (measured === null) {
          expect([opposite, scaled]).toEqual([null, null]);
        } else {
          expect(opposite).toBeCloseTo(-measured, 9);
          expect(scaled).toBeCloseTo(measured, 9);
        }
      }),
    );
  });
});

test.each([
  // Of eleven people three are the best, and three the weakest.
  ["0- 1- 2+ 3- 4+ 5- 6+ 7- 8+ 9+ 9+", (3 - 1) / 3],
  ["0+ 1+ 2+ 3- 4- 5- 6- 7- 8- 9- 9-", -1],
  // Four people share one score, two of them belong to the group, and half of the four are right: so one counts as
  // right.
  ["0- 3+ 3- 3+ 3- 5- 6+ 7+ 8+ 9+ 9+", (3 - 1) / 3],
  ["5+ 5- 5+ 5-", 0],
  ["4+", 0],
])("by hand, the discrimination of %s is %d", (text, expected) => {
  expect(discriminationOf(of(text))).toBeCloseTo(expected, 12);
});

test.each([
  // M1 = 3, M0 = 2, s = sqrt(1.25), p = 1/2.
  ["1- 2+ 3- 4+", 0.5 / Math.sqrt(1.25)],
  ["1- 1- 2+ 2+", 1],
  ["1+ 1+ 2- 2-", -1],
  // M1 = 4, M0 = 5/3, s = sqrt(27)/4, p = 1/4.
  ["1- 1- 3- 4+", ((4 - 5 / 3) / (Math.sqrt(27) / 4)) * (Math.sqrt(3) / 4)],
])("by hand, the correlation of %s is %d", (text, expected) => {
  expect(pointBiserialOf(of(text))).toBeCloseTo(expected, 12);
});

test.each(["1+ 2+", "1- 2-", "3+ 3-"])("there is no correlation if all are the same: %s", (text) => {
  expect(pointBiserialOf(of(text))).toBeNull();
});

test("there is none without people", () => {
  for (const measure of measures) expect(measure([])).toBeNull();
});
