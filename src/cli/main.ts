#!/usr/bin/env node
import { Command } from "commander";
import { OperatorError } from "../bot/ports/operator-error.ts";
import { errorResult, printResult } from "./command-line.ts";
import { backupCommand } from "./commands/backup.ts";
import { coverageCommand } from "./commands/coverage.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { newCommand } from "./commands/new.ts";
import { oracleCommand } from "./commands/oracle.ts";
import { previewCommand } from "./commands/preview.ts";
import { reportsCommand } from "./commands/reports.ts";
import { schemaCommand } from "./commands/schema.ts";
import { slackCommand } from "./commands/slack.ts";
import { startCommand } from "./commands/start.ts";
import { statsCommand } from "./commands/stats.ts";
import { traceCommand } from "./commands/trace.ts";
import { verifyCommand } from "./commands/verify.ts";
import { readPackage } from "./package-root.ts";

const program = new Command("async-quiz")
  .version(readPackage().version)
  .description("A quiz bot that finds and corrects misconceptions about synchronous and asynchronous programs.")
  .showHelpAfterError()
  .addCommand(startCommand())
  .addCommand(backupCommand())
  .addCommand(reportsCommand())
  .addCommand(statsCommand())
  .addCommand(traceCommand())
  .addCommand(coverageCommand())
  .addCommand(verifyCommand())
  .addCommand(newCommand())
  .addCommand(previewCommand())
  .addCommand(schemaCommand())
  .addCommand(importCommand())
  .addCommand(exportCommand())
  .addCommand(slackCommand())
  .addCommand(oracleCommand());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  printResult(errorResult(error));
}
