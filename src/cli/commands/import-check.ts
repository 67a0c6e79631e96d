import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BankFolder, findBankFiles } from "../../content/bank-files.ts";
import type { Remark } from "../../content/exchange/question-draft.ts";
import { type ImportFormat, importDiagnostic, type QuestionFile } from "../../content/exchange/draft-files.ts";
import { readBank } from "../../content/read-bank.ts";
import { faultText } from "../../content/yaml/fault.ts";

export interface Checked {
  /** Of the file that is imported. */
  readonly ofFile: readonly Remark[];
  /** Of the folders that the questions would stand beside: one sentence each. */
  readonly elsewhere: readonly string[];
}

/**
 * Reads the questions as the bot would, from a folder that goes again, beside those of the bank: what is written
 * later has been read before.
 */
export async function faultsBeforeImport(
  format: ImportFormat,
  files: readonly QuestionFile[],
  folders: readonly BankFolder[],
): Promise<Checked> {
  const found = (await Promise.all(folders.map(findBankFiles))).flatMap((each) => each.files);
  const holder = new Map(
    found
      .filter(({ holds }) => holds !== "misconception" && holds !== "template")
      .map((file) => [file.name, file.shown]),
  );
  const named = format === "gift" ? "title" : "id";
  const taken = files
    .filter(({ id }) => holder.has(id))
    .map(({ id, draft: { line } }) => ({
      line,
      message: `(${id}): has the name of ${holder.get(id)}; give it another ${named}`,
    }));
  const free = files.filter(({ id }) => !holder.has(id));
  const trial = await mkdtemp(join(tmpdir(), "async-quiz-import-"));
  try {
    const byPath = await writeAll(trial, free);
    const read = await readBank([...folders, { path: trial, level: "own" }]);
    const faults = "faults" in read ? read.faults : [];
    const place = faults.map((fault) => ({ fault, file: byPath.get(resolve(fault.file)) }));
    return {
      ofFile: [...taken, ...place.flatMap(({ fault, file }) => (file ? [importDiagnostic(format, file, fault)] : []))],
      elsewhere: place.flatMap(({ fault, file }) => (file ? [] : [faultText(fault)])),
    };
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

async function writeAll(folder: string, files: readonly QuestionFile[]): Promise<ReadonlyMap<string, QuestionFile>> {
  const byPath = new Map<string, QuestionFile>();
  for (const file of files) {
    await mkdir(join(folder, file.topic), { recursive: true });
    const path = join(folder, file.topic, `${file.id}.yaml`);
    await writeFile(path, file.yaml);
    byPath.set(resolve(path), file);
  }
  return byPath;
}
