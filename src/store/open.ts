import { mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type Database from "better-sqlite3";
import type { IdGenerator } from "../bot/ports/id-generator.ts";
import type { Store } from "../bot/ports/store.ts";
import type { Transcript } from "../bot/ports/transcript.ts";
import type { Instant } from "../engine/community/calendar.ts";
import { type Address, addressOf, refusalOf } from "./address.ts";
import { type Migration, readMigrations } from "./migrations.ts";
import { sqlStore } from "./queries/sql-store.ts";
import { transcriptIn } from "./queries/transcript.ts";
import { type Lock, lock } from "./sqlite/lock.ts";
import { kyselyOver, migrate, openDatabase } from "./sqlite/sqlite.ts";

/** Milliseconds to wait for another writer: everything waits, and chats want a sign of life within 3 seconds. */
const defaultBusyTimeout = 1000;

export interface OpenOptions {
  /** Names new rows. */
  readonly ids: IdGenerator;
  /** The time that new migrations are noted with. */
  readonly now: Instant;
  readonly migrationsFolder: string;
  readonly busyTimeout?: number;
}

export interface Opened {
  /** Its `close` closes the transcript too. */
  readonly store: Store;
  readonly transcript: Transcript;
}

/**
 * Opens the store at `sqlite:./path.db` or `sqlite::memory:`, with its folder, its lock and its newest tables.
 * @throws OperatorError where that cannot be, with what to do about it
 */
export async function openStore(url: string, options: OpenOptions): Promise<Opened> {
  const shipped = readMigrations(options.migrationsFolder);
  const address = addressOf(url);
  try {
    if (address.type === "memory") return openLocked(address, shipped, options, null);
    const own: Address = { type: "file", file: ownPath(address.file) };
    return openLocked(own, shipped, options, await lock(own.file));
  } catch (error) {
    throw refusalOf(error, address.type === "file" ? address.file : "The store in memory");
  }
}

/** Opens what nobody else has, and gives the lock back where that fails. */
function openLocked(
  address: Address,
  shipped: readonly Migration[],
  { busyTimeout = defaultBusyTimeout, ids, now }: OpenOptions,
  held: Lock | null,
): Opened {
  let database: Database.Database | null = null;
  try {
    database = openDatabase(address, busyTimeout);
    migrate(database, shipped, now);
    return openedOver(database, ids, held);
  } catch (error) {
    database?.close();
    held?.release();
    throw error;
  }
}

function openedOver(database: Database.Database, ids: IdGenerator, held: Lock | null): Opened {
  const db = kyselyOver(database);
  const store = sqlStore(db, ids, async () => {
    await db.destroy();
    // Kysely closes only what it has used.
    database.close();
    held?.release();
  });
  return { store, transcript: transcriptIn(db) };
}

/** One name for a file however it was spelled, so that two spellings meet at one lock. Makes the folder. */
function ownPath(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  try {
    return realpathSync(file);
  } catch {
    return join(realpathSync(dirname(file)), basename(file));
  }
}
