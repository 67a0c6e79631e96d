import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interpret } from "../../src/interpreter/analysis/analyse.ts";
import { bounds } from "../../src/interpreter/rules/budget.ts";
import { ProgramRefusal } from "../../src/interpreter/rules/program-refusal.ts";
import { propertyRuns } from "../property-runs.ts";
import { hostilePrograms } from "./hostile-programs.ts";
import { witnessPrograms } from "./witness-programs.ts";

function stoppedBy(source: string, module: "commonjs" | "module" = "commonjs"): string {
  try {
    const { output } = interpret(source, { module, nodeLine: 20 });
    expect(output.length).toBeLessThanOrEqual(bounds.lines + 1);
    return "nothing";
  } catch (error) {
    if (!(error instanceof ProgramRefusal)) throw error;
    expect(error.message).not.toBe("");
    expect(error.line).toBeGreaterThanOrEqual(0);
    return error.code;
  }
}

describe("a program that would run forever, fill the memory or escape is stopped", () => {
  test.each(hostilePrograms)("by %s: %s", (expected, source) => {
    expect(stoppedBy(source)).toBe(expected);
  });
});

test("each refusal code is produced by at least one program", () => {
  const met = new Set(hostilePrograms.map(([code]) => code));
  expect([...met].sort()).toEqual([...refusals, "nothing"].sort());
});

const refusals = [
  "syntax",
  "unsupported",
  "error-printed",
  "chance",
  "source-too-long",
  "too-many-steps",
  "too-deep",
  "too-much-queued",
  "too-many-timers",
  "too-much-output",
  "too-much-memory",
  "too-long-a-wait",
  "never-ends",
];

test("an unsupported global is refused with its position before anything runs", () => {
  const source = "console.log('runs');\n  const page = fetch('/');\n";
  expect(() => interpret(source, { module: "commonjs", nodeLine: 20 })).toThrow(
    expect.objectContaining({
      code: "unsupported",
      line: 2,
      column: 16,
      message: "fetch is not supported. Use network(ms, value), a request of a known duration.",
    }),
  );
});

/** Pieces of the programs in the tables, to be repeated, dropped, swapped and mixed with unusual text. */
const pieces = [...witnessPrograms.map((witness) => witness.source), ...hostilePrograms.map(([, source]) => source)]
  .filter((source) => source.length < 1000)
  .flatMap((source) => source.split(/(?<=[;{}(),])/));
const strange = [
  "(",
  "}",
  "await ",
  "yield ",
  "...",
  "?.x",
  "[0]",
  "=> ",
  "constructor",
  "\u2028",
  "`${",
  "#x",
  "\0",
  "🙂",
];

test("any text ends in a result or a refusal", () => {
  const piece = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...pieces) },
    fc.constantFrom(...strange),
    fc.string(),
  );
  const program = fc.array(piece, { minLength: 1, maxLength: 14 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(program, fc.constantFrom("commonjs" as const, "module" as const), (source, module) => {
      expect([...refusals, "nothing"]).toContain(stoppedBy(source, module));
    }),
    { numRuns: propertyRuns(1500) },
  );
});

test("complete statements in any order end in a result or a refusal", () => {
  const statements = witnessPrograms.flatMap((witness) =>
    witness.source.split("\n").filter((line) => line.endsWith(";")),
  );
  const program = fc
    .array(fc.constantFrom(...statements), { minLength: 2, maxLength: 8 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(program, (source) => {
      expect([...refusals, "nothing"]).toContain(stoppedBy(source));
    }),
    { numRuns: propertyRuns(400) },
  );
});

test("waits and work of any length end in a result or a refusal", () => {
  const milliseconds = fc.constantFrom(0, 50, 100, 200, 300);
  const statement = fc.tuple(fc.constantFrom(...waits), milliseconds, milliseconds).map(([wait, first, second]) => {
    return wait.replace("first", String(first)).replace("second", String(second));
  });
  const program = fc.array(statement, { minLength: 2, maxLength: 6 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(program, (source) => {
      expect([...refusals, "nothing"]).toContain(stoppedBy(source, "module"));
    }),
    { numRuns: propertyRuns(150) },
  );
});

const waits = [
  "cpu(first);",
  "diskSync(first);",
  "await network(first);",
  "worker(first).then(() => cpu(second));",
  "network(first).then(() => network(second));",
  "setTimeout(() => cpu(second), first);",
  "setTimeout(() => diskSync(second), first);",
  "await Promise.race([network(first), worker(second)]);",
  "await Promise.all([network(first), disk(second)]);",
  "(async () => { await disk(first); cpu(second); })();",
  "try { [first, second].forEach((ms) => { if (ms === 100) throw new Error('100'); }); } catch { cpu(second); }",
  "try { setTimeout(() => { throw new Error('late'); }, first); } catch { cpu(second); }",
  "await network(first).then(() => { throw new Error('failed'); }).catch(() => cpu(second));",
];
