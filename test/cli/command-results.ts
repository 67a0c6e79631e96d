import type { Command } from "commander";
import { OperatorError } from "../../src/bot/ports/operator-error.ts";
import { type CommandResult, errorResult } from "../../src/cli/command-line.ts";

/** The result that main prints, also if the command throws an OperatorError. */
export function resultOf(run: Promise<CommandResult>): Promise<CommandResult> {
  return run.catch((error: unknown) => {
    if (error instanceof OperatorError) return errorResult(error);
    throw error;
  });
}

/** What a command prints about a command line that it does not accept. */
export async function usageError(command: Command, args: readonly string[]): Promise<string> {
  let printed = "";
  command.exitOverride().configureOutput({ writeErr: (text) => (printed += text) });
  await command.parseAsync([...args], { from: "user" }).then(
    () => Promise.reject(new Error(`accepted ${args.join(" ")}`)),
    (error: unknown) => {
      if (!(error instanceof Error && "exitCode" in error && error.exitCode === 1)) throw error;
    },
  );
  return printed;
}
