import { interpret } from "../interpreter/analysis/analyse.ts";
import { ProgramRefusal } from "../interpreter/rules/program-refusal.ts";
import type { ModuleKind } from "../interpreter/rules/semantics.ts";
import { lineOf } from "./node-binaries.ts";
import { type NodeBinary, runOnNode } from "./run-on-node.ts";

export interface TestProgram {
  readonly name: string;
  readonly source: string;
  readonly module: ModuleKind;
}

interface Printed {
  readonly lines: readonly string[];
  /** Null if the program reached a limit. */
  readonly exitCode: number | null;
}

export type ComparisonVerdict =
  | { readonly type: "same" }
  | { readonly type: "refused"; readonly construct: string }
  | { readonly type: "race" }
  | { readonly type: "mismatch"; readonly interpreted: Printed; readonly onNode: Printed };

/** A busy machine can delay a timer and change an order, so a difference must occur every time. */
const tries = 5;

/**
 * Compares the interpreter with one Node on one program.
 * @param run the interpreter, which a test can replace
 */
export async function compare(program: TestProgram, node: NodeBinary, run = interpret): Promise<ComparisonVerdict> {
  const interpreted = interpretation(program, node, run);
  if ("type" in interpreted) return interpreted;
  let onNode: Printed = { lines: [], exitCode: null };
  for (let attempt = 0; attempt < tries; attempt++) {
    const outcome = await runOnNode(program.source, program.module, node);
    onNode = { lines: outcome.lines, exitCode: outcome.type === "ended" ? outcome.exitCode : null };
    if (isSame(interpreted, onNode)) return { type: "same" };
  }
  return { type: "mismatch", interpreted, onNode };
}

function interpretation(
  { source, module }: TestProgram,
  node: NodeBinary,
  run: typeof interpret,
): Printed | Exclude<ComparisonVerdict, { type: "same" }> {
  const nodeLine = lineOf(node);
  if (nodeLine === null) throw new Error(`Node ${node.version} is not supported`);
  try {
    const { output, exitCode, guaranteed } = run(source, { module, nodeLine });
    // One call of console.log can print several lines.
    const lines = output.join("\n").split("\n");
    if (!guaranteed) return { type: "race" };
    return { lines: output.length === 0 ? [] : lines, exitCode };
  } catch (error) {
    if (error instanceof ProgramRefusal) return { type: "refused", construct: `${error.code}: ${error.message}` };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const failure: Printed = { lines: [`The interpreter failed: ${message}`], exitCode: null };
    return { type: "mismatch", interpreted: failure, onNode: { lines: [], exitCode: null } };
  }
}

function isSame(one: Printed, other: Printed): boolean {
  return one.exitCode === other.exitCode && one.lines.join("\n") === other.lines.join("\n");
}

/** Runs up to `jobs` tasks at the same time, and yields their answers as they arrive. */
export async function* atOnce<Task, Answer>(
  tasks: Iterable<Task>,
  jobs: number,
  work: (task: Task) => Promise<Answer>,
): AsyncGenerator<Answer> {
  const running = new Set<Promise<Answer>>();
  for (const task of tasks) {
    const answer: Promise<Answer> = work(task).finally(() => running.delete(answer));
    running.add(answer);
    if (running.size >= jobs) yield await Promise.race(running);
  }
  while (running.size > 0) yield await Promise.race(running);
}
