import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OperatorError } from "../../../src/bot/ports/operator-error.ts";
import { openStore } from "../../../src/store/open.ts";
import { openReadOnly } from "../../../src/store/sqlite/open-read-only.ts";
import { everyRowOf, folder, ids, migrationsFolder } from "../temporary.ts";

async function refusal(url: string, migrations = migrationsFolder): Promise<string> {
  const error = await openReadOnly(url, migrations).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(OperatorError);
  return (error as OperatorError).message;
}

test("is open next to the bot and after it, and changes nothing", async () => {
  const file = join(folder(), "quiz.db");
  const { store } = await openStore(`sqlite:${file}`, { ids, now: 1, migrationsFolder });
  (await store.people.find({ chat: "web", workspace: "w", user: { id: "ada", name: "Ada", scope: "workspace" } }, 1))
    .account;
  const before = everyRowOf(file);
  for (const isOpen of [true, false]) {
    const store = await openReadOnly(`sqlite:${file}`, migrationsFolder);
    expect([await store.reports.list(), await store.answers.page(null, 5)]).toEqual([[], []]);
    await store.close();
    if (isOpen) await store.close();
  }
  expect(everyRowOf(file)).toEqual(before);
});

test("an older database is refused, and stays as it is", async () => {
  const where = folder();
  const newer = join(where, "newer");
  cpSync(migrationsFolder, newer, { recursive: true });
  const count = readdirSync(migrationsFolder).length;
  writeFileSync(join(newer, `000${count + 1}-later.sql`), "create table later (id text primary key);");
  const file = join(where, "quiz.db");
  await (await openStore(`sqlite:${file}`, { ids, now: 1, migrationsFolder })).store.close();
  const before = everyRowOf(file);
  expect(await refusal(`sqlite:${file}`, newer)).toContain("Start the bot once: it updates the database.");
  expect(everyRowOf(file)).toEqual(before);
});

test("an address without a store is refused with what to do about it", async () => {
  const where = folder();
  writeFileSync(join(where, "words.db"), "these are words and no database. ".repeat(100));
  writeFileSync(join(where, "empty.db"), "");
  expect(await refusal(`sqlite:${join(where, "words.db")}`)).toContain("is not a SQLite database");
  expect(await refusal(`sqlite:${join(where, "empty.db")}`)).toContain("Start the bot once");
  expect(await refusal(`sqlite:${where}`)).toContain("There is no store at");
  expect(await refusal("sqlite::memory:")).toContain("there is nothing to read");
});
