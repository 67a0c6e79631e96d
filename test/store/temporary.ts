import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import type { IdGenerator } from "../../src/bot/ports/id-generator.ts";

export const migrationsFolder = resolve("migrations");

export const ids: IdGenerator = { next: () => randomBytes(11).toString("hex") };

/** A new folder that is removed after the test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "async-quiz-store-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Every row of every table as JSON, in an order that does not depend on the engine. */
export function everyRow(database: Database.Database): readonly string[] {
  const tables = database.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all();
  return tables
    .flatMap((table) =>
      database
        .prepare<[], object>(`select * from ${table}`)
        .all()
        .map((row) => JSON.stringify({ table, ...row })),
    )
    .sort();
}

/** The same for a file that somebody has open. */
export function everyRowOf(file: string): readonly string[] {
  const database = new Database(file, { readonly: true });
  try {
    return everyRow(database);
  } finally {
    database.close();
  }
}
