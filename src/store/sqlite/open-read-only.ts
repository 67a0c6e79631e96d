import { statSync } from "node:fs";
import Database from "better-sqlite3";
import type { AnswerStore } from "../../bot/ports/answers.ts";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import type { PeopleStore } from "../../bot/ports/people.ts";
import type { ReportStore } from "../../bot/ports/reports.ts";
import type { Store } from "../../bot/ports/store.ts";
import { addressOf, operatorErrorOf } from "../address.ts";
import { pendingMigrations, readMigrations } from "../migrations.ts";
import { answerQueries } from "../queries/answers.ts";
import { communitiesIn } from "../queries/people/people.ts";
import { RecordCache } from "../queries/record-cache.ts";
import { reportQueries } from "../queries/reports.ts";
import { migrationRow } from "../queries/rows.ts";
import { kyselyOver } from "./sqlite.ts";

/** The parts of the store that reports and statistics read. */
export interface ReadOnlyStore extends Pick<Store, "close"> {
  readonly answers: Pick<AnswerStore, "page" | "ofCommunity">;
  readonly people: Pick<PeopleStore, "communities">;
  readonly reports: Pick<ReportStore, "list">;
}

/**
 * Opens the store at `url` for reading, even while the bot is writing. It writes nothing, so it needs no lock and runs
 * no migrations.
 * @throws OperatorError if there is nothing to read, or the bot has not run the newest migrations yet
 */
export async function openReadOnly(url: string, migrationsFolder: string): Promise<ReadOnlyStore> {
  const shipped = readMigrations(migrationsFolder);
  const address = addressOf(url);
  if (address.type === "memory")
    throw new OperatorError("A store in memory is lost when its program ends, so there is nothing to read.");
  const { file } = address;
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new OperatorError(`There is no store at ${file}.`);
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { fileMustExist: true });
    database.pragma("query_only = 1");
    refuseOlder(database, file, shipped);
    return readOnlyStore(database);
  } catch (error) {
    database?.close();
    throw operatorErrorOf(error, file);
  }
}

function refuseOlder(database: Database.Database, file: string, shipped: ReturnType<typeof readMigrations>): void {
  const hasTables = database.prepare("select name from sqlite_master where name = 'migration'").get() !== undefined;
  const rows = hasTables ? database.prepare("select version, name, checksum from migration").all() : [];
  if (pendingMigrations(shipped, migrationRow.array().parse(rows)).length === 0) return;
  throw new OperatorError(`${file} was last used by an older async-quiz. Start the bot once: it updates the database.`);
}

function readOnlyStore(database: Database.Database): ReadOnlyStore {
  const db = kyselyOver(database);
  return {
    answers: answerQueries(db, new RecordCache()),
    people: { communities: () => communitiesIn(db) },
    reports: reportQueries(db),
    close: async () => {
      await db.destroy();
      database.close();
    },
  };
}
