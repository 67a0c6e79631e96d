import { predict } from "./program/diagnose.ts";
import { parseProgram } from "./program/parse.ts";
import { isSameOutput, runProgram } from "./program/run.ts";
import { wrongMinds } from "./program/wrong-minds.ts";
import { nodeLine } from "./program-plan.ts";
import type { StatedProgram } from "./stated-program.ts";

/**
 * Whether a program proves a belief wrong: it prints something else, or takes another time, than the belief has it.
 * @throws ProgramRefused where the program is outside what the interpreter models
 */
export function refutes({ program, module }: StatedProgram, belief: string): boolean {
  const parsed = parseProgram(program, module);
  const run = runProgram(parsed, { nodeLine });
  const minds = wrongMinds.filter(({ id }) => id === belief);
  return predict(parsed, nodeLine, minds).some(
    ({ output, elapsedMs }) => !isSameOutput(output, run.output) || elapsedMs !== run.elapsedMs,
  );
}
