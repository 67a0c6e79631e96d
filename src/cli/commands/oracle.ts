import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { type NodeLine, nodeLines } from "../../interpreter/rules/semantics.ts";
import { integerIn } from "../command-line.ts";

interface OracleOptions {
  readonly programs: number;
  readonly seed: number;
  readonly node?: readonly NodeLine[];
  readonly jobs: number;
  readonly both?: boolean;
  readonly shrink: boolean;
}

const largestSeed = 999_999_999;

export function oracleCommand(): Command {
  const jobs = 2 * availableParallelism();
  return new Command("oracle")
    .description("compare the interpreter with real Node on random programs")
    .addOption(new Option("--programs <count>", "how many programs").argParser(integerIn(1, largestSeed)).default(1000))
    .addOption(new Option("--seed <number>", "the first seed").argParser(integerIn(1, largestSeed)).default(1))
    .addOption(
      new Option(
        "--node <lines>",
        "release lines of Node, such as 20,22,24, fetched from npm (default: the running one)",
      ).argParser(nodeLinesIn),
    )
    .addOption(new Option("--jobs <count>", "processes at the same time").argParser(integerIn(1, 9999)).default(jobs))
    .option("--both", "run each program as CommonJS and as an ES module, instead of alternating")
    .option("--no-shrink", "print a differing program without making it smaller")
    .action(async ({ programs, seed, node, jobs, both, shrink }: OracleOptions) => {
      // Loaded only here: no other command needs the program generator.
      const { compareWithNode } = await import("../../oracle/comparison.ts");
      const plan = { programs, firstSeed: seed, lines: node ?? null, jobs, bothKinds: both === true, shrinks: shrink };
      process.exitCode = (await compareWithNode(plan, process.stdout, process.stderr)) ? 0 : 1;
    });
}

function nodeLinesIn(text: string): readonly NodeLine[] {
  return text.split(",").map((part) => {
    const line = nodeLines.find((known) => String(known) === part.trim());
    if (line !== undefined) return line;
    throw new InvalidArgumentError(`It must be a list of ${nodeLines.join(", ")}, separated by commas.`);
  });
}
