import { defineConfig } from "rolldown";

/** Packages that are loaded from node_modules: native code, and packages that read files next to their own. */
const external = ["@resvg/resvg-js", "better-sqlite3", "dejavu-fonts-ttf", "tinypool"];

/** Optional parts of discord.js that are not installed. */
const missing = ["bufferutil", "utf-8-validate", "zlib-sync"];

/**
 * The program in few files: Node takes longer to find and read a thousand small ones than to run them. Files are
 * two folders below the package, like those in `src`, so that paths relative to them stay the same.
 */
export default defineConfig({
  input: {
    "cli/main": "src/cli/main.ts",
    "cli/compile-bank": "src/cli/compile-bank.ts",
    "sandbox/analysis-thread": "src/sandbox/analysis-thread.ts",
    "simulation/simulation-thread": "src/simulation/simulation-thread.ts",
  },
  platform: "node",
  external: [...external, ...missing],
  // discord.js has an eval for those who split a bot over processes, which this bot does not use.
  checks: { eval: false },
  output: { dir: "dist", format: "esm", entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
});
