import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { onTestFinished, test } from "vitest";
import { temporaryFolder } from "../test/end-to-end/program.ts";
import { compare, timed } from "./measure.ts";

/** How long a build computes the questions, without and with the results of an earlier build. */
test("Build, the questions", async ({ task }) => {
  const folder = await packageCopy();
  const compileBank = (unwanted: readonly string[]) => async () => {
    for (const path of unwanted) rmSync(join(folder, path), { recursive: true, force: true });
    const compiler = join(folder, "dist/cli/compile-bank.js");
    return (await timed(() => execFileSync(process.execPath, [compiler]))) / 1_000;
  };
  const tsc = [resolve("node_modules/typescript/bin/tsc"), "-p", "tsconfig.json", "--noEmit", "--incremental", "false"];
  await compare(task, {
    unit: "s",
    rounds: 1,
    warmUps: 0,
    baseline: { name: "tsc", sample: async () => (await timed(() => execFileSync(process.execPath, tsc))) / 1_000 },
    measured: [
      { name: "compile-bank, no cache", sample: compileBank(["dist/bank.json", "node_modules/.cache"]) },
      { name: "compile-bank, everything in the cache", sample: compileBank(["dist/bank.json"]) },
    ],
  });
});

/** A copy of the built package, so that the bank and the cache of this one stay as they are. */
async function packageCopy(): Promise<string> {
  const { path, remove } = await temporaryFolder();
  onTestFinished(remove);
  for (const part of ["package.json", "src", "dist", "quizzes"]) cpSync(part, join(path, part), { recursive: true });
  mkdirSync(join(path, "node_modules"));
  for (const name of readdirSync("node_modules")) {
    if (!name.startsWith(".")) symlinkSync(resolve("node_modules", name), join(path, "node_modules", name));
  }
  return path;
}
