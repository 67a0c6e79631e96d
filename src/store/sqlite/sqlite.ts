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
import { StoreFault } from "../../bot/ports/store-fault.ts";
import type { Instant } from "../../engine/community/calendar.ts";
import { type Address, StoreRefused } from "../address.ts";
import { type Migration, migrationTable, pendingMigrations } from "../migrations.ts";
import { migrationRow } from "../queries/rows.ts";
import type { Db, Tables } from "../queries/tables.ts";

/**
 * Opens the database with every setting in force.
 * @param busyTimeout milliseconds to wait for another writer; the whole program stands still meanwhile
 * @throws StoreRefused where a setting does not hold here
 */
export function openDatabase(address: Address, busyTimeout: number): Database.Database {
  const database = new Database(address.type === "memory" ? ":memory:" : address.file, { timeout: busyTimeout });
  try {
    holdSettings(database, address, busyTimeout);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Sets and reads back: most settings belong to the connection, and a reopened file has forgotten them. */
function holdSettings(database: Database.Database, address: Address, busyTimeout: number): void {
  const settings: readonly (readonly [name: string, wanted: string | number])[] = [
    ["busy_timeout", busyTimeout],
    ["journal_mode", address.type === "memory" ? "memory" : "wal"],
    // FULL: what was answered "kept" outlives a power cut.
    ["synchronous", 2],
    ["foreign_keys", 1],
    // What a person wants forgotten is overwritten, not just unlinked.
    ["secure_delete", 1],
  ];
  for (const [name, wanted] of settings) {
    database.pragma(`${name} = ${wanted}`);
    const held = database.pragma(name, { simple: true });
    if (held !== wanted) {
      throw new StoreRefused(
        `SQLite keeps ${name} at ${held} here where ${wanted} is needed. ` +
          "Put the database on a local disk that this program may write to.",
      );
    }
  }
}

/**
 * Runs what the database has not run yet, each file whole and in one transaction with its row.
 * @throws StoreRefused where the database was made by other files
 */
export function migrate(database: Database.Database, shipped: readonly Migration[], now: Instant): void {
  database.exec(migrationTable);
  const applied = database.prepare("select version, name, checksum from migration").all();
  const keep = database.prepare("insert into migration (version, name, checksum, applied_at) values (?, ?, ?, ?)");
  for (const { version, name, checksum, sql } of pendingMigrations(shipped, migrationRow.array().parse(applied))) {
    database
      .transaction(() => {
        database.exec(sql);
        keep.run(version, name, checksum, now);
      })
      .immediate();
  }
}

/** The queries' door to the database. The database stays whoever opened it's to close. */
export function kyselyOver(database: Database.Database): Db {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new OneWriterDriver(database),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Kysely's driver, which hands its one connection to one caller at a time, with our transactions and faults. */
class OneWriterDriver extends SqliteDriver implements Driver {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return withNamedFaults(await super.acquireConnection());
  }

  /** Writes from the start: a transaction that begins as a reader can be refused halfway, without any waiting. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** A full disk makes SQLite roll back by itself; a second rollback would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }

  /** Waits for whoever has the connection, so that nothing is cut off in the middle; who queues behind is refused. */
  override async destroy(): Promise<void> {
    await super.acquireConnection();
    await super.destroy();
    await super.releaseConnection();
  }
}

function withNamedFaults(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: async (query) => {
      try {
        return await connection.executeQuery(query);
      } catch (error) {
        throw faultOf(error) ?? error;
      }
    },
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

const faults: readonly (readonly [code: RegExp, fault: StoreFault["code"]])[] = [
  // SHMSIZE: the disk had no room left for the index of the write-ahead log.
  [/^SQLITE_(FULL|IOERR_SHMSIZE)$/, "store-full"],
  [/^SQLITE_(BUSY|LOCKED)/, "store-busy"],
  [/^SQLITE_(READONLY|CANTOPEN|PERM)/, "store-read-only"],
  [/^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMOPEN|SHMLOCK|LOCK|DELETE|ACCESS)$/, "store-read-only"],
];

/** What an operator can mend, by SQLite's code of the error; null for everything else, which is a bug or damage. */
function faultOf(error: unknown): StoreFault | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const found = faults.find(([code]) => code.test(error.code));
  return found ? new StoreFault(found[1], error) : null;
}
