import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearest } from "../../src/text/nearest.ts";

const commands = ["play", "daily", "leaderboard", "progress", "help", "forget", "settings"];

test.each([
  ["pl", "play"],
  ["PLAY", "play"],
  ["paly", "play"],
  ["plya", "play"],
  ["helpp", "help"],
  ["leaderbord", "leaderboard"],
  ["leadreboard", "leaderboard"],
  ["setings", "settings"],
  ["dayly", "daily"],
  ["", null],
  ["xyzzy", null],
  ["q", null],
  ["please play something", null],
])("%j is meant as %j", (typed, meant) => {
  expect(nearest(typed, commands)).toBe(meant);
});

test.each([
  ["", "", 0],
  ["abc", "", 3],
  ["abc", "abc", 0],
  ["abc", "acb", 1],
  ["kitten", "sitting", 3],
  ["ca", "abc", 3],
])("from %j to %j it is %i slips", (a, b, slips) => {
  expect(editDistance(a, b)).toBe(slips);
});

const word = fc.string({ maxLength: 12 });

test("a distance is the same both ways, 0 only for equal texts, and at most the longer length", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const slips = editDistance(a, b);
      expect(editDistance(b, a)).toBe(slips);
      expect(slips === 0).toBe(a === b);
      expect(slips).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      expect(slips).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});

test("one slip in a command is forgiven", () => {
  fc.assert(
    fc.property(fc.constantFrom(...commands), fc.nat(20), (command, at) => {
      const index = 1 + (at % (command.length - 1));
      const dropped = command.slice(0, index) + command.slice(index + 1);
      expect(nearest(dropped, commands)).toBe(command);
      expect(nearest(`${command.slice(0, index)}*${command.slice(index)}`, commands)).toBe(command);
    }),
  );
});

test("10,000 characters are read quickly and match nothing", () => {
  expect(nearest("x".repeat(10_000), commands)).toBeNull();
});
