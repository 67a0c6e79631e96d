import { existsSync } from "node:fs";
import { backup } from "../../store/sqlite/backup.ts";
import { readConfig } from "../config.ts";
import { Refused } from "../refused.ts";

/** Copies the database that the environment names to a file that does not exist yet. */
export async function backupTo(file: string): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const read = readConfig(process.env, {});
  if (read.type === "faults") throw new Refused(read.faults);
  await backup(read.config.databaseUrl, file);
  process.stdout.write(`The database is copied to ${file}.\n`);
}
