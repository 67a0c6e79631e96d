import { mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type Database from "better-sqlite3";
import type { IdGenerator } from "../bot/ports/id-generator.ts";
import type { Store } from "../bot/ports/store.ts";
import type { Transcript } from "../bot/ports/transcript.ts";
import type { Instant } from "../engine/community/calendar.ts";
import { type Address, addressOf, operatorErrorOf } from "./address.ts";
import { type Migration, readMigrations } from "./migrations.ts";
import { sqlStore } from "./queries/sql-store.ts";
import { transcriptIn } from "./queries/transcript.ts";
import { type FileLock, lock } from "./sqlite/lock.ts";
import { kyselyOver, migrate, openDatabase } from "./sqlite/sqlite.ts";

/** How long to wait for another writer at startup, when nobody is waiting for an answer yet. */
const startTimeoutMs = 1000;

export interface OpenOptions {
  /** Makes the ids of new rows. */
  readonly ids: IdGenerator;
  /** The time recorded with new migrations. */
  readonly now: Instant;
  readonly migrationsFolder: string;
}

export interface Opened {
  /** Its `close` closes the transcript too. */
  readonly store: Store;
  readonly transcript: Transcript;
}

/**
 * Opens the store at `sqlite:./path.db` or `sqlite::memory:`: makes its folder, locks it and runs new migrations.
 * @throws OperatorError if that fails, with what to do about it
 */
export async function openStore(url: string, options: OpenOptions): Promise<Opened> {
  const shipped = readMigrations(options.migrationsFolder);
  const address = addressOf(url);
  try {
    if (address.type === "memory") return openLocked(address, shipped, options, null);
    const real: Address = { type: "file", file: realPathOf(address.file) };
    return openLocked(real, shipped, options, await lock(real.file));
  } catch (error) {
    throw operatorErrorOf(error, address.type === "file" ? address.file : "The store in memory");
  }
}

/** Opens a database that this program has locked. Releases the lock if that fails. */
function openLocked(
  address: Address,
  shipped: readonly Migration[],
  { ids, now }: OpenOptions,
  fileLock: FileLock | null,
): Opened {
  let database: Database.Database | null = null;
  try {
    database = openDatabase(address, startTimeoutMs);
    migrate(database, shipped, now);
    return openedOver(database, ids, fileLock);
  } catch (error) {
    database?.close();
    fileLock?.release();
    throw error;
  }
}

function openedOver(database: Database.Database, ids: IdGenerator, fileLock: FileLock | null): Opened {
  const db = kyselyOver(database);
  const store = sqlStore(db, ids, async () => {
    await db.destroy();
    // Kysely closes only what it has used.
    database.close();
    fileLock?.release();
  });
  return { store, transcript: transcriptIn(db) };
}

/** The real path of a file, so that two spellings of it share one lock. Makes the folder. */
function realPathOf(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return realpathSync(file);
  } catch {
    return join(realpathSync(dirname(file)), basename(file));
  }
}
