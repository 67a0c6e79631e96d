import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Programs are run thousands of times, and each leaves garbage: with more room for it, Node collects less often.
    execArgv: ["--max-semi-space-size=64"],
    // Loading the modules again for each file takes a quarter of the time, and no module keeps state between tests.
    isolate: false,
  },
});
