import { existsSync } from "node:fs";
import type { BankFolder } from "../formats/bank-files.ts";
import { inPackage } from "./package-root.ts";

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
