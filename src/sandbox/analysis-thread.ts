import { parentPort, workerData } from "node:worker_threads";
import { analyse } from "../interpreter/analysis/analyse.ts";
import { type TraceResult, tracedProgram } from "../interpreter/analysis/traced-program.ts";
import { ProgramRefusal } from "../interpreter/rules/program-refused.ts";
import type { ModuleKind, NodeLine } from "../interpreter/rules/semantics.ts";

/** What the thread is asked; it answers each in turn. */
export interface Pasted {
  readonly source: string;
  readonly module: ModuleKind;
}

/** What the thread says: that it is there, and then an answer to each question. */
export type Said = { readonly type: "ready" } | TraceResult | { readonly type: "broken"; readonly error: string };

/** What the thread is born with. */
export interface ThreadData {
  readonly nodeLine: NodeLine;
}

/** Where a stranger's program is interpreted: a thread that can be ended, and that holds nothing of the bot's. */
function answer({ source, module }: Pasted): Said {
  try {
    const { nodeLine } = workerData as ThreadData;
    return { type: "traced", program: tracedProgram(analyse(source, { module, nodeLine })) };
  } catch (error) {
    if (!(error instanceof ProgramRefusal)) {
      return { type: "broken", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    const { code, message, line, column } = error;
    return { type: "refused", refusal: { code, message, line, column } };
  }
}

function say(said: Said): void {
  parentPort?.postMessage(said);
}

parentPort?.on("message", (pasted: Pasted) => say(answer(pasted)));
say({ type: "ready" });
