import type { Interpretation } from "../interpreter/analysis/analyse.ts";
import { lineOf, type NodeLine } from "./node-binaries.ts";
import { type ModuleKind, type NodeBinary, runOnNode } from "./run-on-node.ts";

interface InterpretOptions {
  readonly module: ModuleKind;
  readonly nodeLine: NodeLine;
}

/** Runs a program without Node. Throws what `isRefusal` knows where it does not model the program. */
export type Interpret = (source: string, options: InterpretOptions) => Interpretation;

/** Tells a refusal, as the construct or bound that it names, from a fault of the interpreter, which is null. */
export type RefusalOf = (error: unknown) => string | null;

export interface Program {
  readonly name: string;
  readonly source: string;
  readonly module: ModuleKind;
}

interface Printed {
  readonly lines: readonly string[];
  /** Null where Node did not come to an end. */
  readonly exitCode: number | null;
}

export type Verdict =
  | { readonly type: "same" }
  | { readonly type: "refused"; readonly construct: string }
  | { readonly type: "race" }
  | { readonly type: "mismatch"; readonly interpreted: Printed; readonly onNode: Printed };

/** On a busy machine a timer may come late and turn an order that is else certain, so a difference must come again. */
const tries = 5;

/** Compares the interpreter with one Node on one program. */
export async function compare(
  program: Program,
  node: NodeBinary,
  interpret: Interpret,
  refusalOf: RefusalOf,
): Promise<Verdict> {
  const nodeLine = lineOf(node);
  if (nodeLine === null) throw new Error(`Node ${node.version} is of no supported line`);
  const interpreted = interpretation(program, { module: program.module, nodeLine }, interpret, refusalOf);
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
  { source }: Program,
  options: InterpretOptions,
  interpret: Interpret,
  refusalOf: RefusalOf,
): Printed | Exclude<Verdict, { type: "same" }> {
  try {
    const { output, exitCode, guaranteed } = interpret(source, options);
    // One call may print several lines.
    const lines = output.join("\n").split("\n");
    if (!guaranteed) return { type: "race" };
    return { lines: output.length === 0 ? [] : lines, exitCode };
  } catch (error) {
    const construct = refusalOf(error);
    if (construct !== null) return { type: "refused", construct };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const fault: Printed = { lines: [`The interpreter failed: ${message}`], exitCode: null };
    return { type: "mismatch", interpreted: fault, onNode: { lines: [], exitCode: null } };
  }
}

function isSame(one: Printed, other: Printed): boolean {
  return one.exitCode === other.exitCode && one.lines.join("\n") === other.lines.join("\n");
}

/** Runs the tasks of a stream, so many at once, and yields the answers as they come. */
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
