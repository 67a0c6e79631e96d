import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/mutation/mutation.ts"], testTimeout: 900_000, hookTimeout: 60_000, maxConcurrency: 2 },
});
