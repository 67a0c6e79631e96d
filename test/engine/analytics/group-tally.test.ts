import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { atLeast, newGroupTally, suppressedTotal } from "../../../src/engine/analytics/group-tally.ts";
import { learnerId } from "../../../src/engine/question/ids.ts";
import { propertyRuns } from "../../property-runs.ts";

test.each([
  [0, null],
  [4, null],
  [5, { people: 5, holding: 2 }],
  [9, { people: 5, holding: 2 }],
  [10, { people: 10, holding: 4 }],
])("of %i people, of whom one in three holds it, %j is shown", (count, shown) => {
  const tally = newGroupTally();
  for (let number = 0; number < count; number++) tally.add(learnerId(`person-${number}`), number % 3 === 0);
  expect(tally.shown()).toEqual(shown);
});

test("a person counts once, with what was said of them first", () => {
  const tally = newGroupTally();
  for (const holds of [true, false, false]) tally.add(learnerId("person-0"), holds);
  for (const number of [1, 2, 3]) tally.add(learnerId(`person-${number}`), false);
  expect(tally.shown()).toBeNull();
  tally.add(learnerId("person-4"), false);
  expect(tally.shown()).toEqual({ people: 5, holding: 1 });
});

test("between any two moments, what is shown changes by nobody or by five people or more", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (people) => {
      const tally = newGroupTally();
      const counts = people.map((holds, number) => {
        tally.add(learnerId(`person-${number}`), holds);
        return tally.shown()?.people ?? 0;
      });
      for (const [index, count] of counts.entries()) {
        const differences = counts.slice(0, index).map((earlier) => count - earlier);
        expect(differences.every((difference) => difference === 0 || difference >= 5)).toBe(true);
      }
    }),
    { numRuns: propertyRuns(200) },
  );
});

describe("a total of groups", () => {
  test.each([
    [4, [4], 0],
    // One suppressed group: a total of 5 would say that it is not empty.
    [5, [1, 5], 5],
    [10, [4, 6], 5],
    [10, [4, 4, 6], 10],
    // Nobody could tell which of many groups the five people are in.
    [5, [1, 1, 1, 1, 1], 5],
    [12, [12], 10],
  ])("of %i people in groups of %j shows %i", (total, groups, shown) => {
    expect(suppressedTotal(total, groups)).toBe(shown);
  });

  /** All sizes that the groups could have, for somebody who sees only what is shown. */
  function* worlds(shownGroups: readonly number[]): Generator<readonly number[]> {
    const [first, ...rest] = shownGroups;
    if (first === undefined) return void (yield []);
    for (const others of worlds(rest)) for (let more = 0; more < 5; more++) yield [first + more, ...others];
  }

  /** People may be in several groups, so the total is between the largest group and the sum of all. */
  function isPossible(groups: readonly number[], shownTotal: number): boolean {
    const sum = groups.reduce((all, size) => all + size, 0);
    // A total that was lowered only says that there are at least so many.
    return sum >= shownTotal;
  }

  test("does not narrow down any group that is suppressed", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (groups, overlap) => {
        const [largest, sum] = [Math.max(...groups), groups.reduce((all, size) => all + size, 0)];
        const total = Math.round(largest + overlap * (sum - largest));
        const shown = suppressedTotal(total, groups);
        expect(shown).toBeLessThanOrEqual(total);
        const possible = [...worlds(groups.map(atLeast))].filter((world) => isPossible(world, shown));
        for (const [index, size] of groups.entries()) {
          if (size >= 5) continue;
          expect([...new Set(possible.map((world) => world[index]))].sort()).toEqual([0, 1, 2, 3, 4]);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
