import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { Command, Option } from "commander";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import type { BankFolder } from "../../content/bank-files.ts";
import { checkImport } from "../../content/exchange/check-import.ts";
import { readCsv } from "../../content/exchange/csv-read.ts";
import {
  type DraftFile,
  draftFiles,
  type ImportDefaults,
  type ImportFormat,
  importFormats,
} from "../../content/exchange/draft-files.ts";
import { readGift } from "../../content/exchange/gift-read.ts";
import { largestImport, textOfImport } from "../../content/exchange/question-draft.ts";
import { finishNewFiles, writeNewFiles } from "../../content/new-files.ts";
import type { Topic } from "../../engine/question/curriculum.ts";
import { byLocation, type Diagnostic, diagnosticText } from "../../engine/review/diagnostic.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { type CommandResult, fileError, printResult, topicOption } from "../command-line.ts";
import { bankFolders, readQuestionFiles } from "../open-bank.ts";

interface ImportOptions {
  readonly format?: ImportFormat;
  readonly topic?: Topic | undefined;
  readonly into?: string;
  readonly difficulty?: string;
  readonly sourceTitle?: string;
  readonly sourceUrl?: string;
  readonly explanation?: string;
  readonly refutation?: string;
  readonly dryRun?: boolean;
}

export function importCommand(): Command {
  const difficulty = new Option("--difficulty <number>", "for questions without one").choices(["1", "2", "3"]);
  return new Command("import")
    .description("add the questions of a GIFT or CSV file to your own folder: all of them, or none")
    .argument("<file>", "a file that ends in .gift, .txt or .csv, or any file with --format")
    .addOption(new Option("--format <name>", "the format, if the file name does not tell").choices(importFormats))
    .option("--into <folder>", "the folder to write to (default: QUIZZES_DIR)")
    .addOption(topicOption("for questions without one"))
    .addOption(difficulty.default("2"))
    .option("--source-title <text>", "the name of a source, for questions without one")
    .option("--source-url <url>", "the https address of that source")
    .option("--explanation <text>", "for questions without one")
    .option("--refutation <text>", "for wrong choices without feedback")
    .option("--dry-run", "list the files that would be written, and write nothing")
    .action(async (file: string, options: ImportOptions) =>
      printResult(await importQuestions(file, options, bankFolders())),
    );
}

/**
 * @param folders the folders that the bot reads
 * @returns exit code 0 if all questions are written, 2 if any has problems and none is
 * @throws OperatorError if the import cannot be tried
 */
export async function importQuestions(
  file: string,
  options: ImportOptions,
  folders: readonly BankFolder[],
): Promise<CommandResult> {
  const into = targetOf(options, folders);
  const format = formatOf(file, options.format);
  finishNewFiles(into);
  const text = textOfImport(await bytesOf(file), file);
  if ("diagnostic" in text) return rejected([text.diagnostic]);
  const read = (format === "gift" ? readGift : readCsv)(text.text, file);
  const { files, diagnostics } = draftFiles(file, read.drafts, defaultsOf(options));
  const readFiles = (each: readonly BankFolder[]) => readQuestionFiles(each, { variants: 1 });
  const checked = await checkImport(file, format, files, withFolder(folders, into), readFiles);
  const allDiagnostics = [
    ...[...read.diagnostics, ...diagnostics, ...checked.ofImport].sort(byLocation),
    ...checked.ofOtherFiles,
  ];
  if (allDiagnostics.length > 0) return rejected(allDiagnostics, read.skipped);
  if (files.length === 0) return rejected([], read.skipped, ["The file contains no question that can be imported."]);
  if (options.dryRun !== true) {
    writeNewFiles(
      into,
      files.map(({ topic, id, yaml }) => ({ folder: topic, name: `${id}.yaml`, text: yaml })),
    );
  }
  return imported(into, files, read.skipped, options.dryRun === true);
}

function targetOf({ into }: ImportOptions, folders: readonly BankFolder[]): string {
  const folder = into ?? folders.find(({ level }) => level === "own")?.path ?? "";
  if (folder.trim() !== "") return folder;
  throw new OperatorError("Name the folder to write to: --into FOLDER, or set QUIZZES_DIR.", { exitCode: 1 });
}

/** The folders to read, including `into`, which need not exist yet. */
function withFolder(folders: readonly BankFolder[], into: string): readonly BankFolder[] {
  const others = folders.filter(({ path }) => resolve(path) !== resolve(into));
  const all: readonly BankFolder[] = [...others, { path: into, level: "own" }];
  return all.filter(({ path, level }) => level === "built-in" || existsSync(path));
}

const formats: ReadonlyMap<string, ImportFormat> = new Map<string, ImportFormat>([
  [".csv", "csv"],
  [".gift", "gift"],
  [".txt", "gift"],
]);

function formatOf(file: string, given: ImportFormat | undefined): ImportFormat {
  const format = given ?? formats.get(extname(file).toLowerCase());
  if (format !== undefined) return format;
  const message = `The name ${withoutControls(file)} does not show the format: add --format gift or csv.`;
  throw new OperatorError(message, { exitCode: 1 });
}

function defaultsOf({ topic, difficulty, ...options }: ImportOptions): ImportDefaults {
  return {
    topic: topic ?? null,
    difficulty: difficulty ?? "2",
    sourceTitle: options.sourceTitle ?? null,
    sourceUrl: options.sourceUrl ?? null,
    explanation: options.explanation ?? null,
    refutation: options.refutation ?? null,
  };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const fail = (error: unknown) => {
    throw fileError("read", file, error);
  };
  const about = await stat(file).catch(fail);
  if (about.size > largestImport) {
    const name = withoutControls(file);
    const message = `${name} has ${about.size} bytes, and the limit is ${largestImport}. Split the file.`;
    throw new OperatorError(message, { exitCode: 1 });
  }
  return readFile(file).catch(fail);
}

function rejected(
  diagnostics: readonly Diagnostic[],
  skipped: readonly Diagnostic[] = [],
  sentences: readonly string[] = [],
): CommandResult {
  const lines = [...sentences, ...diagnostics.map(diagnosticText), ...skipped.map(skippedText), "Nothing was written."];
  return { output: "", error: lines.map((line) => `${line}\n`).join(""), exitCode: 2 };
}

function imported(
  into: string,
  files: readonly DraftFile[],
  skipped: readonly Diagnostic[],
  isDryRun: boolean,
): CommandResult {
  const count = `${files.length} question${files.length === 1 ? "" : "s"}`;
  const head = `${isDryRun ? "Would write" : "Wrote"} ${count} to ${withoutControls(into)}`;
  const rest = skipped.length === 0 ? "" : `, and skipped ${skipped.length} (listed on standard error)`;
  const paths = files.map(({ topic, id }) => `  ${topic}/${id}.yaml`);
  return {
    output: `${[`${head}${rest}:`, ...paths].join("\n")}\n`,
    error: [...skipped]
      .sort(byLocation)
      .map((one) => `${skippedText(one)}\n`)
      .join(""),
    exitCode: 0,
  };
}

function skippedText(skipped: Diagnostic): string {
  return diagnosticText({ ...skipped, message: `skipped: ${skipped.message}` });
}
