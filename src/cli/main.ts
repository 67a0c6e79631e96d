#!/usr/bin/env node
import { Command } from "commander";
import { OperatorError } from "../bot/ports/operator-error.ts";
import { backupTo } from "./commands/backup.ts";
import { printCoverage } from "./commands/coverage.ts";
import { printExport } from "./commands/export.ts";
import { printImport } from "./commands/import.ts";
import { startFile } from "./commands/new.ts";
import { printPreview } from "./commands/preview.ts";
import { printReports } from "./commands/reports.ts";
import { printSchema } from "./commands/schema.ts";
import { printSlackManifest } from "./commands/slack-manifest.ts";
import { start } from "./commands/start.ts";
import { printStats } from "./commands/stats.ts";
import { printTrace } from "./commands/trace.ts";
import { printVerified } from "./commands/verify.ts";
import { readPackage } from "./package-root.ts";
import { Refused } from "./refused.ts";

const program = new Command("async-quiz")
  .version(readPackage().version)
  .description("A quiz bot that mends wrong ideas about synchronous and asynchronous programs.")
  .showHelpAfterError();

program
  .command("start")
  .description("run the bot; with no token it opens the local chat room")
  .option("--chat <name>", "web, terminal, discord or slack")
  .option("--port <number>", "the port of the local room")
  .action(start);

program
  .command("backup")
  .description("copy the database to a new file, also while the bot runs")
  .argument("<file>", "the file to write")
  .action(backupTo);

program
  .command("reports")
  .description("list what people reported about questions, the latest first, also while the bot runs")
  .option("--json", "as JSON, for other programs")
  .action(printReports);

program
  .command("stats")
  .description("tell how each question fares by people's first answers, what asks for a look first")
  .option("--json", "as JSON, for other programs")
  .action(printStats);

program
  .command("trace")
  .description("tell what a program prints, how long it takes, and what each misconception would have it print")
  .argument("<file>", "a JavaScript file, or - for standard input")
  .option("--json", "as JSON, for other programs")
  .option("--module <kind>", "commonjs or module; without it, .mjs is a module and all else is CommonJS")
  .option("--picture <file.png>", "also draw who waits for what")
  .action(printTrace);

program
  .command("coverage")
  .description("which questions and templates serve each objective and each misconception")
  .option("--json", "as JSON, for other programs")
  .action(printCoverage);

program
  .command("verify")
  .description("check every question; run every program on this Node and compare")
  .option("--json", "as JSON, for other programs")
  .option("--seeds <count>", "questions to make of each template", "5")
  .option("--jobs <count>", "processes at once")
  .action(printVerified);

program
  .command("new")
  .description("start a file of your own: a question of some kind, a template, or a belief")
  .argument("<kind>", "misconception, scenario, output, timing, ordering, choose-all, template or belief")
  .argument("<place>", "TOPIC/ID; of a template or a belief the ID alone")
  .option("--into <folder>", "where your files are; without it, QUIZZES_DIR")
  .action(startFile);

program
  .command("preview")
  .description("show a question's file as each chat will show it, or its faults")
  .argument("<file>", "a file in a folder of questions")
  .option("--chat <name>", "discord, slack, web or terminal; without it, all of them")
  .action(printPreview);

program
  .command("schema")
  .description("print a JSON Schema of question files, by which editors complete and check them")
  .option("--of <what>", "question, misconception or template", "question")
  .action(printSchema);

program
  .command("import")
  .description("take questions from a GIFT or CSV file into your own folder; all of them, or none")
  .argument("<file>", "a file that ends in .gift, .txt or .csv, or any with --format")
  .option("--format <name>", "gift or csv")
  .option("--into <folder>", "where they go; without it, to QUIZZES_DIR")
  .option("--topic <topic>", "for questions that do not tell theirs")
  .option("--difficulty <number>", "1 to 3, for questions that do not tell theirs; without it, 2")
  .option("--source-title <text>", "where the answers can be checked, for questions that do not tell it")
  .option("--source-url <url>", "its https address")
  .option("--explanation <text>", "for questions without one")
  .option("--refutation <text>", "for wrong choices without feedback")
  .option("--dry-run", "tell what would be written, and write nothing")
  .action(printImport);

program
  .command("export")
  .description("write the questions for Moodle and others (GIFT), a spreadsheet (CSV) or flash cards (Anki)")
  .option("--format <name>", "gift, csv or anki")
  .option("--out <file>", "a new file; without it, to standard output")
  .option("--topic <topic>", "only this one")
  .action(printExport);

program
  .command("slack")
  .description("what Slack needs to know")
  .command("manifest")
  .description("print the app's manifest, to paste at api.slack.com/apps")
  .option("--http <url>", "the public https address of this program; without it, Socket Mode")
  .action(printSlackManifest);

try {
  await program.parseAsync();
} catch (error) {
  const isRefusal = error instanceof Refused || error instanceof OperatorError;
  if (!isRefusal) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
