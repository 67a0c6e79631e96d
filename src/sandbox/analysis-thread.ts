import { type GenerationRequest, type GenerationResult, generated } from "../engine/generation/generate.ts";
import { analyse } from "../interpreter/analysis/analyse.ts";
import { type TraceResult, tracedProgram } from "../interpreter/analysis/traced-program.ts";
import { ProgramRefusal } from "../interpreter/rules/program-refusal.ts";
import type { ModuleKind, NodeLine } from "../interpreter/rules/semantics.ts";

// Runs in a thread of its own, which can be ended at any time and shares nothing with the bot's thread. The pool calls
// the functions by their names.

export interface PastedSource {
  readonly source: string;
  readonly module: ModuleKind;
  readonly nodeLine: NodeLine;
}

/** Lets the pool wait until the thread has loaded. */
export function ready(): true {
  return true;
}

export function trace({ source, module, nodeLine }: PastedSource): TraceResult {
  try {
    return { type: "traced", program: tracedProgram(analyse(source, { module, nodeLine })) };
  } catch (error) {
    if (!(error instanceof ProgramRefusal)) throw error;
    const { code, message, line, column } = error;
    return { type: "refused", refusal: { code, message, line, column } };
  }
}

export function generate(request: GenerationRequest): GenerationResult {
  return generated(request);
}
