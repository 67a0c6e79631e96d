import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import Database from "better-sqlite3";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { addressOf, operatorErrorOf } from "../address.ts";

/**
 * Copies a snapshot of the store at `url` to a new file, even while the bot is writing. The file gets its name only
 * when it is complete and has passed an integrity check.
 * @throws OperatorError if there is nothing to copy, the file exists, or the copy is damaged
 */
export async function backup(url: string, file: string): Promise<void> {
  const target = resolve(file);
  refuseToOverwrite(target);
  if (!existsSync(dirname(target)))
    throw new OperatorError(`The folder ${dirname(target)} does not exist. Create it first.`);
  const source = openSource(url);
  const partial = `${target}.${process.pid}.partial`;
  rmSync(partial, { force: true });
  try {
    // All pages in one step: a copy in several steps starts over after each write of the bot.
    await source.backup(partial, { progress: () => 0x7fffffff });
    checkSound(partial);
    refuseToOverwrite(target);
    renameSync(partial, target);
  } catch (error) {
    throw operatorErrorOf(error, source.name);
  } finally {
    source.close();
    for (const rest of ["", "-wal", "-shm", "-journal"]) rmSync(`${partial}${rest}`, { force: true });
  }
}

function openSource(url: string): Database.Database {
  const address = addressOf(url);
  if (address.type === "memory")
    throw new OperatorError("A store in memory is lost when its program ends, so it cannot be backed up.");
  const found = statSync(address.file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new OperatorError(`There is no store at ${address.file}.`);
  return new Database(address.file, { fileMustExist: true });
}

function refuseToOverwrite(target: string): void {
  if (existsSync(target)) throw new OperatorError(`${target} already exists. Name a new file, or move that one away.`);
}

function checkSound(copy: string): void {
  const database = new Database(copy);
  try {
    const verdict = database.pragma("integrity_check", { simple: true });
    if (verdict !== "ok") throw new OperatorError(`The copy is damaged, so it was deleted: ${verdict}.`);
  } finally {
    database.close();
  }
}
