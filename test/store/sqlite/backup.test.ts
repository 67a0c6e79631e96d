import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { OperatorError } from "../../../src/bot/ports/operator-error.ts";
import { openStore } from "../../../src/store/open.ts";
import { backup } from "../../../src/store/sqlite/backup.ts";
import { everyRowOf, folder, ids, migrationsFolder } from "../temporary.ts";
import { otherPrograms } from "./other-program.ts";

const start = otherPrograms();
const options = { ids, now: 1, migrationsFolder };

async function filledStore(): Promise<string> {
  const file = join(folder(), "quiz.db");
  const { store } = await openStore(`sqlite:${file}`, options);
  (await store.people.find({ chat: "web", workspace: null, user: { id: "u1", name: "Ada", scope: "workspace" } }, 1))
    .account;
  await store.close();
  return file;
}

test("while another program writes, a copy is a snapshot, and the writer continues", async () => {
  const base = folder();
  const url = `sqlite:${join(base, "quiz.db")}`;
  const writer = start(url, "write");
  await writer.heard(300);
  mkdirSync(join(base, "copies"));
  for (const name of ["first.db", "second.db"]) {
    const copy = join(base, "copies", name);
    const reportedBefore = Number(writer.printedLines.at(-1));
    await backup(url, copy);
    await writer.heard(writer.printedLines.length + 1);
    const opened = await openStore(`sqlite:${copy}`, options);
    const numbers = (await opened.transcript.recent("c1", "anybody", 1_000_000)).map(({ number }) => number);
    await opened.store.close();
    expect(numbers.length).toBeGreaterThanOrEqual(reportedBefore);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
  expect(readdirSync(join(base, "copies")).filter((file) => !file.endsWith(".lock"))).toEqual([
    "first.db",
    "second.db",
  ]);
});

test("a store that nobody has open is copied row by row", async () => {
  const file = await filledStore();
  const copy = join(folder(), "copy.db");
  await backup(`sqlite:${file}`, copy);
  expect(everyRowOf(copy)).toEqual(everyRowOf(file));
});

test("an existing file is never overwritten", async () => {
  const file = await filledStore();
  const copy = join(folder(), "copy.db");
  writeFileSync(copy, "precious");
  for (const target of [copy, file]) {
    const before = readFileSync(target);
    const copying = backup(`sqlite:${file}`, target);
    await expect(copying).rejects.toThrow(OperatorError);
    await expect(copying).rejects.toThrow(`${target} already exists`);
    expect(readFileSync(target)).toEqual(before);
  }
});

test("a damaged store is not copied, and leaves no partial copy", async () => {
  const file = await filledStore();
  const pages = readFileSync(file);
  const database = new Database(file, { readonly: true });
  const root = database.prepare<[], number>("select rootpage from sqlite_master where name = 'account'").pluck().get();
  database.close();
  pages.fill(0x5a, ((root as number) - 1) * 4096, (root as number) * 4096);
  writeFileSync(file, pages);
  const where = folder();
  await expect(backup(`sqlite:${file}`, join(where, "copy.db"))).rejects.toThrow(OperatorError);
  expect(readdirSync(where)).toEqual([]);
});

test("a store that cannot be copied is refused in words, and no file is created", async () => {
  const where = folder();
  const notes = join(where, "notes.txt");
  writeFileSync(notes, "milk, bread, ".repeat(500));
  const file = await filledStore();
  const cases: readonly (readonly [url: string, copy: string, words: string])[] = [
    ["sqlite::memory:", join(where, "copy.db"), "cannot be backed up"],
    [`sqlite:${join(where, "gone.db")}`, join(where, "copy.db"), "There is no store at"],
    [`sqlite:${where}`, join(where, "copy.db"), "There is no store at"],
    [`sqlite:${notes}`, join(where, "copy.db"), "is not a SQLite database"],
    ["postgres://host/quiz", join(where, "copy.db"), "sqlite:./path/to/file.db"],
    [`sqlite:${file}`, join(where, "gone", "copy.db"), "does not exist. Create it first"],
  ];
  for (const [url, copy, words] of cases) {
    const copying = backup(url, copy);
    await expect(copying).rejects.toThrow(OperatorError);
    await expect(copying).rejects.toThrow(words);
    expect(existsSync(copy)).toBe(false);
  }
  expect(readdirSync(where)).toEqual(["notes.txt"]);
});
