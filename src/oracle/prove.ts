import { parse } from "acorn";
import { nodeLine } from "../engine/generation/generation-input.ts";
import type { StatedProgram } from "../engine/question/misconception.ts";
import type { OutputQuestion, Question, TimingQuestion } from "../engine/question/question.ts";
import { runProgram } from "../interpreter/analysis/run.ts";
import { parseProgram } from "../interpreter/compile/parse.ts";
import type { ModuleKind } from "../interpreter/rules/semantics.ts";
import { randomFrom } from "../random/seed.ts";
import { type NodeBinary, runOnNode, timeOnNode } from "./run-on-node.ts";

/** How Node contradicts the answer key of a question. */
export interface Disproof {
  readonly rule: "node" | "race";
  readonly message: string;
}

/** Runs until one matches the key. On a busy machine a program can be late, but never early. */
const defaultTries = 6;

/** The most runs of a race. All but the first ones delay its statements. */
const raceRuns = 48;
const runsAtOnce = 4;

/**
 * Runs the program of a question on Node and compares it with the key.
 * @returns null if Node agrees, or if the question has no program
 */
export async function proveOnNode(
  question: Question,
  node: NodeBinary,
  tries: number = defaultTries,
): Promise<Disproof | null> {
  if (question.kind === "timing") return proveTime(question, node, tries);
  if (question.kind === "output") {
    if (question.race !== null) return proveRace(question, node);
    return proveLines(question, question.right.output ?? [], node, tries);
  }
  if (question.kind !== "ordering" || question.program === null) return null;
  const key = question.items.flatMap(({ output }) => output ?? []);
  return proveLines(question, key, node, tries);
}

/** Runs a program on Node and compares it with the interpreter. */
export async function proveRun(
  stated: StatedProgram,
  node: NodeBinary,
  tries: number = defaultTries,
): Promise<Disproof | null> {
  const { output } = runProgram(parseProgram(stated.program, stated.module), { nodeLine });
  return proveLines(stated, output, node, tries);
}

async function proveLines(
  { program, module }: StatedProgram,
  key: readonly string[],
  node: NodeBinary,
  tries: number,
): Promise<Disproof | null> {
  let lines: readonly string[] = [];
  for (let attempt = 0; attempt < tries; attempt++) {
    lines = (await runOnNode(program, module, node, { lowPriority: true })).lines;
    if (lines.join("\n") === key.join("\n")) return null;
  }
  const message = `Node ${node.version} prints ${shown(lines)}, but the key is ${shown(key)}`;
  return { rule: "node", message };
}

/**
 * A race is proved when Node prints the same lines in another order than the planned one. If the machine runs too
 * evenly for that, statements are delayed, as other processes could delay them.
 */
async function proveRace({ program, module, wrong }: OutputQuestion, node: NodeBinary): Promise<Disproof | null> {
  const planned = wrong[0]?.output ?? [];
  for (let run = 0; run < raceRuns; run += runsAtOnce) {
    const source = run === 0 ? program : delayed(program, module, run);
    const outcomes = await Promise.all(
      Array.from({ length: runsAtOnce }, () => runOnNode(source, module, node, { lowPriority: true })),
    );
    for (const { lines } of outcomes) {
      if ([...lines].sort().join("\n") !== [...planned].sort().join("\n")) {
        return { rule: "node", message: `Node ${node.version} prints other lines: ${shown(lines)}` };
      }
      if (lines.join("\n") !== planned.join("\n")) return null;
    }
  }
  const message = `Node ${node.version} printed one order in ${raceRuns} runs; bring the two callbacks closer together`;
  return { rule: "race", message };
}

/** The program with up to three milliseconds of work before each of its statements. */
function delayed(program: string, module: ModuleKind, seed: number): string {
  const random = randomFrom(seed);
  const sourceType = module === "module" ? "module" : "commonjs";
  const { body } = parse(program, { ecmaVersion: "latest", sourceType });
  const starts = body.map(({ start }) => start).toReversed();
  return starts.reduce(
    (text, start) => `${text.slice(0, start)}cpu(${(random() * 3).toFixed(2)});\n${text.slice(start)}`,
    `${program}\ncpu(${(random() * 3).toFixed(2)});`,
  );
}

/** The key must be the choice nearest to the measured time. */
async function proveTime(question: TimingQuestion, node: NodeBinary, tries: number): Promise<Disproof | null> {
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
  const message = `Node ${node.version} runs for ${measured.join(", ")} ms, but the key is ${key} ms`;
  return { rule: "node", message };
}

function shown(lines: readonly string[]): string {
  return lines.length === 0 ? "nothing" : JSON.stringify(lines.join(" "));
}
