import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { OperatorError } from "../bot/ports/operator-error.ts";
import type { migrationRow } from "./queries/rows.ts";

/** One file of the migrations folder, `0001-first-tables.sql`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly checksum: string;
  readonly sql: string;
}

/** One row of the migration table. */
export type Applied = z.infer<typeof migrationRow>;

/** The table of the migrations that were run, in SQL that every database reads. */
export const migrationTable = `create table if not exists migration (
  version integer primary key,
  name text not null,
  checksum text not null,
  applied_at bigint not null
)`;

/** @throws OperatorError if the folder cannot be read or its files are not numbered 1, 2, 3: the program is damaged */
export function readMigrations(folder: string): readonly Migration[] {
  const migrations = filesIn(folder).map((file) => {
    const sql = readFileSync(join(folder, file), "utf8");
    return {
      version: Number(file.slice(0, 4)),
      name: file.slice(5, -4),
      checksum: createHash("sha256").update(sql).digest("hex"),
      sql,
    };
  });
  const ordered = migrations.every((migration, index) => migration.version === index + 1);
  if (migrations.length === 0 || !ordered) {
    throw new OperatorError(`The migrations in ${folder} are incomplete. Reinstall async-quiz.`);
  }
  return migrations;
}

/**
 * The shipped migrations that have not been run, in order.
 * @throws OperatorError if the database has run different ones
 */
export function pendingMigrations(shipped: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const known = shipped.length;
  const newest = Math.max(0, ...applied.map((row) => row.version));
  if (newest > known) {
    throw new OperatorError(
      `This database was used by a newer async-quiz: it has migration ${newest}, and this one knows only ${known}. ` +
        "Start the newer program, or restore a backup from before the upgrade.",
    );
  }
  const byVersion = new Map(applied.map((row) => [row.version, row]));
  const changed = shipped.find(({ version, checksum }) => {
    const row = byVersion.get(version);
    return row !== undefined && row.checksum !== checksum;
  });
  if (changed) {
    throw new OperatorError(
      `The file of migration ${changed.version} (${changed.name}) has changed since this database ran it. ` +
        "Reinstall async-quiz to restore the file. To change the tables, add a new migration.",
    );
  }
  return shipped.filter(({ version }) => !byVersion.has(version));
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
      .sort();
  } catch (cause) {
    throw new OperatorError(`The migrations in ${folder} cannot be read. Reinstall async-quiz.`, { cause: cause });
  }
}
