import { spawnSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportCommand, exportQuestions } from "../../../src/cli/commands/export.ts";
import type { BankFolder } from "../../../src/content/bank-files.ts";
import { bareEnvironment, builtProgram, temporaryFolder } from "../../end-to-end/program.ts";
import { resultOf, usageError } from "../command-results.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

let bank: BankFolder[];

beforeAll(async () => {
  folder = await temporaryFolder();
  const path = join(folder.path, "bank");
  await cp("quizzes/misconceptions", join(path, "misconceptions"), { recursive: true });
  for (const file of ["event-loop/four-ways-to-wait.yaml", "sync-and-async/what-the-pair-is-about.yaml"]) {
    await cp(join("quizzes", file), join(path, file));
  }
  bank = [{ path, level: "built-in" }];
});
afterAll(() => folder.remove());

test.each([
  ["gift" as const, /^\$CATEGORY: async-quiz\/event-loop\n/],
  ["csv" as const, /^\ufeff"id","topic",/],
  ["anki" as const, /^#separator:tab\n#html:true\n/],
])("%s goes to standard output, for one topic, and standard error lists what it leaves out", async (format, start) => {
  const { output, error, exitCode } = await exportQuestions({ format, topic: "event-loop" }, bank);
  expect([exitCode, output]).toEqual([0, expect.stringMatching(start)]);
  expect(output).toContain("four-ways-to-wait");
  expect(output).not.toContain("what-the-pair-is-about");
  expect(error).toMatch(format === "csv" ? /^$/ : /^(left out: \d+ .*\)\n)+$/);
});

test("a new file is written, and an existing one is not overwritten", async () => {
  const out = join(folder.path, "bank.csv");
  const first = await exportQuestions({ format: "csv", out }, bank);
  expect([first.exitCode, first.output]).toEqual([0, expect.stringMatching(/^Wrote 2 questions to .*bank\.csv\.\n$/)]);
  await writeFile(out, "mine");
  const again = await resultOf(exportQuestions({ format: "csv", out }, bank));
  expect([again.exitCode, again.error]).toEqual([
    1,
    expect.stringMatching(/^Cannot write .*bank\.csv: it already exists, and is not overwritten\.\n$/),
  ]);
  expect(await readFile(out, "utf8")).toBe("mine");
});

test.each([
  [[], /required option '--format <name>' not specified/],
  [["--format", "qti"], /qti.*Allowed choices are gift, csv, anki/],
  [["--format", "gift", "--topic", "x"], /--topic <topic>.*'x' is invalid\. Allowed choices are sync-and-async, /],
])("export %j is a usage error", async (args, error) => {
  expect(await usageError(exportCommand(), args)).toMatch(error);
});

test("a file that cannot be written is reported", async () => {
  const options = { format: "gift", out: "/dev/null/x" } as const;
  expect(await resultOf(exportQuestions(options, bank))).toEqual({
    output: "",
    error: "Cannot write /dev/null/x: part of its path is not a folder.\n",
    exitCode: 1,
  });
});

test("a bank with diagnostics is not exported", async () => {
  expect(await resultOf(exportQuestions({ format: "gift" }, [{ path: "/dev/null/none", level: "own" }]))).toEqual({
    output: "",
    error: expect.stringMatching(/^\/dev\/null\/none:1: is not a readable folder.*\n1 problem found\. Fix it/),
    exitCode: 2,
  });
});

test("the built program exits with the same codes", { timeout: 120_000 }, () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [builtProgram, "export", ...args], {
      cwd: folder.path,
      env: bareEnvironment(),
      encoding: "utf8",
    });
  const done = run("--format", "anki", "--out", "cards.txt", "--topic", "blocking");
  expect([done.status, done.stdout]).toEqual([0, expect.stringMatching(/^Wrote \d+ questions to cards\.txt\.\n$/)]);
  expect(run("--format", "x").status).toBe(2);
});
