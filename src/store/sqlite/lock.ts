import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { OperatorError } from "../../bot/ports/operator-error.ts";

/** Held from `lock` until `release`, or until the process ends, however it ends. */
export interface Lock {
  release(): void;
}

/** How long a moment's work of another program on the lock is waited for, in milliseconds. */
const patience = 2000;

/** The open ends of all locks: one that nothing refers to would be collected, and its lock would end with it. */
const held = new Set<Database.Database>();

const holderTable =
  "create table if not exists holder (only_row integer primary key check (only_row = 1), pid integer)";

/**
 * Keeps a second program off the database. `FILE.lock` is a database of its own that tells the holder's process id;
 * an open write transaction on it is the lock. The operating system takes that back when the process dies, and others
 * can still read who has it. The file stays behind: removing it could leave two programs with a lock each.
 *
 * @throws OperatorError with the process id of the program that has it
 */
export async function lock(file: string): Promise<Lock> {
  const side = new Database(`${file}.lock`, { timeout: patience });
  try {
    if (!begin(side)) throw inUse(file, readHolder(side));
    side.exec(holderTable);
    side.prepare("insert or replace into holder (only_row, pid) values (1, ?)").run(process.pid);
    side.exec("commit");
    // Between the commit and this line another program may have come in; then it has the lock, and tells its own id.
    if (!begin(side)) throw inUse(file, await nextHolder(side));
    held.add(side);
    return { release: () => release(side) };
  } catch (error) {
    side.close();
    throw error;
  }
}

function release(side: Database.Database): void {
  held.delete(side);
  side.close();
}

/** Begins to write at once or not at all: the lock's holder is not going to let go. */
function begin(side: Database.Database): boolean {
  side.pragma("busy_timeout = 0");
  try {
    side.exec("begin immediate");
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return false;
    throw error;
  } finally {
    side.pragma(`busy_timeout = ${patience}`);
  }
}

/** Who wrote down their process id last; null where the very first one has not got to it yet. */
function readHolder(side: Database.Database): number | null {
  const exists = side.prepare("select name from sqlite_master where name = 'holder'").get() !== undefined;
  return exists ? (side.prepare<[], number>("select pid from holder").pluck().get() ?? null) : null;
}

/** Who came in after us: the first id that is not ours. */
async function nextHolder(side: Database.Database): Promise<number | null> {
  for (let look = 0; look < 20; look++) {
    const holder = readHolder(side);
    if (holder !== process.pid) return holder;
    await pause(patience / 20);
  }
  return null;
}

function inUse(file: string, holder: number | null): OperatorError {
  const who = holder === null ? "another program" : `process ${holder}`;
  return new OperatorError(`${file} is in use by ${who}. Stop that one first, or give this one a store of its own.`);
}
