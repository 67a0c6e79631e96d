import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Mutant, mutants } from "./mutants.ts";

/** What a copy of the project needs as it is; only `src` and `test` are copied, so that they can be changed. */
const linked = ["node_modules", ".cache", "assets", "migrations", "quizzes", "package.json", "tsconfig.json", "dist"];

/** A copy of the project in which one line can be broken. */
function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "async-quiz-mutant-"));
  for (const name of ["src", "test", "vitest.config.ts"])
    cpSync(resolve(name), join(folder, name), { recursive: true });
  for (const name of linked) symlinkSync(resolve(name), join(folder, name));
  return folder;
}

async function inCopy(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = copyProject();
  try {
    await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("the tests pass as long as nothing is broken", () =>
  inCopy(async (folder) => {
    expect(await testsPass(folder, [...new Set(mutants.flatMap(({ tests }) => tests))])).toBe(true);
  }));

describe.concurrent("a test fails when a line is broken", () => {
  test.each(mutants)("$file: $from", (mutant) =>
    inCopy(async (folder) => {
      breakLine(folder, mutant);
      expect(await testsPass(folder, mutant.tests)).toBe(false);
    }),
  );
});

function breakLine(folder: string, { file, from, to }: Mutant): void {
  const path = join(folder, "src", file);
  const parts = readFileSync(path, "utf8").split(from);
  expect(parts.length - 1, `${file} has ${JSON.stringify(from)} once`).toBe(1);
  writeFileSync(path, parts.join(to));
}

async function testsPass(folder: string, tests: readonly string[]): Promise<boolean> {
  const files = tests.map((file) => join("test", file));
  const vitest = resolve("node_modules/vitest/vitest.mjs");
  const run = spawn(process.execPath, [vitest, "run", "--bail", "1", "--reporter", "dot", ...files], {
    cwd: folder,
    stdio: "ignore",
  });
  const code = await new Promise<number | null>((done) => run.once("exit", done));
  return code === 0;
}
