import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import type { BankFolder } from "../../content/bank-files.ts";
import { ankiOf } from "../../content/exchange/anki-write.ts";
import { csvOf } from "../../content/exchange/csv-write.ts";
import {
  type ExportFormat,
  type ExportLimitation,
  exportFormats,
  exportLimitations,
} from "../../content/exchange/export-limitations.ts";
import { type ExportQuestion, exportQuestion } from "../../content/exchange/export-question.ts";
import { giftOf } from "../../content/exchange/gift-write.ts";
import type { Topic } from "../../engine/question/curriculum.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { bankError, type CommandResult, fileError, printResult, topicOption } from "../command-line.ts";
import { bankFolders, readQuestionFiles } from "../open-bank.ts";

interface ExportOptions {
  readonly format: ExportFormat;
  readonly out?: string;
  readonly topic?: Topic;
}

export function exportCommand(): Command {
  return new Command("export")
    .description("write the questions for Moodle and others (GIFT), a spreadsheet (CSV) or flash cards (Anki)")
    .addOption(new Option("--format <name>", "the format").choices(exportFormats).makeOptionMandatory())
    .option("--out <file>", "the file to create (default: standard output)")
    .addOption(topicOption("only questions of this topic"))
    .action(async (options: ExportOptions) => printResult(await exportQuestions(options, bankFolders())));
}

/** @throws OperatorError if the bank has problems (exit code 2) or the file cannot be written (exit code 1) */
export async function exportQuestions(
  { format, out, topic }: ExportOptions,
  folders: readonly BankFolder[],
): Promise<CommandResult> {
  const read = await readQuestionFiles(folders, { variants: 1 });
  if ("diagnostics" in read) throw bankError(read.diagnostics);
  const isWanted = (one: { readonly topic: Topic }) => topic === undefined || one.topic === topic;
  const questions = read.bank.questions.filter(isWanted);
  const exported = questions.map((one) => exportQuestion(wordsEn, one, read.objectives.get(one.id) ?? []));
  const templates = read.bank.templates.filter(isWanted).length;
  const error = exportLimitations({ format, exported, templates }).map(limitationLine).join("");
  const text = textOf(format, exported);
  if (out === undefined) return { output: text, error, exitCode: 0 };
  await writeFile(out, text, { flag: "wx" }).catch((failure) => {
    throw fileError("write", out, failure);
  });
  const count = `${exported.length} question${exported.length === 1 ? "" : "s"}`;
  return { output: `Wrote ${count} to ${withoutControls(out)}.\n`, error, exitCode: 0 };
}

function textOf(format: ExportFormat, exported: readonly ExportQuestion[]): string {
  switch (format) {
    case "gift":
      return giftOf(exported);
    case "csv":
      return csvOf(exported);
    case "anki":
      return ankiOf(wordsEn, exported);
  }
}

function limitationLine({ count, what: [one, many], instead }: ExportLimitation): string {
  return `left out: ${count} ${count === 1 ? one : many} (${instead})\n`;
}
