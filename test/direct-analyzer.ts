import type { ProgramAnalyzer } from "../src/bot/ports/program-analyzer.ts";
import { analyse } from "../src/interpreter/analysis/analyse.ts";
import { tracedProgram } from "../src/interpreter/analysis/traced-program.ts";
import { ProgramRefusal } from "../src/interpreter/rules/program-refusal.ts";

/** Analyses programs in the test's own thread, so only for trusted programs. */
export const directAnalyzer: ProgramAnalyzer = {
  analyse: async (source, module) => {
    try {
      return { type: "traced", program: tracedProgram(analyse(source, { module, nodeLine: 20 })) };
    } catch (error) {
      if (!(error instanceof ProgramRefusal)) throw error;
      const { code, message, line, column } = error;
      return { type: "refused", refusal: { code, message, line, column } };
    }
  },
};
