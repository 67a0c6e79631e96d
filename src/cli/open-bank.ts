import { existsSync } from "node:fs";
import type { Log } from "../bot/ports/log.ts";
import type { BankFolder } from "../content/bank-files.ts";
import { bankOfCompiled, type CompiledBank, readCompiledBank } from "../content/compiled-bank.ts";
import type { ReadBank, ReadOptions } from "../content/read-bank.ts";
import type { Bank } from "../engine/bank/bank.ts";
import type { LearningObjective } from "../engine/bank/learning-objective.ts";
import { inPackage } from "./package-root.ts";
import { faultsText, Refused } from "./refused.ts";

/** The bank that the build compiles. */
export const compiledBankFile = inPackage("dist/bank.json");

export const builtInFolder: BankFolder = { path: inPackage("quizzes"), level: "built-in" };

/** The built-in questions and, when `QUIZZES_DIR` names a folder, a teacher's own. */
export function bankFolders(own: string | null = ownFolder()): readonly BankFolder[] {
  return own === null ? [builtInFolder] : [builtInFolder, { path: own, level: "own" }];
}

/** A teacher's own folder; null when none is set. */
export function ownFolder(): string | null {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { QUIZZES_DIR } = process.env;
  return QUIZZES_DIR === undefined || QUIZZES_DIR === "" ? null : QUIZZES_DIR;
}

interface OpenBankOptions extends Pick<ReadOptions, "generate"> {
  /** Hears when the compiled bank cannot be used, which makes a start slow. */
  readonly log?: Log;
}

interface OpenedBank {
  readonly bank: Bank;
  /** Which learning objectives each question and each template serves, by id. */
  readonly objectives: ReadonlyMap<string, readonly LearningObjective[]>;
}

/**
 * Opens the built-in questions and a teacher's own, if there is a folder of them.
 * @throws Refused when files have faults
 */
export async function openBank(own: string | null, options: OpenBankOptions = {}): Promise<OpenedBank> {
  const compiled = compiledBank();
  if (compiled && own === null) return { bank: bankOfCompiled(compiled), objectives: new Map(compiled.objectives) };
  const { log, ...reading } = options;
  if (!compiled) log?.warn("The question files have changed since the build. Reading them takes a while.", sayBuild);
  const read = await readQuestionFiles(bankFolders(own), reading);
  if ("faults" in read) throw new Refused(faultsText(read.faults));
  return read;
}

const sayBuild = { fix: "Run npm run build." };

function compiledBank(): CompiledBank | null {
  return readCompiledBank(compiledBankFile, builtInFolder.path);
}

/** Reads question files; the built-in ones come from the build where it has them, as they are now. */
export async function readQuestionFiles(
  folders: readonly BankFolder[],
  options: Omit<ReadOptions, "compiled">,
): Promise<ReadBank> {
  // Only commands that read question files load what reads YAML.
  const { readBank } = await import("../content/read-bank.ts");
  const onlyBuiltIn = folders.every(({ level }) => level === "built-in");
  return readBank(folders, { ...options, compiled: onlyBuiltIn ? null : compiledBank() });
}
