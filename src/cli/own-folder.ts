import { existsSync } from "node:fs";
import type { BankFolder } from "../formats/bank-files.ts";
import { inPackage } from "./package-root.ts";

/** The folder with a teacher's own questions, as the environment or `.env` names it; null for none. */
export function ownFolder(env: NodeJS.ProcessEnv): string | null {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const folder = env.QUIZZES_DIR?.trim() ?? "";
  return folder === "" ? null : folder;
}

/** The questions that ship, and those of these folders. */
export function bankFolders(own: readonly string[]): readonly BankFolder[] {
  return [{ path: inPackage("quizzes"), level: "built-in" }, ...own.map((path) => ({ path, level: "own" as const }))];
}
