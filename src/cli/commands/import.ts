import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import type { BankFolder } from "../../content/bank-files.ts";
import { readCsv } from "../../content/exchange/csv-read.ts";
import { type ReadExchange, type Remark, textOfImport, largestImport } from "../../content/exchange/question-draft.ts";
import { readGift } from "../../content/exchange/gift-read.ts";
import { type ImportFormat, importFormats, type Defaults, type QuestionFile, questionFiles } from "../../content/exchange/draft-files.ts";
import { isTopic, type Topic, topics } from "../../engine/question/topic.ts";
import { withoutControls } from "../../text/control-characters.ts";
import { bankFolders } from "../open-bank.ts";
import { codeOf, Unusable } from "../program-file.ts";
import { placeFiles } from "../write-all-or-none.ts";
import { faultsBeforeImport } from "./import-check.ts";
import type { Told } from "./trace.ts";

export interface ImportOptions {
  readonly format?: string | undefined;
  readonly topic?: string | undefined;
  readonly into?: string | undefined;
  readonly difficulty?: string | undefined;
  readonly sourceTitle?: string | undefined;
  readonly sourceUrl?: string | undefined;
  readonly explanation?: string | undefined;
  readonly refutation?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Takes questions from another program's file into a folder of ours. */
export async function printImport(file: string, options: ImportOptions): Promise<void> {
  const { output, error, exitCode } = await importQuestions(file, options, bankFolders());
  process.stdout.write(output);
  process.stderr.write(error);
  process.exitCode = exitCode;
}

/**
 * The same as a value: 0 all is written, 1 it cannot be tried, 2 the questions have faults and nothing is written.
 * @param folders those that the bot reads
 */
export async function importQuestions(
  file: string,
  options: ImportOptions,
  folders: readonly BankFolder[],
): Promise<Told> {
  try {
    return await importInto(intoOf(options, folders), file, options, folders);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    return { output: "", error: `${error.message}\n`, exitCode: 1 };
  }
}

async function importInto(
  into: string,
  file: string,
  options: ImportOptions,
  folders: readonly BankFolder[],
): Promise<Told> {
  const format = formatOf(file, options.format);
  const defaults = defaultsOf(options);
  const text = textOfImport(await bytesOf(file));
  if ("fault" in text) return refused(file, [text.fault], []);
  const read = (format === "gift" ? readGift : readCsv)(text.text);
  const { files, faults } = questionFiles(read.drafts, defaults);
  const before = [...read.faults, ...faults];
  const checked = await faultsBeforeImport(format, files, withFolder(folders, into));
  if (before.length + checked.ofFile.length + checked.elsewhere.length > 0) {
    return refused(file, [...before, ...checked.ofFile], checked.elsewhere, read.leftOut);
  }
  if (files.length === 0) return refused(file, [], ["It holds no question that can be taken."], read.leftOut);
  if (options.dryRun !== true) {
    placeFiles(
      into,
      files.map(({ topic, id, yaml }) => ({ folder: topic, name: `${id}.yaml`, text: yaml })),
    );
  }
  return done(file, into, files, read, options.dryRun === true);
}

function intoOf({ into }: ImportOptions, folders: readonly BankFolder[]): string {
  const folder = into ?? folders.find(({ level }) => level === "own")?.path ?? "";
  if (folder.trim() !== "") return folder;
  throw new Unusable("Say where the questions go: --into FOLDER, or set QUIZZES_DIR.");
}

/** The folders that can be read, `into` among them; it need not be there yet. */
function withFolder(folders: readonly BankFolder[], into: string): readonly BankFolder[] {
  const others = folders.filter(({ path }) => resolve(path) !== resolve(into));
  const all: readonly BankFolder[] = [...others, { path: into, level: "own" }];
  return all.filter(({ path, level }) => level === "built-in" || existsSync(path));
}

function formatOf(file: string, said: string | undefined): ImportFormat {
  const byEnding: Readonly<Record<string, ImportFormat>> = { ".csv": "csv", ".gift": "gift", ".txt": "gift" };
  if (said === undefined) {
    const format = byEnding[extname(file).toLowerCase()];
    if (format !== undefined) return format;
    throw new Unusable(`The name ${withoutControls(file)} does not tell what it holds: give --format gift or csv.`);
  }
  const format = importFormats.find((known) => known === said);
  if (format !== undefined) return format;
  throw new Unusable(`--format knows no "${withoutControls(said)}": it is gift or csv.`);
}

function defaultsOf(options: ImportOptions): Defaults {
  const { difficulty = "2", sourceTitle, sourceUrl, explanation, refutation } = options;
  if (!/^[123]$/.test(difficulty)) throw new Unusable("--difficulty is 1, 2 or 3.");
  return {
    topic: options.topic === undefined ? null : topicOf(options.topic),
    difficulty,
    sourceTitle: sourceTitle ?? null,
    sourceUrl: sourceUrl ?? null,
    explanation: explanation ?? null,
    refutation: refutation ?? null,
  };
}

/** @throws Unusable where there is no such topic */
export function topicOf(said: string): Topic {
  if (isTopic(said)) return said;
  throw new Unusable(`--topic knows no "${withoutControls(said)}": it is one of ${topics.join(", ")}.`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const name = withoutControls(file);
  const refuse = (error: unknown) => {
    const code = codeOf(error);
    throw new Unusable(code === "ENOENT" ? `There is no file ${name}.` : `${name} cannot be read (${code}).`);
  };
  const about = await stat(file).catch(refuse);
  if (!about.isFile()) throw new Unusable(`${name} is no file. Name a file with questions.`);
  if (about.size > largestImport) {
    throw new Unusable(`${name} has ${about.size} bytes, and the limit is ${largestImport}. Split it.`);
  }
  return readFile(file).catch(refuse);
}

function refused(
  file: string,
  faults: readonly Remark[],
  elsewhere: readonly string[],
  leftOut: readonly Remark[] = [],
): Told {
  const lines = [...remarkLines(file, faults), ...elsewhere, ...leftOutLines(file, leftOut), "Nothing was written."];
  return { output: "", error: `${lines.map(withoutControls).join("\n")}\n`, exitCode: 2 };
}

function done(
  file: string,
  into: string,
  files: readonly QuestionFile[],
  { leftOut }: ReadExchange,
  isTrial: boolean,
): Told {
  const head = `${counted(files.length)} ${isTrial ? "would be written" : "written"} to ${into}`;
  const apart = leftOut.length === 0 ? "" : `; left out: ${leftOut.length}, as listed`;
  const paths = files.map(({ topic, id }) => `  ${topic}/${id}.yaml`);
  return {
    output: `${[`${head}${apart}:`, ...paths].map(withoutControls).join("\n")}\n`,
    error: leftOutLines(file, leftOut)
      .map((line) => `${withoutControls(line)}\n`)
      .join(""),
    exitCode: 0,
  };
}

function leftOutLines(file: string, leftOut: readonly Remark[]): string[] {
  return remarkLines(
    file,
    leftOut.map(({ line, message }) => ({ line, message: `left out: ${message}` })),
  );
}

function remarkLines(file: string, remarks: readonly Remark[]): string[] {
  return [...remarks].sort((a, b) => a.line - b.line).map(({ line, message }) => `${file}:${line} ${message}`);
}

function counted(count: number): string {
  return `${count} question${count === 1 ? "" : "s"}`;
}
