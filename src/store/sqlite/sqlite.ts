import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import { RefusalError } from "../../bot/ports/refusal-error.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import type { Refusal } from "../../engine/question/refusal.ts";
import type { Address } from "../address.ts";
import { type Migration, migrationTable, pendingMigrations } from "../migrations.ts";
import { migrationRow } from "../queries/rows.ts";
import type { Db, Tables } from "../queries/tables.ts";

/**
 * Opens the database and applies every setting.
 * @param busyTimeoutMs how long to wait for another writer while the tables are made
 * @throws OperatorError if a setting cannot be applied
 */
export function openDatabase(address: Address, busyTimeoutMs: number): Database.Database {
  const database = new Database(address.type === "memory" ? ":memory:" : address.file, { timeout: busyTimeoutMs });
  try {
    applySettings(database, address, busyTimeoutMs);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Sets and reads back: most settings belong to the connection and are not saved in the file. */
function applySettings(database: Database.Database, address: Address, busyTimeoutMs: number): void {
  const settings: readonly (readonly [name: string, wanted: string | number])[] = [
    ["busy_timeout", busyTimeoutMs],
    ["journal_mode", address.type === "memory" ? "memory" : "wal"],
    // FULL: an answer that was confirmed survives a power cut.
    ["synchronous", 2],
    ["foreign_keys", 1],
    // Erased data is overwritten, not just unlinked.
    ["secure_delete", 1],
  ];
  for (const [name, wanted] of settings) {
    database.pragma(`${name} = ${wanted}`);
    const actual = database.pragma(name, { simple: true });
    if (actual !== wanted) {
      throw new OperatorError(
        `SQLite keeps ${name} at ${actual}, but ${wanted} is needed. ` +
          "Put the database on a local disk that this program may write to.",
      );
    }
  }
}

/**
 * Runs the migrations that the database has not run yet, each in one transaction with its record.
 * @throws OperatorError if the database has run different ones
 */
export function migrate(database: Database.Database, shipped: readonly Migration[], now: Instant): void {
  database.exec(migrationTable);
  const applied = database.prepare("select version, name, checksum from migration").all();
  const insert = database.prepare("insert into migration (version, name, checksum, applied_at) values (?, ?, ?, ?)");
  for (const { version, name, checksum, sql } of pendingMigrations(shipped, migrationRow.array().parse(applied))) {
    database
      .transaction(() => {
        database.exec(sql);
        insert.run(version, name, checksum, now);
      })
      .immediate();
  }
}

/**
 * How long SQLite itself waits for another writer. That wait blocks the whole program, so it is short; a statement
 * that finds the database still locked is tried again later.
 */
const blockingMs = 20;

/** How long a statement is tried again. People expect a sign of life within 3 seconds. */
const defaultRetryMs = 1000;

/** Between two tries the program does other work. */
const retryPauseMs = 30;

/** Kysely over an open database, which its opener still has to close. */
export function kyselyOver(database: Database.Database, retryMs = defaultRetryMs): Db {
  database.pragma(`busy_timeout = ${blockingMs}`);
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new OneWriterDriver(database, retryMs),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Kysely's driver, with transactions that write from the start and errors that say what to do. */
class OneWriterDriver extends SqliteDriver implements Driver {
  readonly #database: Database.Database;
  readonly #retryMs: number;

  constructor(database: Database.Database, retryMs: number) {
    super({ database });
    this.#database = database;
    this.#retryMs = retryMs;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => this.#execute(() => connection.executeQuery(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  /**
   * Runs a statement. Retries while another program has locked the database, and translates errors that an operator can
   * fix.
   */
  async #execute<Result>(run: () => Promise<Result>): Promise<Result> {
    for (let waitedMs = 0; ; waitedMs += blockingMs + retryPauseMs) {
      try {
        return await run();
      } catch (error) {
        // Within a transaction nothing waits: it has had the database since it began.
        const isBusy = hasCode(error, /^SQLITE_BUSY/) && !this.#database.inTransaction;
        if (!isBusy || waitedMs >= this.#retryMs) throw refusalErrorOf(error) ?? error;
      }
      await pause(retryPauseMs);
    }
  }

  /** A transaction that begins as a reader can fail when it first writes, without waiting for the lock. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** A full disk makes SQLite roll back by itself; a second rollback would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }

  /** Waits until the connection is free, so that no transaction is cut off. Later callers get an error. */
  override async destroy(): Promise<void> {
    await super.acquireConnection();
    await super.destroy();
    await super.releaseConnection();
  }
}

const refusals: readonly (readonly [code: RegExp, refusal: Refusal])[] = [
  // SHMSIZE: the disk had no room for the index of the write-ahead log.
  [/^SQLITE_(FULL|IOERR_SHMSIZE)$/, { code: "store-full" }],
  [/^SQLITE_(BUSY|LOCKED)/, { code: "store-busy" }],
  [/^SQLITE_(READONLY|CANTOPEN|PERM)/, { code: "store-read-only" }],
  [/^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMOPEN|SHMLOCK|LOCK|DELETE|ACCESS)$/, { code: "store-read-only" }],
];

/** The refusal for an error that an operator can fix, by SQLite's code; null for all others: bugs and damage. */
function refusalErrorOf(error: unknown): RefusalError | null {
  const found = refusals.find(([code]) => hasCode(error, code));
  return found ? new RefusalError(found[1], error) : null;
}

function hasCode(error: unknown, code: RegExp): boolean {
  return error instanceof Database.SqliteError && code.test(error.code);
}
