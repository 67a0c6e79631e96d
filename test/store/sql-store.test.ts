import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { PresentationId, QuestionId } from "../../src/engine/question/ids.ts";
import { readMigrations } from "../../src/store/migrations.ts";
import { openStore } from "../../src/store/open.ts";
import { sqlStore } from "../../src/store/queries/sql-store.ts";
import { transcriptIn } from "../../src/store/queries/transcript.ts";
import { kyselyOver, migrate, openDatabase } from "../../src/store/sqlite/sqlite.ts";
import { type StoreUnderTest, storeContract } from "../contracts/store.contract.ts";
import { diagnosed } from "../engine/samples.ts";
import { everyRow, everyRowOf, folder, ids, migrationsFolder } from "./temporary.ts";

const files = mkdtempSync(join(tmpdir(), "async-quiz-contract-"));
afterAll(() => rmSync(files, { recursive: true, force: true }));
let made = 0;

function memory() {
  const database = openDatabase({ type: "memory" }, 100);
  migrate(database, readMigrations(migrationsFolder), 1);
  return { database, db: kyselyOver(database) };
}

storeContract("in memory", "ends with the program", async () => {
  const { database, db } = memory();
  return {
    store: sqlStore(db, ids, () => db.destroy()),
    transcript: transcriptIn(db),
    everyRow: () => everyRow(database),
    reopen: null,
  };
});

storeContract("in a file", "lasting", () => {
  const file = join(files, `${++made}`, "quiz.db");
  const open = async (): Promise<StoreUnderTest> => {
    const opened = await openStore(`sqlite:${file}`, { ids, now: 1, migrationsFolder });
    const reopen = async () => {
      await opened.store.close();
      return open();
    };
    return { ...opened, everyRow: () => everyRowOf(file), reopen };
  };
  return open();
});

test("simultaneous transactions do not mix, however long each one waits", async () => {
  const { db } = memory();
  const count = () =>
    db.transaction().execute(async (trx) => {
      const { value } = await trx.selectFrom("counter").select("value").executeTakeFirstOrThrow();
      await turn();
      await trx
        .updateTable("counter")
        .set({ value: value + 1 })
        .execute();
      await turn();
    });
  await Promise.all(Array.from({ length: 50 }, count));
  expect(await db.selectFrom("counter").select("value").executeTakeFirst()).toEqual({ value: 50 });
  await db.destroy();
});

test("a query outside a transaction waits for it, and is not rolled back with it", async () => {
  const { db } = memory();
  const failing = db.transaction().execute(async (trx) => {
    await trx.insertInto("learner").values({ id: "inside", opened_at: 1 }).execute();
    await turn();
    throw new Error("thought better of it");
  });
  const beside = db.insertInto("learner").values({ id: "beside", opened_at: 1 }).execute();
  await expect(failing).rejects.toThrow("thought better of it");
  await beside;
  expect(await db.selectFrom("learner").select("id").execute()).toEqual([{ id: "beside" }]);
  await db.destroy();
});

test("closing interrupts no transaction: what was confirmed is there, and what was refused is not", async () => {
  const file = join(folder(), "quiz.db");
  const open = () => openStore(`sqlite:${file}`, { ids, now: 1, migrationsFolder });
  const { store, transcript } = await open();
  const line = { channel: "c1", seenBy: null, author: null, body: { type: "gone" }, at: 1 } as const;
  const begun = Array.from({ length: 20 }, (_, index) => transcript.save({ ...line, id: `line-${index}` }));
  await begun[0];
  const [settled] = await Promise.all([Promise.allSettled(begun), store.close()]);
  await store.close();
  const again = await open();
  const found = await Promise.all(begun.map((_, index) => again.transcript.find(`line-${index}`)));
  expect(found.map((each) => (each === null ? "rejected" : "fulfilled"))).toEqual(settled.map(({ status }) => status));
  await again.store.close();
});

test("erased data is not in the bytes of the closed files either", async () => {
  const where = folder();
  const { store } = await openStore(`sqlite:${join(where, "quiz.db")}`, { ids, now: 1, migrationsFolder });
  const name = "Augusta Ada King";
  const ada = (
    await store.people.find({ chat: "discord", workspace: null, user: { id: "u1", name, scope: "workspace" } }, 1)
  ).account;
  await store.people.forget(ada.learner);
  await store.close();
  const found = readdirSync(where).filter((file) => readFileSync(join(where, file)).includes(name));
  expect(found).toEqual([]);
});

test("leaderboards, a learner's answers and earlier answers are found by an index", async () => {
  const { database } = memory();
  const plan = (sql: string) =>
    database
      .prepare<[], { detail: string }>(`explain query plan ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join("; ");
  const leaderboard =
    "select account, sum(points) from answer where community = 'c' and local_date >= 'd' group by account";
  expect(plan(leaderboard)).toContain("COVERING INDEX answer_by_community (community=? AND local_date>?)");
  expect(plan("select * from answer where account = 'a' and question = 'q'")).toContain("answer_by_account");
  expect(plan("select * from account where learner = 'l'")).toContain("account_by_learner");
});

test("two accounts of one learner earn points once, share their answers and are forgotten together", async () => {
  const { database, db } = memory();
  const store = sqlStore(db, ids, () => db.destroy());
  const [web, discord] = await Promise.all(
    (["web", "discord"] as const).map(async (chat) => {
      const user = { id: `${chat}-user`, name: "Ada", scope: "workspace" } as const;
      return (await store.people.find({ chat, workspace: null, user }, 1)).account;
    }),
  );
  if (!web || !discord) throw new Error("two accounts were opened");
  const empty = everyRow(database).filter((row) => !/"(account|learner)"/.test(row));
  database.prepare("update account set learner = ? where id = ?").run(web.learner, discord.id);
  const insertAnswer = async (account: typeof web, id: string) => {
    const presentation = {
      id: id as PresentationId,
      community: null,
      account: account.id,
      question: "q1" as QuestionId,
    };
    await store.presentations.save({
      ...presentation,
      digest: "d",
      shown: [0],
      reason: "play",
      topic: null,
      presentedAt: 1,
      chosen: null,
      closedAt: null,
    });
    const grade = { right: true, diagnosis: diagnosed() };
    const answered = {
      presentation: presentation.id,
      account: account.id,
      choice: 0,
      grade,
    };
    return store.answers.save({ ...answered, difficulty: 2, now: 2, localDate: "2026-11-24" });
  };
  const saved = await Promise.all([insertAnswer(web, "a1"), insertAnswer(discord, "a2"), insertAnswer(web, "a3")]);
  expect(saved.map((each) => (each.type === "saved" ? each.answer.points : each.type)).sort()).toEqual([0, 0, 2]);
  const accounts = (await store.answers.ofLearner(web.learner)).map(({ account }) => account);
  expect(accounts.sort()).toEqual([web.id, web.id, discord.id].sort());
  await store.people.forget(web.learner);
  await store.people.forget(discord.learner);
  expect(everyRow(database)).toEqual(empty);
  await store.close();
});
