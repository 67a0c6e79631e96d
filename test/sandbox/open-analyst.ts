import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import type { Analyst } from "../../src/bot/ports.ts";
import { openAnalyst } from "../../src/sandbox/analyst.ts";
import { compileSource } from "../compiled-source.ts";

/** Real threads of the compiled source; for a whole test file, which compiles it once. */
export function analysts(): (patience?: number) => Analyst & { close(): Promise<void> } {
  let compiled: ReturnType<typeof compileSource>;
  beforeAll(() => {
    compiled = compileSource();
  });
  afterAll(() => compiled?.remove());
  return (patience) => {
    const thread = pathToFileURL(join(compiled.folder, "sandbox/analysis-thread.js"));
    const analyst = openAnalyst({ thread, nodeLine: 20, ...(patience !== undefined && { patience }) });
    onTestFinished(() => analyst.close());
    return analyst;
  };
}
