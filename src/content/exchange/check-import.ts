import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { type BankFolder, containsQuestion, findBankFiles } from "../bank-files.ts";
import type { ReadBank } from "../read-bank.ts";
import { type DraftFile, draftDiagnostic, type ImportFormat } from "./draft-files.ts";
import { importDiagnostic } from "./question-draft.ts";

interface CheckedImport {
  readonly ofImport: readonly Diagnostic[];
  readonly ofOtherFiles: readonly Diagnostic[];
}

/** Reads the new questions as the bot would, from a temporary folder, together with the rest of the bank. */
export async function checkImport(
  file: string,
  format: ImportFormat,
  files: readonly DraftFile[],
  folders: readonly BankFolder[],
  read: (folders: readonly BankFolder[]) => Promise<ReadBank>,
): Promise<CheckedImport> {
  const owners = await questionFileById(folders);
  const property = format === "gift" ? "title" : "id";
  const taken = files.flatMap(({ id, draft: { line } }) => {
    const owner = owners.get(id);
    if (owner === undefined) return [];
    return [importDiagnostic(file, line, `is already the name of ${owner}; change the ${property}`, `(${id})`)];
  });
  const trial = await mkdtemp(join(tmpdir(), "async-quiz-import-"));
  try {
    const free = files.filter(({ id }) => !owners.has(id));
    const byPath = await writeTrial(trial, free);
    const bank = await read([...folders, { path: trial, level: "own" }]);
    const found = "diagnostics" in bank ? bank.diagnostics : [];
    const imported = (one: Diagnostic) => byPath.get(resolve(one.file));
    const own = found.flatMap((one) => {
      const draft = imported(one);
      return draft ? [draftDiagnostic(file, format, draft, one)] : [];
    });
    return { ofImport: [...taken, ...own], ofOtherFiles: found.filter((one) => imported(one) === undefined) };
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

async function questionFileById(folders: readonly BankFolder[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(folders.map(findBankFiles));
  const questions = found.flatMap(({ files }) => files).filter(containsQuestion);
  return new Map(questions.map(({ name, shown }) => [name, shown]));
}

async function writeTrial(folder: string, files: readonly DraftFile[]): Promise<ReadonlyMap<string, DraftFile>> {
  const byPath = new Map<string, DraftFile>();
  for (const file of files) {
    await mkdir(join(folder, file.topic), { recursive: true });
    const path = join(folder, file.topic, `${file.id}.yaml`);
    await writeFile(path, file.yaml);
    byPath.set(resolve(path), file);
  }
  return byPath;
}
