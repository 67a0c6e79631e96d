import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import type { Row } from "./measure.ts";

const resultsFile = join(import.meta.dirname, "results.md");

/** Prints the table of a run and, if everything was measured, writes it to `bench/results.md`. */
export function resultsReporter(): Reporter {
  const start = { time: Date.now(), load: loadavg()[0] ?? 0 };
  return {
    onTestRunEnd(modules) {
      const table = tableOf(modules);
      process.stdout.write(`\n${table}\n`);
      if (!isComplete(modules)) {
        process.stdout.write("Not everything was measured, so bench/results.md stays as it is.\n");
        return;
      }
      writeFileSync(resultsFile, `${headOf(start)}\n${table}`);
      process.stdout.write("Written to bench/results.md.\n");
    },
  };
}

function isComplete(modules: readonly TestModule[]): boolean {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".measure.ts"));
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  return modules.length === files.length && tests.every((test) => test.result().state === "passed");
}

function tableOf(modules: readonly TestModule[]): string {
  const sorted = modules.toSorted((one, other) => (one.moduleId < other.moduleId ? -1 : 1));
  const tests = sorted.flatMap((module) => [...module.children.allTests()]);
  const rows = tests.flatMap((test) => (test.meta().rows ?? []).map((row) => cellsOf(test.name, row)));
  const head = ["What", "Measured", "Median (p95)", "Baseline", "Median (p95)", "Ratio", "Target"];
  const rule = head.map((_, column) => ([2, 4, 5, 6].includes(column) ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function cellsOf(what: string, { unit, measured, baseline, ratio, target }: Row): readonly string[] {
  const spread = ({ median, p95 }: Row["measured"]) => `${short(median)} ${unit} (${short(p95)})`;
  const aim = target === null ? "" : `≤ ${target}: ${ratio <= target ? "met" : "missed"}`;
  return [what, measured.name, spread(measured), baseline.name, spread(baseline), short(ratio), aim];
}

/** Three digits are more than any of these measurements can tell. */
function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value >= 100 ? value.toFixed(0) : value.toPrecision(3))) : "-";
}

function headOf(start: { readonly time: number; readonly load: number }): string {
  const processors = cpus();
  const facts = [
    ["Date", new Date(start.time).toISOString().slice(0, 16).replace("T", " ").concat(" UTC")],
    ["Commit", commit()],
    ["Command", "`npm run bench`"],
    ["Machine", `${processors[0]?.model ?? "unknown"}, ${processors.length} cores, ${process.platform}`],
    ["Load at the start", start.load.toFixed(1)],
    ["Node", process.version],
    ["Took", `${Math.round((Date.now() - start.time) / 1_000)} s`],
  ];
  return `# Results of the benchmarks

${facts.map(([name, value]) => `- ${name}: ${value}`).join("\n")}

Each row compares something of this project with a baseline that was measured in turns with it, in the same run.
The ratio is that of the medians. Only the ratios can be compared with those of another machine.
With fewer than 20 samples, p95 is the largest sample.
`;
}

function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8", stdio: "pipe" }).trim();
    const isChanged = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results.md") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${isChanged ? " with changes" : ""}`;
  } catch {
    return "unknown";
  }
}
