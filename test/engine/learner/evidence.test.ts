import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evidenceOf, forecastOf, mostBits, readingOf, spreadOf } from "../../../src/engine/learner/evidence.ts";
import { propertyRuns } from "../../property-runs.ts";
import { sampleQuestion } from "../samples.ts";

const reliability = { follows: 0.7, slips: 0.1 };
const names = ["a", "b", "c", "d"];

/** A question with up to four misconceptions, each of which leads to one of three wrong answers. */
const someQuestion = fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }).map((ways) => {
  const question = sampleQuestion("q", ["x", "y", "z"]);
  const wrong = question.wrong.map((one, index) => ({
    ...one,
    misconceptions: sampleQuestion("q", names).wrong.flatMap(({ misconceptions }, local) =>
      ways[local] === index ? misconceptions : [],
    ),
  }));
  return evidenceOf({ ...question, wrong });
});
const someBelief = fc.double({ min: 0.01, max: 0.99, noNaN: true });

/** The same by a sum over every set of misconceptions that the person may hold. */
function bySum({ probed, ways }: ReturnType<typeof evidenceOf>, choice: number, beliefs: readonly number[]) {
  const held = probed.map(() => 0);
  let total = 0;
  for (let set = 0; set < 2 ** probed.length; set++) {
    const isIn = (local: number) => (set & (1 << local)) !== 0;
    const size = probed.filter((_, local) => isIn(local)).length;
    const prior = beliefs.reduce((product, belief, local) => product * (isIn(local) ? belief : 1 - belief), 1);
    const { spread = 0, members = [] } = ways[choice - 1] ?? {};
    const stray = (1 - reliability.follows) / 2;
    const lead = members.filter(({ local }) => isIn(local)).length;
    const followed = size === 0 ? reliability.slips * spread : (reliability.follows * lead) / size + stray * spread;
    const isRight = size === 0 ? 1 - reliability.slips : stray;
    const weight = prior * (choice === 0 ? isRight : followed);
    total += weight;
    for (const local of probed.keys()) held[local] = (held[local] ?? 0) + (isIn(local) ? weight : 0);
  }
  return { total, beliefs: held.map((one) => one / total) };
}

describe("readingOf", () => {
  test("equals the sum over every set of misconceptions", () => {
    fc.assert(
      fc.property(
        someQuestion,
        fc.nat(3),
        fc.array(someBelief, { minLength: 4, maxLength: 4 }),
        (evidence, choice, all) => {
          const beliefs = all.slice(0, evidence.probed.length);
          const reading = readingOf(evidence, choice, beliefs, reliability);
          const expected = bySum(evidence, choice, beliefs);
          for (const [local, belief] of expected.beliefs.entries()) {
            expect(reading?.beliefs[local]).toBeCloseTo(belief, 9);
          }
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });

  test("misconceptions that lead to the same answer share its evidence", () => {
    const question = sampleQuestion("q", ["alone", "shared"]);
    const [alone, shared] = question.wrong;
    if (!alone || !shared) throw new Error("the sample has two wrong answers");
    const both = {
      ...shared,
      misconceptions: sampleQuestion("q", ["one", "two"]).wrong.flatMap((w) => w.misconceptions),
    };
    const evidence = evidenceOf({ ...question, wrong: [alone, both] });
    const [, one = 0, two = 0] = readingOf(evidence, 2, [0.25, 0.25, 0.25], reliability)?.beliefs ?? [];
    const [clear = 0] = readingOf(evidence, 1, [0.25, 0.25, 0.25], reliability)?.beliefs ?? [];
    expect(one).toBeCloseTo(two, 9);
    expect(one).toBeGreaterThan(0.25);
    expect(one).toBeLessThan(clear);
  });

  test("I don't know says nothing", () => {
    expect(readingOf(evidenceOf(sampleQuestion("q")), "unknown", [0.25, 0.25], reliability)).toBeNull();
  });
});

describe("forecastOf", () => {
  test("expects the beliefs to stay the same on average, and to get clearer by at most the bound", () => {
    fc.assert(
      fc.property(someQuestion, fc.array(someBelief, { minLength: 4, maxLength: 4 }), (evidence, all) => {
        const beliefs = all.slice(0, evidence.probed.length);
        const { right, bits } = forecastOf(evidence, beliefs, reliability);
        const sums = [0, 1, 2, 3].map((choice) => bySum(evidence, choice, beliefs));
        expect(sums.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(1, 9);
        expect(right).toBeCloseTo(sums[0]?.total ?? 0, 9);
        const most = beliefs.reduce((sum, belief) => sum + mostBits(belief, spreadOf(evidence), reliability), 0);
        expect(bits).toBeGreaterThan(-1e-9);
        expect(bits).toBeLessThan(most + 1e-9);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
