import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/program-analyzer.ts";
import { compileSource } from "../compiled-source.ts";

type Limits = Pick<SandboxOptions, "limitMs" | "heap">;

/** Real threads of the compiled source. One analyzer serves a whole test file, which compiles the source once. */
export function analysts(): (limits?: Limits) => Sandbox {
  let compiled: ReturnType<typeof compileSource>;
  beforeAll(() => {
    compiled = compileSource();
  });
  afterAll(() => compiled?.remove());
  return (limits = {}) => {
    const thread = pathToFileURL(join(compiled.folder, "sandbox/analysis-thread.js"));
    const analyzer = openSandbox({ thread, nodeLine: 20, ...limits });
    onTestFinished(() => analyzer.close());
    return analyzer;
  };
}
