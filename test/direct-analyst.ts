import type { Analyst } from "../src/bot/ports.ts";
import { analyse } from "../src/engine/program/analyse.ts";
import { ProgramRefused } from "../src/engine/program/program-refused.ts";
import { tracedProgram } from "../src/engine/traced-program.ts";

/** Analyses in the test's own thread: for programs of tests alone. */
export const directAnalyst: Analyst = {
  analyse: async (source, module) => {
    try {
      return { type: "traced", program: tracedProgram(analyse(source, { module, nodeLine: 20 })) };
    } catch (error) {
      if (!(error instanceof ProgramRefused)) throw error;
      const { code, message, line, column } = error;
      return { type: "refused", refusal: { code, message, line, column } };
    }
  },
};
