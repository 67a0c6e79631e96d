import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom, shuffled, textHash } from "../../src/random/seed.ts";
import { propertyRuns } from "../property-runs.ts";

test("a hash is an integer below 2 to the 52nd, and the same each time", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const hash = textHash(text);
      expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 52).toBe(true);
      expect(textHash(text)).toBe(hash);
    }),
  );
});

test("the hash of a text never changes, since stored digests depend on it", () => {
  expect(["", "a", "async-quiz", "ä"].map(textHash)).toMatchInlineSnapshot(`
    [
      2271358530428618,
      4011854062647980,
      3833567553339890,
      1707222358259558,
    ]
  `);
});

test("100,000 similar texts have 100,000 hashes", () => {
  expect(new Set(Array.from({ length: 100_000 }, (_, index) => textHash(`q${index}`))).size).toBe(100_000);
});

test("a sequence stays in [0, 1), is the same for the same seed, and is even", () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), (seed) => {
      const [run, again] = [randomFrom(seed), randomFrom(seed)];
      const numbers = Array.from({ length: 2000 }, run);
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
      expect(numbers).toEqual(Array.from({ length: 2000 }, again));
      const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
    }),
    { numRuns: propertyRuns(50) },
  );
});

test("neighbouring seeds begin with different numbers", () => {
  const firsts = Array.from({ length: 1000 }, (_, seed) => randomFrom(seed)());
  const buckets = new Map<number, number>();
  for (const first of firsts) buckets.set(Math.floor(first * 10), (buckets.get(Math.floor(first * 10)) ?? 0) + 1);
  expect(Math.min(...buckets.values())).toBeGreaterThan(60);
  expect(Math.max(...buckets.values())).toBeLessThan(140);
});

test("a shuffle keeps every item and leaves the original alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
      const before = [...items];
      const ascending = (a: number, b: number) => a - b;
      expect(shuffled(items, randomFrom(seed)).sort(ascending)).toEqual([...items].sort(ascending));
      expect(items).toEqual(before);
    }),
  );
});
