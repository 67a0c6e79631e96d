import type { Log } from "../bot/ports/log.ts";
import type { BankFolder } from "../content/bank-files.ts";
import { bankOfCompiled, type CompiledBank, readCompiledBank } from "../content/compiled-bank.ts";
import type { LoadedBank, ReadBank, ReadOptions } from "../content/read-bank.ts";
import { bankError } from "./command-line.ts";
import { ownFolder } from "./config.ts";
import { inPackage } from "./package-root.ts";

/** The bank that the build compiles. */
export const compiledBankFile = inPackage("dist/bank.json");

export const builtInFolder: BankFolder = { path: inPackage("quizzes"), level: "built-in" };

/** The built-in questions and, if there is a folder for them, your own. */
export function bankFolders(own: string | null = ownFolder()): readonly BankFolder[] {
  return own === null ? [builtInFolder] : [builtInFolder, { path: own, level: "own" }];
}

interface OpenBankOptions extends Pick<ReadOptions, "generate"> {
  /** Receives a warning if the compiled bank cannot be used and the start will be slow. */
  readonly log?: Log;
}

/**
 * Opens the built-in questions and those of your own folder.
 * @throws OperatorError if a question file has problems
 */
export async function openBank(
  own: string | null,
  options: OpenBankOptions = {},
): Promise<Pick<LoadedBank, "bank" | "objectives">> {
  const compiled = compiledBank();
  if (compiled && own === null) return { bank: bankOfCompiled(compiled), objectives: new Map(compiled.objectives) };
  const { log, ...reading } = options;
  if (!compiled) log?.warn("The question files have changed since the build. Reading them takes a while.", buildAdvice);
  const read = await readQuestionFiles(bankFolders(own), reading);
  if ("diagnostics" in read) throw bankError(read.diagnostics);
  return read;
}

const buildAdvice = { fix: "Run npm run build." };

function compiledBank(): CompiledBank | null {
  return readCompiledBank(compiledBankFile, builtInFolder.path);
}

/** Reads question files. The built-in ones come from the build if they have not changed since. */
export async function readQuestionFiles(
  folders: readonly BankFolder[],
  options: Omit<ReadOptions, "compiled">,
): Promise<ReadBank> {
  // Only commands that read question files load the YAML parser.
  const { readBank } = await import("../content/read-bank.ts");
  const hasBuiltIn = folders.some(({ path }) => path === builtInFolder.path);
  return readBank(folders, { ...options, compiled: hasBuiltIn ? compiledBank() : null });
}
