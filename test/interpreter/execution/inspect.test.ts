import { inspect as inspectOnNode } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { interpret } from "../../../src/interpreter/analysis/analyse.ts";

/** An expression of JavaScript, as text, whose value console.log must show as Node does. */
const { value } = fc.letrec<{ value: string; list: string; object: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc.integer({ min: -300, max: 3000 }).map(String),
    fc.string({ maxLength: 20 }).map((text) => JSON.stringify(text)),
    fc.integer({ min: 1, max: 90 }).map((length) => `"x".repeat(${length})`),
    fc.constantFrom("null", "undefined", "true", "-0", "1.5", "NaN", `"it's"`, `'"\\'\\n'`, "() => 1", "Symbol('s')"),
    fc.constantFrom("class A {}", "async function load() {}", "Promise.resolve([1])", "[, 1, , ]"),
  ),
  list: fc
    .oneof(
      fc.array(tie("value"), { maxLength: 4 }),
      fc.array(fc.integer({ max: 5000 }).map(String), { minLength: 5, maxLength: 120 }),
      fc.array(
        fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
        { minLength: 5, maxLength: 30 },
      ),
    )
    .map((values) => `[${values.join(", ")}]`),
  object: fc
    .uniqueArray(fc.tuple(fc.constantFrom("a", "bb", '"c-d"', "long_name", "1"), tie("value")), {
      maxLength: 5,
      selector: ([key]) => key,
    })
    .map((entries) => `{ ${entries.map(([key, one]) => `${key}: ${one}`).join(", ")} }`),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    tie("list"),
    tie("object"),
    fc.tuple(tie("value"), tie("value")).map(([key, one]) => `new Map([[${key}, ${one}]])`),
    tie("value").map((one) => `new Set([${one}, 1])`),
  ),
}));

test("console.log shows any value as this Node does", () => {
  fc.assert(
    fc.property(value, (source) => {
      const onNode = runInNewContext(`inspect([${source}])`, { inspect: inspectOnNode }) as string;
      fc.pre(source.length < 5000);
      const { output } = interpret(`console.log([${source}]);`, { module: "commonjs", nodeLine: 20 });
      expect(output.join("\n")).toBe(onNode);
    }),
    { numRuns: 600 },
  );
});
