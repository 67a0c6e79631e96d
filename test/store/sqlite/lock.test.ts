import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { OperatorError } from "../../../src/bot/ports/operator-error.ts";
import { openStore } from "../../../src/store/open.ts";
import { lock } from "../../../src/store/sqlite/lock.ts";
import { everyRowOf, folder, ids, migrationsFolder } from "../temporary.ts";
import { otherPrograms } from "./other-program.ts";

const start = otherPrograms();
const options = { ids, now: 1, migrationsFolder };

test("a second program gets the first one's process id; when that one is killed, the store is free", async () => {
  const file = join(folder(), "quiz.db");
  const first = start(`sqlite:${file}`, "write");
  await first.heard(20);
  const opening = openStore(`sqlite:${file}`, options);
  await expect(opening).rejects.toThrow(OperatorError);
  await expect(opening).rejects.toThrow(`${file} is in use by process ${first.pid}. Stop that program first`);
  await first.kill();
  const { store, transcript } = await openStore(`sqlite:${file}`, options);
  const saved = await transcript.recent("c1", "anybody", 100_000);
  const numbers = first.printedLines.slice(1).map(Number);
  expect(numbers.length).toBeGreaterThan(18);
  expect(saved.map(({ number }) => number)).toEqual(expect.arrayContaining(numbers));
  await store.close();
});

test("of many programs that start at once, exactly one gets the store", async () => {
  const file = join(folder(), "quiz.db");
  const programs = Array.from({ length: 6 }, () => start(`sqlite:${file}`, "lock"));
  await Promise.all(programs.map((program) => program.heard(1)));
  const printedLines = programs.map((program) => program.printedLines[0]);
  expect(printedLines.filter((line) => line === "open")).toHaveLength(1);
  expect(
    printedLines.filter((line) => /^OperatorError: .* is in use by (process \d+|another program)\./.test(line ?? "")),
  ).toHaveLength(5);
});

test("a program that is overtaken between writing its id and taking the lock gives up, and names the other's id", async () => {
  const file = join(folder(), "quiz.db");
  const rival = new Database(`${file}.lock`);
  onTestFinished(() => void rival.close());
  const exec = Database.prototype.exec;
  const spy = vi.spyOn(Database.prototype, "exec").mockImplementation(function (this: Database.Database, sql: string) {
    exec.call(this, sql);
    if (sql === "commit" && this !== rival) {
      exec.call(rival, "begin immediate; update holder set pid = 4242");
      setTimeout(() => exec.call(rival, "commit; begin immediate"), 150);
    }
    return this;
  });
  onTestFinished(() => spy.mockRestore());
  await expect(lock(file)).rejects.toThrow("is in use by process 4242.");
});

test("a lock is released, even by a store that could not open", async () => {
  const file = join(folder(), "quiz.db");
  (await lock(file)).release();
  const broken = folder();
  await expect(openStore(`sqlite:${file}`, { ...options, migrationsFolder: broken })).rejects.toThrow(OperatorError);
  const first = await openStore(`sqlite:${file}`, options);
  await expect(openStore(`sqlite:${file}`, options)).rejects.toThrow(`process ${process.pid}`);
  await first.store.close();
  const newer = new Database(file);
  newer.exec("insert into migration values (99, 'later', 'x', 1)");
  newer.close();
  await expect(openStore(`sqlite:${file}`, options)).rejects.toThrow("newer async-quiz");
  (await lock(file)).release();
  const tables = everyRowOf(file).map((row) => JSON.parse(row).table);
  expect(new Set(tables)).toEqual(new Set(["counter", "migration"]));
});

test("stores in memory are independent", async () => {
  const [one, other] = await Promise.all([
    openStore("sqlite::memory:", options),
    openStore("sqlite::memory:", options),
  ]);
  const user = { id: "u1", name: "Ada", scope: "workspace" } as const;
  const account = (await one.store.people.find({ chat: "web", workspace: null, user }, 1)).account;
  expect((await other.store.people.find({ chat: "web", workspace: null, user }, 1)).account.id).not.toBe(account.id);
  await one.store.close();
  await other.store.close();
});
