import { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { interpret } from "../../src/interpreter/analysis/analyse.ts";
import { ProgramRefusal } from "../../src/interpreter/rules/program-refusal.ts";

const load = createRequire(import.meta.url);

/** Expressions for objects that Node provides, with the object itself. */
const provided: readonly (readonly [expression: string, real: object])[] = [
  ...["fs", "fs/promises", "events", "util", "timers", "timers/promises", "perf_hooks"].map(
    (name): [string, object] => [`require("${name}")`, load(name)],
  ),
  ["process", process],
  ['new (require("events"))()', EventEmitter.prototype],
];

/** A process that a test runner has started can talk to it; the process of a program cannot. */
const ofChildProcesses: readonly string[] = ["channel", "connected", "disconnect", "send"];

/** What a program reads: the type of the property, or `refused`. */
function typeRead(expression: string, name: string): string {
  const source = `console.log(typeof ${expression}.${name});`;
  try {
    return interpret(source, { module: "commonjs", nodeLine: 20 }).output[0] ?? "";
  } catch (error) {
    if (error instanceof ProgramRefusal) return "refused";
    throw error;
  }
}

// Newer lines of Node have more names, which are not all in the table yet.
const isLine20 = process.versions.node.startsWith("20.");

test.runIf(isLine20).each(provided)("no property of %s reads as undefined unless it is undefined in Node", (...row) => {
  const [expression, real] = row;
  const names = Object.getOwnPropertyNames(real).filter((name) => /^[a-zA-Z]\w*$/.test(name) && name !== "prototype");
  expect(names.length).toBeGreaterThan(0);
  const wrong = names.filter((name) => {
    const read = typeRead(expression, name);
    if (real === process && ofChildProcesses.includes(name)) return false;
    return read !== "refused" && read !== typeof Reflect.get(real, name);
  });
  expect(wrong).toEqual([]);
});
