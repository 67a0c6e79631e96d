import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { OperatorError } from "../../src/bot/ports/operator-error.ts";
import { addressOf } from "../../src/store/address.ts";
import { type OpenOptions, openStore } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/sqlite/sqlite.ts";
import { folder, ids, migrationsFolder } from "./temporary.ts";

const options: OpenOptions = { ids, now: 1_764_000_000_000, migrationsFolder };
const firstFile = "0001-first-tables.sql";
const shipped = readdirSync(migrationsFolder).sort();
const laterFile = `000${shipped.length + 1}-later.sql`;

async function openAndClose(file: string, changes: Partial<OpenOptions> = {}): Promise<void> {
  const { store } = await openStore(`sqlite:${file}`, { ...options, ...changes });
  await store.close();
}

function refusal(opening: Promise<unknown>): Promise<OperatorError> {
  return opening.then(
    () => expect.fail("it was opened"),
    (error: unknown) => {
      expect(error).toBeInstanceOf(OperatorError);
      return error as OperatorError;
    },
  );
}

/** A migrations folder with some of the shipped files. */
function folderOf(files: readonly string[]): string {
  const made = folder();
  for (const file of files) copyFileSync(join(migrationsFolder, file), join(made, file));
  return made;
}

/** A migrations folder with the shipped files and one more. */
function longerFolder(sql = "create table later (id text primary key);"): string {
  const made = folderOf(shipped);
  writeFileSync(join(made, laterFile), sql);
  return made;
}

describe("the address", () => {
  test.each([
    ["sqlite:./a.db", join(process.cwd(), "a.db")],
    ["sqlite:a/b.db", join(process.cwd(), "a/b.db")],
    ["sqlite:/a/b.db", "/a/b.db"],
    ["sqlite:///a/b.db", "/a/b.db"],
    ["SQLite:/a/b.db", "/a/b.db"],
  ])("%s is the file %s", (url, file) => expect(addressOf(url)).toEqual({ type: "file", file }));

  test("of memory is memory", () => expect(addressOf("sqlite::memory:")).toEqual({ type: "memory" }));

  test.each(["", "sqlite:", "sqlite: ", "sqlite://host/a.db", "./a.db", "postgres://me:hunter2@host/quiz", "mysql:x"])(
    "%j is refused with the right syntax, and no password is repeated",
    (url) => {
      expect(() => addressOf(url)).toThrow(OperatorError);
      expect(() => addressOf(url)).toThrow(/sqlite:\.\/path\/to\/file\.db/);
      expect(() => addressOf(url)).not.toThrow(/hunter2/);
    },
  );

  test("is read or refused, for any text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((rest) => `sqlite:${rest}`),
        ),
        (url) => {
          try {
            expect(["file", "memory"]).toContain(addressOf(url).type);
          } catch (error) {
            expect(error).toBeInstanceOf(OperatorError);
          }
        },
      ),
    );
  });
});

describe("opening", () => {
  test("creates the folder", async () => {
    const file = join(folder(), "deep", "er", "quiz.db");
    await openAndClose(file);
    expect(existsSync(file)).toBe(true);
  });

  test("names a file that is not a database, and leaves it as it is", async () => {
    const file = join(folder(), "notes.txt");
    writeFileSync(file, "milk, bread, ".repeat(500));
    const { message } = await refusal(openStore(`sqlite:${file}`, options));
    expect(message).toContain(file);
    expect(message).toContain("is not a SQLite database");
  });

  test.each(["folder", "file as folder"])("says where it cannot write: %s", async (kind) => {
    const base = folder();
    const taken = join(base, "taken");
    if (kind === "folder") mkdirSync(taken);
    else writeFileSync(taken, "");
    const file = kind === "folder" ? taken : join(taken, "quiz.db");
    expect((await refusal(openStore(`sqlite:${file}`, options))).message).toContain("cannot be opened for writing");
  });

  test("applies every setting, also when it is opened again, since the file does not store most of them", async () => {
    const file = join(folder(), "quiz.db");
    await openAndClose(file);
    const plain = new Database(file);
    expect(plain.pragma("synchronous", { simple: true })).not.toBe(2);
    plain.close();
    const database = openDatabase({ type: "file", file }, 123);
    onTestFinished(() => void database.close());
    const settings = ["journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete"];
    const actual = settings.map((name) => database.pragma(name, { simple: true }));
    expect(actual).toEqual(["wal", 2, 123, 1, 1]);
  });

  test("refuses a setting that cannot be applied", () => {
    expect(() => openDatabase({ type: "file", file: ":memory:" }, 1)).toThrow(/journal_mode at memory.*wal is needed/);
  });
});

describe("migrations", () => {
  const rows = (file: string) => {
    const database = new Database(file, { readonly: true });
    try {
      return database.prepare("select version, name, applied_at from migration order by version").all();
    } finally {
      database.close();
    }
  };

  test("are recorded once, with the time at which they ran", async () => {
    const file = join(folder(), "quiz.db");
    const noted = shipped.map((name, index) => ({
      version: index + 1,
      name: name.slice(5, -4),
      applied_at: options.now,
    }));
    await openAndClose(file);
    await openAndClose(file, { now: 5 });
    expect(rows(file)).toEqual(noted);
    await openAndClose(file, { now: 6, migrationsFolder: longerFolder() });
    expect(rows(file)).toEqual([...noted, { version: shipped.length + 1, name: "later", applied_at: 6 }]);
  });

  test("a file that fails is rolled back completely, and can be tried again", async () => {
    const file = join(folder(), "quiz.db");
    const broken = longerFolder("create table later (id text); insert into nowhere values (1);");
    await expect(openAndClose(file, { migrationsFolder: broken })).rejects.toThrow("nowhere");
    expect(rows(file)).toHaveLength(shipped.length);
    await openAndClose(file, { migrationsFolder: longerFolder() });
    expect(rows(file)).toHaveLength(shipped.length + 1);
  });

  test("a changed file is refused by its name", async () => {
    const file = join(folder(), "quiz.db");
    const changed = longerFolder();
    await openAndClose(file, { migrationsFolder: changed });
    appendFileSync(join(changed, firstFile), "-- a small correction\n");
    const { message } = await refusal(openStore(`sqlite:${file}`, { ...options, migrationsFolder: changed }));
    expect(message).toMatch(/migration 1 \(first-tables\) has changed.*Reinstall async-quiz/);
    await openAndClose(file, { migrationsFolder: longerFolder() });
  });

  test("a database of a newer program is refused with both numbers", async () => {
    const file = join(folder(), "quiz.db");
    await openAndClose(file, { migrationsFolder: longerFolder() });
    const { message } = await refusal(openStore(`sqlite:${file}`, options));
    const [theirs, ours] = [shipped.length + 1, shipped.length];
    expect(message).toContain(`newer async-quiz: it has migration ${theirs}, and this one knows only ${ours}. Start`);
  });

  test("a folder that is empty, missing or has a gap is refused", async () => {
    const hole = longerFolder();
    copyFileSync(join(hole, laterFile), join(hole, `000${shipped.length + 3}-latest.sql`));
    for (const broken of [folder(), join(folder(), "gone"), hole]) {
      const refused = await refusal(openStore("sqlite::memory:", { ...options, migrationsFolder: broken }));
      expect(refused.message).toContain("Reinstall async-quiz");
    }
  });
});

test("one file with two names is one store", async () => {
  const base = folder();
  mkdirSync(join(base, "real"));
  symlinkSync(join(base, "real"), join(base, "linked"));
  const { store } = await openStore(`sqlite:${join(base, "real", "quiz.db")}`, options);
  symlinkSync(join(base, "real", "quiz.db"), join(base, "other.db"));
  for (const name of ["linked/quiz.db", "other.db"]) {
    const { message } = await refusal(openStore(`sqlite:${join(base, name)}`, options));
    expect(message).toContain(`in use by process ${process.pid}`);
  }
  await store.close();
  await openAndClose(join(base, "other.db"));
});
