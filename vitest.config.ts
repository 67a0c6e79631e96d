import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One more than the processors of a small machine: many tests wait for Node, for a browser or for a chat.
    maxWorkers: 3,
    // Programs are run thousands of times, and each leaves garbage: with more room for it, Node collects less often.
    execArgv: ["--max-semi-space-size=64"],
    // Loading the modules again for each file takes a quarter of the time, and no module keeps state between tests.
    isolate: false,
  },
});
