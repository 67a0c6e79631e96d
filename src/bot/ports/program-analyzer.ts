import type { TraceResult } from "../../interpreter/analysis/traced-program.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";

/** Runs programs that people pasted, in a place where they cannot block or harm the bot. */
export interface ProgramAnalyzer {
  /** What the program does on Node and under each misconception, or why that cannot be shown. Throws only on a bug. */
  analyse(source: string, module: ModuleKind): Promise<TraceResult>;
}
