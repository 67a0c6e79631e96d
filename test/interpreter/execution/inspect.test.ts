import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { interpret } from "../../../src/interpreter/analysis/analyse.ts";
import { propertyRuns } from "../../property-runs.ts";

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

/** What console.log shows of each value, in a process of its own: the test runner's promises have more properties. */
function shownByNode(sources: readonly string[]): unknown {
  const program = `
    const { inspect } = require("node:util");
    const shown = (source) => inspect((0, eval)("[" + source + "]"));
    console.log(JSON.stringify(JSON.parse(require("node:fs").readFileSync(0, "utf8")).map(shown)));`;
  const options = { input: JSON.stringify(sources), encoding: "utf8", maxBuffer: 1e8 } as const;
  return JSON.parse(execFileSync(process.execPath, ["-e", program], options));
}

function shownByInterpreter(source: string): string {
  return interpret(`console.log([${source}]);`, { module: "commonjs", nodeLine: 20 }).output.join("\n");
}

test("console.log shows any value as this Node does", () => {
  const seed = Date.now() % 1e9;
  const sources = fc.sample(value, { seed, numRuns: propertyRuns(600) }).filter(({ length }) => length < 5000);
  expect(sources.length).toBeGreaterThan(500);
  const shown = z.array(z.string()).parse(shownByNode(sources));
  const different = sources
    .map((source, index) => ({ source, node: shown[index], interpreter: shownByInterpreter(source) }))
    .filter(({ node, interpreter }) => node !== interpreter)
    .sort((one, other) => one.source.length - other.source.length);
  expect(different[0], `seed ${seed}`).toBeUndefined();
});
