import { Command, CommanderError } from "commander";
import { OperatorError } from "../bot/ports/operator-error.ts";
import { errorResult, printResult } from "./command-line.ts";
import { readPackage } from "./package-root.ts";

/** The commands by name. Loading all of them takes longer than running most of them, so only one is loaded. */
const commands = {
  start: async () => (await import("./commands/start.ts")).startCommand(),
  backup: async () => (await import("./commands/backup.ts")).backupCommand(),
  reports: async () => (await import("./commands/reports.ts")).reportsCommand(),
  stats: async () => (await import("./commands/stats.ts")).statsCommand(),
  insights: async () => (await import("./commands/insights.ts")).insightsCommand(),
  trace: async () => (await import("./commands/trace.ts")).traceCommand(),
  coverage: async () => (await import("./commands/coverage.ts")).coverageCommand(),
  verify: async () => (await import("./commands/verify.ts")).verifyCommand(),
  new: async () => (await import("./commands/new.ts")).newCommand(),
  preview: async () => (await import("./commands/preview.ts")).previewCommand(),
  schema: async () => (await import("./commands/schema.ts")).schemaCommand(),
  import: async () => (await import("./commands/import.ts")).importCommand(),
  export: async () => (await import("./commands/export.ts")).exportCommand(),
  slack: async () => (await import("./commands/slack.ts")).slackCommand(),
  simulate: async () => (await import("./commands/simulate.ts")).simulateCommand(),
  oracle: async () => (await import("./commands/oracle.ts")).oracleCommand(),
};

async function run(typed: string): Promise<void> {
  const program = new Command("async-quiz")
    .version(readPackage().version)
    .description("A quiz bot that finds and corrects misconceptions about synchronous and asynchronous programs.")
    .showHelpAfterError();
  for (const [name, load] of Object.entries(commands)) {
    // Help and error messages list all commands.
    if (name === typed || !Object.hasOwn(commands, typed)) program.addCommand(await load());
  }
  throwOnExit(program);
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof OperatorError) printResult(errorResult(error));
    // Commander has printed what is wrong. Every mistake on the command line has the same exit code.
    else if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else throw error;
  }
}

function throwOnExit(command: Command): void {
  command.exitOverride();
  for (const each of command.commands) throwOnExit(each);
}

const [typed = ""] = process.argv.slice(2);
void run(typed);
