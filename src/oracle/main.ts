import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { interpret } from "../interpreter/analysis/analyse.ts";
import { ProgramRefusal } from "../interpreter/rules/program-refused.ts";
import { type Campaign, type Finding, progressBar, runCampaign, type Tally, trialCount } from "./campaign.ts";
import { compare, type RefusalOf } from "./differential.ts";
import { lineOf, nodeLines, nodeOfLine, runningNode } from "./node-binaries.ts";
import { shrink } from "./shrink.ts";

const usage = `Compares the interpreter with real Node on random programs.

  npm run oracle -- --programs N [--seed FIRST] [--node 20,22,24] [--jobs K] [--both] [--no-shrink]

  --programs   how many programs (1000)
  --seed       the first seed (1); where to go on is printed at the end
  --node       lines of Node, fetched from npm where needed (the running one)
  --jobs       processes at once (twice the processors)
  --both       each program as CommonJS and as an ES module; otherwise the kinds alternate
  --no-shrink  print a differing program as it is
`;

const refusalOf: RefusalOf = (error) => (error instanceof ProgramRefusal ? `${error.code}: ${error.message}` : null);

function readWishes() {
  const { values } = parseArgs({
    options: {
      programs: { type: "string", default: "1000" },
      seed: { type: "string", default: "1" },
      node: { type: "string", default: "" },
      jobs: { type: "string", default: String(2 * availableParallelism()) },
      both: { type: "boolean", default: false },
      "no-shrink": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const wanted = values.node === "" ? [lineOf(runningNode())] : values.node.split(",").map(Number);
  const lines = nodeLines.filter((line) => wanted.includes(line));
  const [programs, firstSeed, jobs] = [values.programs, values.seed, values.jobs].map(Number) as [
    number,
    number,
    number,
  ];
  const areCounts = [programs, firstSeed, jobs].every((count) => Number.isSafeInteger(count) && count > 0);
  const isUsable = areCounts && lines.length > 0 && lines.length === wanted.length;
  return {
    programs,
    firstSeed,
    jobs,
    lines,
    both: values.both,
    shrinks: !values["no-shrink"],
    help: values.help || !isUsable,
  };
}

function progress(total: number): (tally: Tally) => void {
  const show = progressBar(total);
  return ({ runs, mismatches }) => show(runs, `${mismatches.length} mismatches`);
}

async function report({ program, node, verdict }: Finding, shrinks: boolean): Promise<void> {
  const differs = async (source: string) =>
    (await compare({ ...program, source }, node, interpret, refusalOf)).type === "mismatch";
  const source = shrinks ? await shrink(program.source, differs) : program.source;
  const now = await compare({ ...program, source }, node, interpret, refusalOf);
  const { interpreted, onNode } = now.type === "mismatch" ? now : verdict;
  const shown = (lines: readonly string[]) => lines.map((line) => `    ${line}`).join("\n");
  process.stdout.write(
    `\nMISMATCH ${program.name} on Node ${node.version}\n${source}` +
      `  interpreted (exit code ${interpreted.exitCode}):\n${shown(interpreted.lines)}\n` +
      `  on Node (exit code ${onNode.exitCode}):\n${shown(onNode.lines)}\n`,
  );
}

function summary(campaign: Campaign, tally: Tally): string {
  const refusals = [...tally.refused].sort(([, one], [, other]) => other - one);
  const refused = refusals.reduce((sum, [, count]) => sum + count, 0);
  return [
    `${campaign.programs} programs, ${tally.runs} runs: ${tally.same} the same, ` +
      `${tally.mismatches.length} mismatches, ` +
      `${tally.races} races, ${refused} refused`,
    ...refusals.map(([construct, count]) => `  refused ${count} times: ${construct}`),
    `Go on with --seed ${campaign.firstSeed + campaign.programs}`,
    "",
  ].join("\n");
}

async function main(): Promise<void> {
  const wishes = readWishes();
  if (wishes.help) {
    process.stdout.write(usage);
    process.exitCode = 2;
    return;
  }
  const nodes = [];
  for (const line of wishes.lines) nodes.push(await nodeOfLine(line, (text) => process.stderr.write(`${text}\n`)));
  const campaign: Campaign = { ...wishes, nodes, bothKinds: wishes.both };
  const tally = await runCampaign(campaign, interpret, refusalOf, progress(trialCount(campaign)));
  for (const finding of tally.mismatches) await report(finding, wishes.shrinks);
  process.stdout.write(summary(campaign, tally));
  if (tally.mismatches.length > 0) process.exitCode = 1;
}

await main();
