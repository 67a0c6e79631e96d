import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import usual from "../vitest.config.ts";

// For npm run properties: the files with property tests, with more random inputs. npm run oracle does the same for
// the programs that are compared with Node.

const paths = readdirSync("test", { recursive: true, encoding: "utf8" }).map((path) => join("test", path));
const withProperties = paths.filter(
  (path) =>
    path.endsWith(".test.ts") && !path.includes("oracle") && readFileSync(path, "utf8").includes("propertyRuns("),
);

export default defineConfig({
  test: { ...usual.test, include: withProperties, testTimeout: 900_000 },
});
