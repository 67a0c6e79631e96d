import { spawnSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportQuestions } from "../../../src/cli/commands/export.ts";
import type { BankFolder } from "../../../src/content/bank-files.ts";
import { bareEnvironment, builtProgram, temporaryFolder } from "../../end-to-end/program.ts";

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
  ["gift", /^\$CATEGORY: async-quiz\/event-loop\n/],
  ["csv", /^\ufeff"id","topic",/],
  ["anki", /^#separator:tab\n#html:true\n/],
])("%s comes on standard output, of one topic, with what it cannot hold on standard error", async (format, start) => {
  const { output, error, exitCode } = await exportQuestions({ format, topic: "event-loop" }, bank);
  expect([exitCode, output]).toEqual([0, expect.stringMatching(start)]);
  expect(output).toContain("four-ways-to-wait");
  expect(output).not.toContain("what-the-pair-is-about");
  expect(error).toMatch(/^left out: 1 program question: its steps \(/m);
  expect(error).toMatch(/^(left out: \d+ .*\)\n)+$/);
});

test("a file is written anew, and never over another", async () => {
  const out = join(folder.path, "bank.csv");
  const first = await exportQuestions({ format: "csv", out }, bank);
  expect([first.exitCode, first.output]).toEqual([
    0,
    expect.stringMatching(/^2 questions written to .*bank\.csv\.\n$/),
  ]);
  await writeFile(out, "mine");
  const again = await exportQuestions({ format: "csv", out }, bank);
  expect([again.exitCode, again.error]).toEqual([1, expect.stringMatching(/^There is a file .*bank\.csv already\./)]);
  expect(await readFile(out, "utf8")).toBe("mine");
});

test.each([
  [{}, null, 1, /^Say the format: --format gift, csv or anki\.\n$/],
  [{ format: "qti" }, null, 1, /^--format knows no "qti": --format gift, csv or anki\.\n$/],
  [{ format: "gift", topic: "x" }, null, 1, /^--topic knows no "x"/],
  [
    { format: "gift", out: "/dev/null/x" },
    null,
    1,
    /^The questions cannot be written to \/dev\/null\/x \(ENOTDIR\)\.\n$/,
  ],
  [{ format: "gift" }, "/dev/null/none", 2, /^\/dev\/null\/none:1: is no folder that can be read/],
])("%j cannot be done", async (options, own, exitCode, error) => {
  expect(await exportQuestions(options, own === null ? bank : [{ path: own, level: "own" }])).toEqual({
    output: "",
    error: expect.stringMatching(error),
    exitCode,
  });
});

test("the built program ends with the same codes", { timeout: 120_000 }, () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [builtProgram, "export", ...args], {
      cwd: folder.path,
      env: bareEnvironment(),
      encoding: "utf8",
    });
  const done = run("--format", "anki", "--out", "cards.txt", "--topic", "blocking");
  expect([done.status, done.stdout]).toEqual([0, expect.stringMatching(/^\d+ questions written to cards\.txt\.\n$/)]);
  expect(run("--format", "x").status).toBe(1);
});
