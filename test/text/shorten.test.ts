import fc from "fast-check";
import { expect, test } from "vitest";
import { codeLine, windowAround } from "../../src/text/shorten.ts";

const signs = ["\t", "\n", "\u0000", "\u001b", "\u2028", "\u202e", "\ud83d", "\ude00", "☕", "👩‍👩‍👧‍👦", "a", "`"];
const text = fc.array(fc.constantFrom(...signs), { maxLength: 150 }).map((parts) => parts.join(""));

test("a line of code is one line, fits, and contains no hidden character", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 90 }), (source, most) => {
      const line = codeLine(source, most);
      expect([...line].length).toBeLessThanOrEqual(most);
      expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
  expect(codeLine("\tconst a = `☕`;", 90)).toBe("  const a = `☕`;");
  expect(codeLine("abcdef", 6)).toBe("abcdef");
  expect(codeLine("abcdefg", 6)).toBe("abcde…");
  expect(codeLine("\ud83d\u202ea\u0000", 90)).toBe("\ufffd\ufffda\ufffd");
});

test("a window contains its centre, fits, and cannot grow", () => {
  const lines = fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 100, max: 900 }), (all, anywhere, characters) => {
      const centre = anywhere % all.length;
      const { from, until } = windowAround(all, centre, { characters });
      expect(from).toBeLessThanOrEqual(centre);
      expect(until).toBeGreaterThan(centre);
      const size = (some: readonly string[]) => some.reduce((sum, line) => sum + line.length + 1, 0);
      expect(size(all.slice(from, until))).toBeLessThanOrEqual(characters);
      if (size(all) < characters) expect([from, until]).toEqual([0, all.length]);
    }),
  );
});
