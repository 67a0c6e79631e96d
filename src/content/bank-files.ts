import { isUtf8 } from "node:buffer";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";
import { isTopic, type Topic, topics } from "../engine/question/curriculum.ts";
import type { Diagnostic } from "../engine/review/diagnostic.ts";
import { nearest } from "../text/nearest.ts";
import { inWords } from "./yaml/fields.ts";
import { largestFile } from "./yaml/yaml-text.ts";

/** A folder of questions: the built-in one, or your own beside it. */
export interface BankFolder {
  readonly path: string;
  readonly level: "built-in" | "own";
}

/** A file of a question, a misconception or a template, or the list of first questions; not opened yet. */
export interface BankFile {
  readonly path: string;
  /** The path as it is shown to people. */
  readonly shown: string;
  /** The file's name without its extension. */
  readonly name: string;
  readonly level: BankFolder["level"];
  readonly contents: Topic | "misconception" | "template" | "first";
}

export interface BankListing {
  readonly files: readonly BankFile[];
  readonly diagnostics: readonly Diagnostic[];
}

const subfolders: ReadonlyMap<string, BankFile["contents"]> = new Map<string, BankFile["contents"]>([
  ...topics.map((topic) => [topic, topic] as const),
  ["misconceptions", "misconception"],
  ["templates", "template"],
]);

/** Lists the files of a bank by name. Ignores Markdown files and names that begin with a dot. */
export async function findBankFiles(folder: BankFolder): Promise<BankListing> {
  const entries = await entriesOf(folder.path);
  if (entries === null) {
    return failedListing(folder.path, "is not a readable folder; create it, or fix the setting that names it");
  }
  return joined(await Promise.all(entries.map((entry) => filesBelow(folder, entry))));
}

/** In the built-in folder: the questions with which each topic begins. */
const firstQuestionsFile = "first.yaml";

async function filesBelow({ path, level }: BankFolder, subfolder: string): Promise<BankListing> {
  const inner = join(path, subfolder);
  if (level === "built-in" && subfolder === firstQuestionsFile) return oneFile(inner, level, "first");
  const names = [...subfolders.keys()];
  const entries = await entriesOf(inner);
  if (entries === null) return failedListing(inner, `is outside the topic folders; move it into ${inWords(names)}`);
  const contents = subfolders.get(subfolder);
  if (contents === undefined) {
    const meant = nearest(subfolder, names);
    const instead = meant === null ? `name the folder ${inWords(names)}` : `did you mean ${meant}?`;
    return failedListing(inner, `is not a topic; ${instead}`);
  }
  return joined(await Promise.all(entries.map((entry) => oneFile(join(inner, entry), level, contents))));
}

async function oneFile(file: string, level: BankFile["level"], contents: BankFile["contents"]): Promise<BankListing> {
  const about = await stat(file).catch(() => null);
  if (about?.isDirectory()) return failedListing(file, "is a folder within a topic; move its files one level up");
  if (!about?.isFile()) return failedListing(file, "cannot be read as a file; delete it");
  if (extname(file) !== ".yaml") return failedListing(file, "does not end in .yaml; rename it, or move it elsewhere");
  if (about.size > largestFile) {
    const message = `has ${about.size} bytes, and the limit is ${largestFile}; put one question in each file`;
    return failedListing(file, message);
  }
  return {
    files: [{ path: file, shown: displayPath(file), name: basename(file, ".yaml"), level, contents }],
    diagnostics: [],
  };
}

function joined(found: readonly BankListing[]): BankListing {
  return {
    files: found.flatMap(({ files }) => files),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  };
}

function failedListing(path: string, message: string): BankListing {
  return { files: [], diagnostics: [fileDiagnostic(path, message)] };
}

export function containsQuestion({ contents }: BankFile): boolean {
  return isTopic(contents);
}

/** The ids of all files that hold something of this kind, without duplicates. */
export function namesOf(files: readonly BankFile[], contents: BankFile["contents"]): readonly string[] {
  return [...new Set(files.filter((file) => file.contents === contents).map((file) => file.name))];
}

/** The names in a folder, sorted; null if there is no such folder or it cannot be read. */
async function entriesOf(folder: string): Promise<string[] | null> {
  const names = await readdir(folder).catch(() => null);
  return names?.filter((name) => !name.startsWith(".") && extname(name) !== ".md").sort() ?? null;
}

/** The text of a file, or why it has none. */
export async function readText(
  file: BankFile,
): Promise<{ readonly text: string } | { readonly diagnostic: Diagnostic }> {
  const bytes = await readFile(file.path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    return { diagnostic: fileDiagnostic(file.path, `cannot be read (${bytes.code}); change its permissions`) };
  }
  // The decoder also drops a byte order mark.
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) };
  const message = "is not UTF-8 from here on; save the file as UTF-8";
  return { diagnostic: { ...fileDiagnostic(file.path, message), line: firstBrokenLine(bytes) } };
}

/** The first line that is not UTF-8, from 1. */
export function firstBrokenLine(bytes: Uint8Array): number {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  return 1 + lines.findIndex((line) => !isUtf8(Buffer.from(line, "latin1")));
}

function fileDiagnostic(path: string, message: string): Diagnostic {
  return { file: displayPath(path), line: 1, field: "", rule: "schema", message };
}

/** Relative for files below the working directory. */
function displayPath(path: string): string {
  const fromHere = relative("", path);
  return fromHere.startsWith("..") || fromHere === "" ? path : fromHere;
}
