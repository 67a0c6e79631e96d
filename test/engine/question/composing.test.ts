import fc from "fast-check";
import { expect, test } from "vitest";
import { isComplete, isRight, mistakenOptions, pressedAfter } from "../../../src/engine/question/answer.ts";
import { digestOf } from "../../../src/engine/question/question.ts";
import { sampleChooseAll, sampleSteps } from "../samples.ts";

const order = sampleSteps(["boil", "pour", "drink"], [{ order: [1, 0, 2], misconceptions: ["misconception-a"] }]);
const set = sampleChooseAll([
  { right: true, misconceptions: ["misconception-a"] },
  { right: true, misconceptions: [] },
  { right: false, misconceptions: ["misconception-b"] },
  { right: false, misconceptions: ["misconception-a"] },
]);

test("an order contains each item once, in the order of the presses; a second press removes it", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2)), (choices) => {
      let pressed: readonly number[] = [];
      for (const choice of choices) {
        const before = pressed;
        pressed = pressedAfter(order, pressed, choice);
        expect(new Set(pressed).size).toBe(pressed.length);
        const without = before.filter((one) => one !== choice);
        expect(pressed).toEqual(before.includes(choice) ? without : [...before, choice]);
      }
      expect(isComplete(order, pressed)).toBe(pressed.length === 3);
    }),
  );
});

test("a letter of a set is in the answer after an odd number of presses", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3)), (choices) => {
      const pressed = choices.reduce<readonly number[]>((before, choice) => pressedAfter(set, before, choice), []);
      const odd = [0, 1, 2, 3].filter((one) => choices.filter((choice) => choice === one).length % 2 === 1);
      expect(pressed).toEqual(odd);
      expect(isComplete(set, pressed)).toBe(odd.length > 0);
    }),
  );
});

test.each([
  [[0, 1, 2], true],
  [[1, 0, 2], false],
  [[2, 1, 0], false],
])("the order %j is right: %s", (choice, right) => {
  expect(isRight(order, choice)).toBe(right);
});

test.each([
  [[0, 1], true, []],
  [[0], false, [1]],
  [[1], false, [0]],
  [[0, 1, 2], false, [2]],
  [[2, 3], false, [2, 3, 0, 1]],
])("the set %j is right: %s; it gets %j wrong", (choice, right, mistaken) => {
  expect(isRight(set, choice)).toBe(right);
  expect(mistakenOptions(set, choice)).toEqual(mistaken);
});

test.each([[[0, 1]], [[0, 0, 1]], [[0, 1, 3]], [1]])("%j is no answer to a question of three steps", (choice) => {
  expect(() => isRight(order, choice)).toThrow(RangeError);
});

test("the digest depends on what is asked, and not on what is shown after the answer", () => {
  expect(digestOf({ ...set, explanation: "Otherwise." })).toBe(digestOf(set));
  expect(digestOf({ ...set, options: set.options.map((option) => ({ ...option, right: true })) })).not.toBe(
    digestOf(set),
  );
  expect(digestOf({ ...order, items: order.items.toReversed() })).not.toBe(digestOf(order));
});
