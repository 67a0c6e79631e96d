import type { TraceResult } from "../../interpreter/analysis/traced-program.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";

/** Who runs a stranger's program, where it can hold up nobody. */
export interface ProgramAnalyzer {
  /** What the program does by the true rules and by wrong ones, or why that is not told. Throws only on a bug. */
  analyse(source: string, module: ModuleKind): Promise<TraceResult>;
}
