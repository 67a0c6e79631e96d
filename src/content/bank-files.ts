import { isUtf8 } from "node:buffer";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";
import { isTopic, type Topic, topics } from "../engine/question/topic.ts";
import { nearest } from "../text/nearest.ts";
import type { Fault } from "./yaml/fault.ts";
import { inWords } from "./yaml/fields.ts";
import { largestFile } from "./yaml/limits.ts";

/** A folder of questions: the one that ships, or a teacher's beside it. */
export interface BankFolder {
  readonly path: string;
  readonly level: "built-in" | "own";
}

/** A file that should hold a question or a misconception, not opened yet. */
export interface BankFile {
  readonly path: string;
  /** The path for people. */
  readonly shown: string;
  /** The file's name without its ending. */
  readonly name: string;
  readonly level: BankFolder["level"];
  readonly holds: Topic | "misconception" | "template";
}

export interface Found {
  readonly files: readonly BankFile[];
  readonly faults: readonly Fault[];
}

const foldersBeside = { misconceptions: "misconception", templates: "template" } as const;
const places = [...topics, ...Object.keys(foldersBeside)];

/** Lists a bank's files, by name. Files whose name begins with a dot and notes in Markdown are left alone. */
export async function findBankFiles(folder: BankFolder): Promise<Found> {
  const missing = "is not a readable folder; create it, or fix the setting that names it";
  const entries = await entriesOf(folder.path);
  if (entries === null) return { files: [], faults: [wholeFile(folder.path, missing)] };
  const found = await Promise.all(entries.map((entry) => filesBelow(folder, entry)));
  return { files: found.flatMap(({ files }) => files), faults: found.flatMap(({ faults }) => faults) };
}

async function filesBelow({ path, level }: BankFolder, place: string): Promise<Found> {
  const inner = join(path, place);
  const fault = (at: string, message: string): Found => ({ files: [], faults: [wholeFile(at, message)] });
  const entries = await entriesOf(inner);
  if (entries === null) return fault(inner, `is outside the topic folders; move it into ${inWords(places)}`);
  const holds = isTopic(place) ? place : (foldersBeside[place as keyof typeof foldersBeside] ?? null);
  if (holds === null) {
    const meant = nearest(place, places);
    return fault(
      inner,
      `is not a topic; ${meant === null ? `name the folder ${inWords(places)}` : `did you mean ${meant}?`}`,
    );
  }
  const found = await Promise.all(
    entries.map(async (entry): Promise<Found> => {
      const file = join(inner, entry);
      const about = await stat(file).catch(() => null);
      if (about?.isDirectory()) return fault(file, "is a folder within a topic; move its files one up");
      if (!about?.isFile()) return fault(file, "cannot be read as a file; delete it");
      if (extname(entry) !== ".yaml") return fault(file, "does not end in .yaml; rename it, or move it elsewhere");
      if (about.size > largestFile) {
        return fault(file, `has ${about.size} bytes, and the limit is ${largestFile}; put one question in each file`);
      }
      return { files: [{ path: file, shown: shown(file), name: basename(entry, ".yaml"), level, holds }], faults: [] };
    }),
  );
  return { files: found.flatMap(({ files }) => files), faults: found.flatMap(({ faults }) => faults) };
}

/** The ids of all files that hold a thing of this kind, each once. */
export function namesOf(files: readonly BankFile[], holds: BankFile["holds"]): readonly string[] {
  return [...new Set(files.filter((file) => file.holds === holds).map((file) => file.name))];
}

/** The names in a folder, sorted; null where there is no such folder or it is closed to us. */
async function entriesOf(folder: string): Promise<string[] | null> {
  const names = await readdir(folder).catch(() => null);
  return names?.filter((name) => !name.startsWith(".") && extname(name) !== ".md").sort() ?? null;
}

/** The file's text, or what keeps it from being one. */
export async function readText(file: BankFile): Promise<{ readonly text: string } | { readonly fault: Fault }> {
  const bytes = await readFile(file.path).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    return { fault: wholeFile(file.path, `cannot be read (${bytes.code}); let this program read it`) };
  }
  // The decoder also takes a byte order mark away.
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) };
  const lines = bytes.toString("latin1").split("\n");
  const line = 1 + lines.findIndex((each) => !isUtf8(Buffer.from(each, "latin1")));
  return { fault: { ...wholeFile(file.path, "is not UTF-8 from here on; save the file as UTF-8"), line } };
}

function wholeFile(path: string, message: string): Fault {
  return { file: shown(path), line: 1, field: "", message };
}

/** Short where the file is below the working folder. */
function shown(path: string): string {
  const fromHere = relative("", path);
  return fromHere.startsWith("..") || fromHere === "" ? path : fromHere;
}
