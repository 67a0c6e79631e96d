import type { BankFolder } from "../content/bank-files.ts";
import { readBank } from "../content/read-bank.ts";
import type { Bank } from "../engine/bank/bank.ts";
import { bankError } from "./command-line.ts";
import { inPackage, ownFolder } from "./config.ts";

/** The built-in questions and, if there is a folder for them, your own. */
export function bankFolders(own: string | null = ownFolder()): readonly BankFolder[] {
  const shipped: BankFolder = { path: inPackage("quizzes"), level: "built-in" };
  return own === null ? [shipped] : [shipped, { path: own, level: "own" }];
}

/** @throws OperatorError if the questions have problems */
export async function openBank(quizzesFolder: string | null): Promise<Bank> {
  const read = await readBank(bankFolders(quizzesFolder), "built-in");
  if ("diagnostics" in read) throw bankError(read.diagnostics);
  return read.bank;
}
