import type { NodeLine } from "../interpreter/rules/semantics.ts";
import { type Campaign, type CampaignTally, type Mismatch, progressBar, runCampaign, trialCount } from "./campaign.ts";
import { compare } from "./differential.ts";
import { nodeOfLine, runningNode } from "./node-binaries.ts";
import { shrink } from "./shrink.ts";

interface ComparisonPlan extends Omit<Campaign, "nodes"> {
  /** Null for the running Node. */
  readonly lines: readonly NodeLine[] | null;
  /** Whether programs that differ are made smaller before they are printed. */
  readonly shrinks: boolean;
}

interface TextOutput {
  write(text: string): unknown;
}

/**
 * Runs random programs, and prints a report.
 * @returns whether the interpreter agrees with Node
 */
export async function compareWithNode(plan: ComparisonPlan, output: TextOutput, notes: TextOutput): Promise<boolean> {
  const nodes = plan.lines === null ? [runningNode()] : [];
  for (const line of plan.lines ?? []) nodes.push(await nodeOfLine(line, (text) => notes.write(`${text}\n`)));
  const campaign: Campaign = { ...plan, nodes };
  const show = progressBar(trialCount(campaign));
  const tally = await runCampaign(campaign, ({ runs, mismatches }) => show(runs, `${mismatches.length} mismatches`));
  for (const mismatch of tally.mismatches) output.write(await reportOf(mismatch, plan.shrinks));
  output.write(summary(campaign, tally));
  return tally.mismatches.length === 0;
}

async function reportOf({ program, node, verdict }: Mismatch, shrinks: boolean): Promise<string> {
  const differs = async (source: string) => (await compare({ ...program, source }, node)).type === "mismatch";
  const source = shrinks ? await shrink(program.source, differs) : program.source;
  const now = await compare({ ...program, source }, node);
  const { interpreted, onNode } = now.type === "mismatch" ? now : verdict;
  const shown = (lines: readonly string[]) => lines.map((line) => `    ${line}`).join("\n");
  return (
    `\nMISMATCH ${program.name} on Node ${node.version}\n${source}` +
    `  interpreted (exit code ${interpreted.exitCode}):\n${shown(interpreted.lines)}\n` +
    `  on Node (exit code ${onNode.exitCode}):\n${shown(onNode.lines)}\n`
  );
}

function summary(campaign: Campaign, tally: CampaignTally): string {
  const refusals = [...tally.refused].sort(([, one], [, other]) => other - one);
  const refused = refusals.reduce((sum, [, count]) => sum + count, 0);
  return [
    `${campaign.programs} programs, ${tally.runs} runs: ${tally.same} the same, ` +
      `${tally.mismatches.length} mismatches, ${tally.races} races, ${refused} refused`,
    ...refusals.map(([construct, count]) => `  refused ${count} times: ${construct}`),
    `Continue with --seed ${campaign.firstSeed + campaign.programs}`,
    "",
  ].join("\n");
}
