import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { OperatorError } from "../../bot/ports/operator-error.ts";

/** A lock that lasts until `release` or the end of the process, however it ends. */
export interface FileLock {
  release(): void;
}

/** How long to wait while another program reads or writes the lock file. */
const waitMs = 2000;

/** The connections of all locks. One that nothing refers to would be garbage collected, and its lock would end. */
const connections = new Set<Database.Database>();

const lockHolderTable =
  "create table if not exists holder (only_row integer primary key check (only_row = 1), pid integer)";

/**
 * Prevents a second program from using the database. `FILE.lock` is a small database with the process id of the program
 * that has the lock; the lock is an open write transaction on it. The operating system ends that transaction when the
 * process dies, and others can read the process id meanwhile. The file is never removed: that could leave two programs
 * with a lock each.
 *
 * @throws OperatorError with the process id of the program that has the lock
 */
export async function lock(file: string): Promise<FileLock> {
  const side = new Database(`${file}.lock`, { timeout: waitMs });
  try {
    if (!begin(side)) throw inUse(file, readLockHolder(side));
    side.exec(lockHolderTable);
    side.prepare("insert or replace into holder (only_row, pid) values (1, ?)").run(process.pid);
    side.exec("commit");
    // Another program may have taken the lock since the commit. Then it also writes its own id.
    if (!begin(side)) throw inUse(file, await nextLockHolder(side));
    connections.add(side);
    return { release: () => release(side) };
  } catch (error) {
    side.close();
    throw error;
  }
}

function release(side: Database.Database): void {
  connections.delete(side);
  side.close();
}

/** Begins a write transaction without waiting: the program that has the lock keeps it. */
function begin(side: Database.Database): boolean {
  side.pragma("busy_timeout = 0");
  try {
    side.exec("begin immediate");
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return false;
    throw error;
  } finally {
    side.pragma(`busy_timeout = ${waitMs}`);
  }
}

/** The process id that was written last; null if none has been written yet. */
function readLockHolder(side: Database.Database): number | null {
  const exists = side.prepare("select name from sqlite_master where name = 'holder'").get() !== undefined;
  return exists ? (side.prepare<[], number>("select pid from holder").pluck().get() ?? null) : null;
}

/** The first process id that is not ours, of the program that took the lock after our commit. */
async function nextLockHolder(side: Database.Database): Promise<number | null> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const lockHolder = readLockHolder(side);
    if (lockHolder !== process.pid) return lockHolder;
    await pause(waitMs / 20);
  }
  return null;
}

function inUse(file: string, lockHolder: number | null): OperatorError {
  const who = lockHolder === null ? "another program" : `process ${lockHolder}`;
  return new OperatorError(`${file} is in use by ${who}. Stop that program first, or give this one its own database.`);
}
