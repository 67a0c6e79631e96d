import type { ModuleKind } from "../interpreter/rules/semantics.ts";
import { atOnce, type ComparisonVerdict, compare, type TestProgram } from "./differential.ts";
import { randomProgram } from "./random-program.ts";
import type { NodeBinary } from "./run-on-node.ts";

/** A range of random programs to compare on some Nodes. */
export interface Campaign {
  readonly firstSeed: number;
  readonly programs: number;
  readonly nodes: readonly NodeBinary[];
  /** Processes at the same time. */
  readonly jobs: number;
  /** Each program as a CommonJS and as an ES module. Otherwise the kinds alternate. */
  readonly bothKinds: boolean;
}

export interface Mismatch {
  readonly program: TestProgram;
  readonly node: NodeBinary;
  readonly verdict: Extract<ComparisonVerdict, { type: "mismatch" }>;
}

/** The results so far. */
export interface CampaignTally {
  /** Programs times Nodes, compared or not. */
  readonly runs: number;
  readonly same: number;
  readonly races: number;
  /** How often, by construct. */
  readonly refused: ReadonlyMap<string, number>;
  readonly mismatches: readonly Mismatch[];
}

interface Trial {
  readonly program: TestProgram;
  readonly node: NodeBinary;
}

function kindsOf(seed: number, both: boolean): readonly ModuleKind[] {
  if (both) return ["commonjs", "module"];
  return [seed % 2 === 0 ? "commonjs" : "module"];
}

function* trials({ firstSeed, programs, nodes, bothKinds }: Campaign): Generator<Trial> {
  for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
    for (const module of kindsOf(seed, bothKinds)) {
      const program = { name: `seed ${seed} as ${module}`, source: randomProgram(seed, module), module };
      for (const node of nodes) yield { program, node };
    }
  }
}

export function trialCount({ programs, nodes, bothKinds }: Campaign): number {
  return programs * nodes.length * (bothKinds ? 2 : 1);
}

/**
 * Compares the programs of a range of seeds on each Node. Processes delay each other, which can change an order, so
 * every mismatch is compared once more at the end, alone.
 */
export async function runCampaign(
  campaign: Campaign,
  onProgress: (tally: CampaignTally) => void = () => {},
): Promise<CampaignTally> {
  const refused = new Map<string, number>();
  const suspects: Mismatch[] = [];
  const counts = { runs: 0, same: 0, races: 0 };
  const run = async (trial: Trial) => ({ ...trial, verdict: await compare(trial.program, trial.node) });
  for await (const { program, node, verdict } of atOnce(trials(campaign), campaign.jobs, run)) {
    counts.runs++;
    if (verdict.type === "same") counts.same++;
    else if (verdict.type === "race") counts.races++;
    else if (verdict.type === "refused") refused.set(verdict.construct, (refused.get(verdict.construct) ?? 0) + 1);
    else suspects.push({ program, node, verdict });
    onProgress({ ...counts, refused, mismatches: suspects });
  }
  const mismatches: Mismatch[] = [];
  for (const suspect of suspects) {
    const { verdict } = await run(suspect);
    if (verdict.type === "mismatch") mismatches.push({ ...suspect, verdict });
    else counts.same++;
  }
  return { ...counts, refused, mismatches };
}

/** Shows progress on standard error: a bar on a terminal, otherwise about 20 lines. */
export function progressBar(total: number): (done: number, note: string) => void {
  const { isTTY } = process.stderr;
  const step = isTTY ? 1 : Math.max(1, Math.floor(total / 20));
  return (done, note) => {
    if (done % step !== 0 && done !== total) return;
    const counts = `${done} of ${total}, ${note}`;
    const bar = "#".repeat(Math.round((done / total) * 30)).padEnd(30, ".");
    process.stderr.write(isTTY ? `\r[${bar}] ${counts}${done === total ? "\n" : ""}` : `${counts}\n`);
  };
}
