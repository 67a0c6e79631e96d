import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["bench/slack.ts"], testTimeout: 120_000 } });
