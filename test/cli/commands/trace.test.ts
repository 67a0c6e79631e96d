import { spawnSync } from "node:child_process";
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandResult } from "../../../src/cli/command-line.ts";
import { trace, traceCommand } from "../../../src/cli/commands/trace.ts";
import { nodeLineOf } from "../../../src/cli/config.ts";
import { misconceptionRules } from "../../../src/interpreter/rules/misconceptions.ts";
import type { ModuleKind } from "../../../src/interpreter/rules/semantics.ts";
import { bareEnvironment, builtProgram, temporaryFolder } from "../../end-to-end/program.ts";
import { resultOf, usageError } from "../command-results.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, "a-folder"));
  await writeFile(join(folder.path, "latin.js"), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]));
});
afterAll(() => folder.remove());

async function traced(name: string, source: string, options: Parameters<typeof trace>[1] = {}): Promise<CommandResult> {
  const file = join(folder.path, name);
  await writeFile(file, source);
  return resultOf(trace(file, options, Readable.from([])));
}

async function tracedJson(name: string, source: string, module?: ModuleKind) {
  const result = await traced(name, source, { json: true, module });
  expect(result.error).toBe("");
  expect(result.output.split("\n").length).toBe(2);
  return { exitCode: result.exitCode, report: JSON.parse(result.output) };
}

const ticks = 'Promise.resolve().then(() => console.log("then"));\nsetTimeout(() => console.log("timer"), 10);\n';
const thenAndTick =
  'Promise.resolve().then(() => console.log("then"));\nprocess.nextTick(() => console.log("tick"));\n';

describe("as JSON", () => {
  test("prints the outcome and what each misconception predicts, and nothing else", async () => {
    const { exitCode, report } = await tracedJson("a.js", ticks);
    expect(exitCode).toBe(0);
    const { misconceptions, ...outcome } = report;
    expect(outcome).toEqual({
      module: "commonjs",
      output: ["then", "timer"],
      guaranteed: true,
      exitCode: 0,
      elapsedMs: 10,
      steps: expect.any(Number),
    });
    expect(misconceptions.map(({ id }: { id: string }) => id)).toEqual(misconceptionRules.map(({ id }) => id));
    for (const one of misconceptions) expect(Object.keys(one)).toEqual(["id", "output", "elapsedMs"]);
    const sleeper = misconceptions.find(({ id }: { id: string }) => id === "settimeout-is-sleep");
    expect(sleeper).toEqual({ id: "settimeout-is-sleep", output: ["timer", "then"], elapsedMs: 10 });
  });

  test.each([
    ["a.js", undefined, "commonjs", ["tick", "then"]],
    ["a.cjs", undefined, "commonjs", ["tick", "then"]],
    ["a.mjs", undefined, "module", ["then", "tick"]],
    ["a.js", "module" as const, "module", ["then", "tick"]],
    ["a.mjs", "commonjs" as const, "commonjs", ["tick", "then"]],
    ["a", undefined, "commonjs", ["tick", "then"]],
  ])("%s with --module %s runs as %s", async (name, report, module, output) => {
    expect((await tracedJson(name, thenAndTick, report)).report).toMatchObject({ module, output });
  });

  test.each([
    ["a race", "setTimeout(() => console.log(1), 0); setImmediate(() => console.log(2));", { guaranteed: false }],
    ["an uncaught error", "setTimeout(() => { throw new Error('x'); }, 5);", { exitCode: 1, elapsedMs: 5, output: [] }],
    ["a byte order mark", "\ufeffconsole.log(1);", { output: ["1"] }],
    ["an empty file", "", { output: [], elapsedMs: 0 }],
  ])("reports %s", async (_, source, expected) => {
    const { exitCode, report } = await tracedJson("b.js", source);
    expect(exitCode).toBe(0);
    expect(report).toMatchObject(expected);
  });

  test.each([
    ["console.log(1);\n  eval('1');", { code: "unsupported", line: 2, column: 3 }],
    ["let x = ;", { code: "syntax", line: 1, column: 9 }],
    ["for (;;);", { code: "too-many-steps" }],
  ])("rejects %j with its location", async (source, location) => {
    const { exitCode, report } = await tracedJson("c.js", source);
    expect(exitCode).toBe(2);
    expect(Object.keys(report)).toEqual(["refused"]);
    expect(Object.keys(report.refused)).toEqual(["code", "message", "line", "column"]);
    expect(report.refused).toMatchObject(location);
  });
});

describe("for people", () => {
  test("shows output, order, time, the timeline, and what misconceptions predict, grouped by prediction", async () => {
    const source = 'setTimeout(() => console.log("timer"), 10);\ncpu(30);\nconsole.log("main \\u001b[2J");\n';
    const { output, error, exitCode } = await traced("d.js", source);
    expect([error, exitCode]).toEqual(["", 0]);
    expect(output).toContain("Output:\n  main \ufffd[2J\n  timer\n");
    expect(output).toContain("The order is guaranteed.\nIt takes 30 ms.\n");
    expect(output).toMatch(/Who waits for what:\n {2}ms .*\n.*total 30 ms\n {2}thread +#+ +30 ms busy\n/);
    const others = [
      "everything-in-code-order",
      "async-await-is-asynchrony",
      "settimeout-is-sleep",
      "timer-interrupts-code",
      "async-means-parallel",
    ];
    expect(output).toContain(`${others.join(", ")} would print:\n  timer\n  main \ufffd[2J\n`);
    expect(output).toContain("  40 ms: delay-starts-after-script\n");
    expect(output).not.toContain("\u001b");
  });

  test("draws no timeline if nothing waits, and says so if all predictions agree", async () => {
    const { output } = await traced("e.js", "console.log(1);");
    const none = "No known misconception predicts another output.";
    expect(output).toBe(`Output:\n  1\n\nThe order is guaranteed.\nIt takes 0 ms.\n\n${none}\n`);
  });

  test.each([
    [
      "setTimeout(() => console.log(1), 0); setImmediate(() => console.log(2));",
      /^The order is not guaranteed: set\w+ callback of line 1 races with set\w+ callback of line 1\.$/m,
    ],
    ["throw new Error('x');", /^Output:\n {2}\(nothing\)\n\n.*\n.*\nIt ends with exit code 1\.$/m],
  ])("reports on %j", async (source, sentence) => {
    expect((await traced("f.js", source)).output).toMatch(sentence);
  });

  test("a rejected program is reported by file, line and column", async () => {
    const { output, error, exitCode } = await traced("g.js", "\n eval('1');");
    expect([output, exitCode]).toEqual(["", 2]);
    expect(error).toMatch(/g\.js:2:2: \S.*\n$/);
  });
});

test.each([
  ["missing.js", /^Cannot read .*missing\.js: there is no such file or folder\.\n$/],
  ["latin.js/x.js", /^Cannot read .*x\.js: part of its path is not a folder\.\n$/],
  ["a-folder", /^Cannot read .*a-folder: it is a folder\.\n$/],
  ["x".repeat(300), /^Cannot read .*: ENAMETOOLONG\.\n$/],
  ["latin.js", /latin\.js is not UTF-8 text\. Save it as UTF-8 and try again\.\n$/],
])("%s cannot be traced: a sentence and exit code 1", async (name, sentence) => {
  for (const json of [false, true]) {
    const result = await resultOf(trace(join(folder.path, name), { json }, Readable.from([])));
    expect(result).toEqual({ output: "", error: expect.stringMatching(sentence), exitCode: 1 });
  }
});

test("an unknown module kind is a usage error", async () => {
  expect(await usageError(traceCommand(), ["x.js", "--module", "esm"])).toMatch(
    /esm.*Allowed choices are commonjs, module/,
  );
});

test("a dash means standard input", async () => {
  const result = await trace("-", { json: true }, Readable.from([Buffer.from("console.log('in')")]));
  expect(JSON.parse(result.output)).toMatchObject({ module: "commonjs", output: ["in"] });
  expect((await trace("-", {}, Readable.from([Buffer.from("eval('1')")]))).error).toMatch(/^standard input:1:1: /);
  expect((await resultOf(trace("-", {}, Readable.from([Buffer.from([0xff])])))).error).toMatch(
    /^Standard input is not UTF-8/,
  );
});

describe("with a picture", () => {
  test("writes a PNG and describes it; with JSON, on standard error", async () => {
    const picture = join(folder.path, "h.png");
    const { output } = await traced("h.js", ticks, { picture });
    expect(output).toContain(`\nWrote the picture to ${picture}. It shows:\nThe program takes 10 ms.\n`);
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe("PNG");
    const result = await traced("h.js", ticks, { picture, json: true });
    expect(JSON.parse(result.output)).toMatchObject({ elapsedMs: 10 });
    expect(result.error).toContain("It shows:\nThe program takes 10 ms.\n");
  });

  test("is reported if it cannot be written, and not created for a rejected program", async () => {
    const nowhere = join(folder.path, "none", "i.png");
    const result = await traced("i.js", ticks, { picture: nowhere });
    expect(result.error).toBe(`Cannot write ${nowhere}: there is no such file or folder.\n`);
    expect([result.output, result.exitCode]).toEqual(["", 1]);
    const picture = join(folder.path, "i.png");
    expect((await traced("i.js", "eval('1')", { picture })).exitCode).toBe(2);
    await expect(access(picture)).rejects.toThrow();
  });
});

test.each([
  ["18.20.0", 20],
  ["20.20.2", 20],
  ["21.0.0", 20],
  ["22.4.1", 22],
  ["23.1.0", 22],
  ["24.0.0", 24],
  ["30.1.0", 24],
])("Node %s follows the rules of line %d", (version, line) => {
  expect(nodeLineOf(version)).toBe(line);
});

test("the built program does the same, with its exit codes", async () => {
  const run = (args: readonly string[], input: string) =>
    spawnSync(process.execPath, [builtProgram, "trace", ...args], {
      cwd: folder.path,
      env: bareEnvironment(),
      input,
      encoding: "utf8",
    });
  const done = run(["-", "--json", "--module", "module", "--picture", "built.png"], thenAndTick);
  expect([done.status, JSON.parse(done.stdout).output]).toEqual([0, ["then", "tick"]]);
  expect((await readFile(join(folder.path, "built.png"))).length).toBeGreaterThan(5000);
  const refused = run(["-", "--json"], "eval('1')");
  expect([refused.status, JSON.parse(refused.stdout).refused.line, refused.stderr]).toEqual([2, 1, ""]);
  const missing = run(["missing.js"], "");
  expect([missing.status, missing.stdout, missing.stderr]).toEqual([
    1,
    "",
    "Cannot read missing.js: there is no such file or folder.\n",
  ]);
});
