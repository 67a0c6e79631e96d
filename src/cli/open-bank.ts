import { existsSync } from "node:fs";
import type { BankFolder } from "../content/bank-files.ts";
import { readBank } from "../content/read-bank.ts";
import type { Bank } from "../engine/bank/bank.ts";
import { inPackage } from "./package-root.ts";
import { faultsText, Refused } from "./refused.ts";

/** The questions that ship and, where `QUIZZES_DIR` names a folder, a teacher's own. */
export function bankFolders(own: string | null = ownFolder()): readonly BankFolder[] {
  const shipped: BankFolder = { path: inPackage("quizzes"), level: "built-in" };
  return own === null ? [shipped] : [shipped, { path: own, level: "own" }];
}

/** A teacher's own folder; null where none is set. */
export function ownFolder(): string | null {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { QUIZZES_DIR } = process.env;
  return QUIZZES_DIR === undefined || QUIZZES_DIR === "" ? null : QUIZZES_DIR;
}

/**
 * The built-in questions, and a teacher's own where there are some.
 * @throws Refused where they have faults
 */
export async function openBank(quizzesFolder: string | null): Promise<Bank> {
  const read = await readBank(bankFolders(quizzesFolder), "built-in");
  if ("faults" in read) throw new Refused(faultsText(read.faults));
  return read.bank;
}
