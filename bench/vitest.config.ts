import { defineConfig } from "vitest/config";
import { resultsReporter } from "./results.ts";

/** One file at a time and nothing beside it, so that measurements do not disturb each other. */
export default defineConfig({
  test: {
    include: ["bench/**/*.measure.ts"],
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    reporters: ["default", resultsReporter()],
  },
});
