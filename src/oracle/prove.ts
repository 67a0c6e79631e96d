import { parse } from "acorn";
import { nodeLine } from "../engine/generation/generation-input.ts";
import type { StatedProgram } from "../engine/question/misconception.ts";
import {
  type LinesQuestion,
  type OutputQuestion,
  programOf,
  type Question,
  type TimingQuestion,
} from "../engine/question/question.ts";
import { runProgram } from "../interpreter/analysis/run.ts";
import { parseProgram } from "../interpreter/compile/parse.ts";
import { randomFrom } from "../random/seed.ts";
import { type ModuleKind, type NodeBinary, runOnNode, timeOnNode } from "./run-on-node.ts";

/** What real Node says against a key; null where it proves it. */
export type Complaint = { readonly rule: "node" | "race"; readonly message: string } | null;

/** How often a program may run until it does what the key says: a busy machine is late now and then, never early. */
const ordinaryTries = 6;

/** So often a race is run, at most; from the second time on with statements held up. */
const raceRuns = 48;
const runsAtOnce = 4;

/** Proves the key of a program question on Node; a question in words has nothing to prove. */
export async function proveOnNode(
  question: Question,
  node: NodeBinary,
  tries: number = ordinaryTries,
): Promise<Complaint> {
  if (question.kind === "timing") return proveTime(question, node, tries);
  if (question.kind === "output") {
    if (question.race !== null) return proveRace(question, node);
    return proveLines(question, question.right.output ?? [], node, tries);
  }
  if (programOf(question) === null) return null;
  const { items } = question as LinesQuestion;
  const key = items.flatMap(({ output }) => output ?? []);
  return proveLines(question as LinesQuestion, key, node, tries);
}

/** Proves that a program does on Node what the interpreter has it do. */
export async function proveRun(
  stated: StatedProgram,
  node: NodeBinary,
  tries: number = ordinaryTries,
): Promise<Complaint> {
  const { output } = runProgram(parseProgram(stated.program, stated.module), { nodeLine });
  return proveLines(stated, output, node, tries);
}

async function proveLines(
  { program, module }: StatedProgram,
  key: readonly string[],
  node: NodeBinary,
  tries: number,
): Promise<Complaint> {
  let lines: readonly string[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    lines = (await runOnNode(program, module, node, { givesWay: true })).lines;
    if (lines.join("\n") === key.join("\n")) return null;
  }
  const message = `Node ${node.version} prints ${shown(lines)}, and the key is ${shown(key)}`;
  return { rule: "node", message };
}

/**
 * One ideal run has one order, and Node shows another of the same lines: of the program as it is or, where a machine
 * is so even that it shows one alone, with statements that are held up for as long as other processes may hold them up.
 */
async function proveRace({ program, module, wrong }: OutputQuestion, node: NodeBinary): Promise<Complaint> {
  const planned = wrong[0]?.output ?? [];
  for (let run = 0; run < raceRuns; run += runsAtOnce) {
    const source = run === 0 ? program : heldUp(program, module, run);
    const outcomes = await Promise.all(
      Array.from({ length: runsAtOnce }, () => runOnNode(source, module, node, { givesWay: true })),
    );
    for (const { lines } of outcomes) {
      if ([...lines].sort().join("\n") !== [...planned].sort().join("\n")) {
        return { rule: "node", message: `Node ${node.version} prints other lines: ${shown(lines)}` };
      }
      if (lines.join("\n") !== planned.join("\n")) return null;
    }
  }
  const message = `Node ${node.version} printed one order in ${raceRuns} runs; let the two callbacks come closer`;
  return { rule: "race", message };
}

/** The program with up to three milliseconds of work before each of its statements. */
function heldUp(program: string, module: ModuleKind, seed: number): string {
  const random = randomFrom(seed);
  const sourceType = module === "module" ? "module" : "commonjs";
  const { body } = parse(program, { ecmaVersion: "latest", sourceType });
  const starts = body.map(({ start }) => start).toReversed();
  return starts.reduce(
    (text, start) => `${text.slice(0, start)}cpu(${(random() * 3).toFixed(2)});\n${text.slice(start)}`,
    `${program}\ncpu(${(random() * 3).toFixed(2)});`,
  );
}

/** Of all choices the key is the nearest to what Node takes, and Node is not sooner. */
async function proveTime(question: TimingQuestion, node: NodeBinary, tries: number): Promise<Complaint> {
  const { program, module, right, wrong } = question;
  const key = right.milliseconds;
  const others = wrong.map(({ milliseconds }) => milliseconds);
  const measured: number[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    const elapsed = await timeOnNode(program, module, node);
    if (elapsed === null) break;
    const distance = Math.abs(elapsed - key);
    const isNearest = others.every((other) => Math.abs(elapsed - other) > distance);
    if (isNearest && distance <= Math.max(45, key * 0.06)) return null;
    measured.push(Math.round(elapsed));
  }
  const message = `Node ${node.version} runs for ${measured.join(", ")} ms, and the key is ${key} ms`;
  return { rule: "node", message };
}

function shown(lines: readonly string[]): string {
  return lines.length === 0 ? "nothing" : JSON.stringify(lines.join(" "));
}
