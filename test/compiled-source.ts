import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The current source, compiled into its own folder, for whatever has to run outside of the tests. */
export function compileSource(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "async-quiz-compiled-"));
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const built = spawnSync(process.execPath, [tsc, "-p", "tsconfig.json", "--noCheck", "--outDir", folder]);
  if (built.error) throw built.error;
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
