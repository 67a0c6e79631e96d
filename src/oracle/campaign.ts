import { atOnce, compare, type Interpret, type Program, type RefusalOf, type Verdict } from "./differential.ts";
import { randomProgram } from "./random-program.ts";
import type { ModuleKind, NodeBinary } from "./run-on-node.ts";

export interface Campaign {
  readonly firstSeed: number;
  readonly programs: number;
  readonly nodes: readonly NodeBinary[];
  /** Processes at once. */
  readonly jobs: number;
  /** Each program as a CommonJS and as an ES module; otherwise the kinds alternate. */
  readonly bothKinds: boolean;
}

export interface Finding {
  readonly program: Program;
  readonly node: NodeBinary;
  readonly verdict: Extract<Verdict, { type: "mismatch" }>;
}

export interface Tally {
  /** Program and Node, compared or not. */
  readonly runs: number;
  readonly same: number;
  readonly races: number;
  /** How often, by construct. */
  readonly refused: ReadonlyMap<string, number>;
  readonly mismatches: readonly Finding[];
}

interface Trial {
  readonly program: Program;
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
 * Compares the programs of a range of seeds on each Node. What differs is compared once more at the end, alone: many
 * processes at once hold each other up, and a callback that is late enough turns an order.
 */
export async function runCampaign(
  campaign: Campaign,
  interpret: Interpret,
  refusalOf: RefusalOf,
  tell: (tally: Tally) => void = () => {},
): Promise<Tally> {
  const refused = new Map<string, number>();
  const suspects: Finding[] = [];
  const counts = { runs: 0, same: 0, races: 0 };
  const one = async (trial: Trial) => ({
    ...trial,
    verdict: await compare(trial.program, trial.node, interpret, refusalOf),
  });
  for await (const { program, node, verdict } of atOnce(trials(campaign), campaign.jobs, one)) {
    counts.runs++;
    if (verdict.type === "same") counts.same++;
    else if (verdict.type === "race") counts.races++;
    else if (verdict.type === "refused") refused.set(verdict.construct, (refused.get(verdict.construct) ?? 0) + 1);
    else suspects.push({ program, node, verdict });
    tell({ ...counts, refused, mismatches: suspects });
  }
  const mismatches: Finding[] = [];
  for (const suspect of suspects) {
    const { verdict } = await one(suspect);
    if (verdict.type === "mismatch") mismatches.push({ ...suspect, verdict });
    else counts.same++;
  }
  return { ...counts, refused, mismatches };
}

/** A bar on a terminal, and a line now and then where there is none; on standard error. */
export function progressBar(total: number): (done: number, said: string) => void {
  const { isTTY } = process.stderr;
  const step = isTTY ? 1 : Math.max(1, Math.floor(total / 20));
  return (done, said) => {
    if (done % step !== 0 && done !== total) return;
    const counts = `${done} of ${total}, ${said}`;
    const bar = "#".repeat(Math.round((done / total) * 30)).padEnd(30, ".");
    process.stderr.write(isTTY ? `\r[${bar}] ${counts}${done === total ? "\n" : ""}` : `${counts}\n`);
  };
}
