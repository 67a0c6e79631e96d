import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import Database from "better-sqlite3";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Submission } from "../../../src/bot/ports/answers.ts";
import type { Account, Community } from "../../../src/bot/ports/people.ts";
import { RefusalError } from "../../../src/bot/ports/refusal-error.ts";
import type { Store } from "../../../src/bot/ports/store.ts";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { learnerModelOf } from "../../../src/engine/learner/learner-model.ts";
import type { Presentation } from "../../../src/engine/question/answer.ts";
import type { PresentationId, QuestionId } from "../../../src/engine/question/ids.ts";
import type { Refusal } from "../../../src/engine/question/refusal.ts";
import { readMigrations } from "../../../src/store/migrations.ts";
import type { Opened } from "../../../src/store/open.ts";
import { sqlStore } from "../../../src/store/queries/sql-store.ts";
import { transcriptIn } from "../../../src/store/queries/transcript.ts";
import { kyselyOver, migrate, openDatabase } from "../../../src/store/sqlite/sqlite.ts";
import { diagnosed } from "../../engine/samples.ts";
import { everyRowOf, folder, ids, migrationsFolder } from "../temporary.ts";

const admin = { chat: "web", workspace: "room", user: { id: "admin", name: "Admin", scope: "workspace" } } as const;
let file: string;
let database: Database.Database;
let ours: Opened;
let store: Store;
let ada: Account;
let community: Community;
let presentation: Presentation;
let press: Submission;
const model = learnerModelOf(bankOf([], []));

/** A store on a file whose connection the test can reach, with one question waiting for its answer. */
beforeEach(async () => {
  file = join(folder(), "quiz.db");
  database = openDatabase({ type: "file", file }, 50);
  onTestFinished(() => void database.close());
  migrate(database, readMigrations(migrationsFolder), 1);
  ours = openedOver(database);
  store = ours.store;
  ada = (
    await store.people.find({ chat: "web", workspace: null, user: { id: "u1", name: "Ada", scope: "workspace" } }, 1)
  ).account;
  community = (await store.people.find(admin, 1)).community ?? expect.unreachable();
  presentation = {
    id: "asked-1" as PresentationId,
    community: community.id,
    account: ada.id,
    question: "q1" as QuestionId,
    digest: "d",
    shown: [0, 1],
    reason: "play",
    topic: null,
    presentedAt: 1,
    chosen: null,
    closedAt: null,
  };
  await store.presentations.save(presentation);
  const grade = { right: true, diagnosis: diagnosed() };
  press = {
    presentation: presentation.id,
    account: ada.id,
    choice: 0,
    grade,
    difficulty: 2,
    now: 2,
    localDate: "2026-11-24",
  };
});

function openedOver(connection: Database.Database, retryMs = 50): Opened {
  const db = kyselyOver(connection, retryMs);
  return { store: sqlStore(db, ids, async () => undefined), transcript: transcriptIn(db) };
}

/** A claim of the day's post. */
function dailyOf(asked: Presentation) {
  return {
    community: community.id,
    channel: "c1",
    date: "2026-11-24",
    presentation: asked,
    dueAt: 1,
    nextDueAt: 2,
  };
}

/** Every method that writes, each with something to write. */
function writes({
  store: on,
  transcript,
}: Opened): readonly (readonly [name: string, write: () => Promise<unknown>])[] {
  const next = { ...presentation, id: "asked-2" as PresentationId, account: null };
  const daily = dailyOf(next);
  const schedule = { community: community.id, channel: "c1", minuteOfDay: 1, weekdays: [1], since: 1 };
  const line = { id: "l1", channel: "c1", seenBy: null, author: null, body: { type: "gone" }, at: 1 } as const;
  return [
    ["answers.save", () => on.answers.save(press)],
    ["presentations.save", () => on.presentations.save(next)],
    [
      "people.find, a new name",
      () => on.people.find({ chat: "web", workspace: null, user: { id: "u1", name: "Ada L.", scope: "workspace" } }, 1),
    ],
    ["people.find, a new community", () => on.people.find({ ...admin, workspace: "new" }, 1)],
    ["schedules.save", () => on.schedules.save(schedule, "UTC", () => 1)],
    ["schedules.end", () => on.schedules.end(community.id, null, 1)],
    ["schedules.advance", () => on.schedules.advance({ ...schedule, ...admin, zone: null, nextDueAt: 1 }, 2)],
    ["dailies.claim", () => on.dailies.claim(daily)],
    ["dailies.markSending", () => on.dailies.markSending(presentation.id, 1)],
    ["dailies.recordFailure", () => on.dailies.recordFailure(presentation.id, "unreachable")],
    ["dailies.recordPost", () => on.dailies.recordPost(presentation.id, "m", 1)],
    ["links.createCode", () => on.links.createCode(ada.id, 1)],
    ["links.redeem", () => on.links.redeem(ada.id, "wrong", 1, model)],
    ["links.unlink", () => on.links.unlink(ada.id, model)],
    ["people.forget", () => on.people.forget(ada.learner)],
    [
      "partialAnswers.change",
      () => on.partialAnswers.change({ presentation: presentation.id, account: ada.id }, [], () => [1]),
    ],
    ["transcript.save", () => transcript.save(line)],
    ["transcript.replace", () => transcript.replace("l1", line.body)],
    ["transcript.replacePrivate", () => transcript.replacePrivate("l1", "u1", line.body)],
  ];
}

async function expectRefusals(on: Opened, code: Refusal["code"]): Promise<void> {
  const before = everyRowOf(file);
  for (const [name, write] of writes(on)) {
    const outcome = await write().catch((error: unknown) => error);
    expect(outcome, name).toBeInstanceOf(RefusalError);
    expect(outcome, name).toMatchObject({ refusal: { code }, cause: { code: expect.stringMatching(/^SQLITE_/) } });
  }
  expect(everyRowOf(file)).toEqual(before);
}

/** What failed can be sent again, and is then saved and counted once. */
async function expectSavedOnce(): Promise<void> {
  expect(await store.answers.save(press)).toMatchObject({ type: "saved", answer: { points: 2 } });
  expect(await store.answers.save(press)).toMatchObject({ type: "already-answered" });
  expect(await store.leaderboards.standings(community.id, null, null)).toEqual([
    { account: ada.id, name: "Ada", points: 2 },
  ]);
}

describe("a full disk", () => {
  /** Fills the last page, so that there is no room for another row of any size. */
  async function fill(): Promise<void> {
    database.pragma(`max_page_count = ${database.pragma("page_count", { simple: true })}`);
    const insert = (index: number, size: number) =>
      store.presentations.save({
        ...presentation,
        id: `fill-${size}-${index}` as PresentationId,
        digest: "x".repeat(size),
      });
    for (const size of [4000, 400, 1]) {
      for (let index = 0; index < 1000; index++) {
        const full = await insert(index, size).catch((error: unknown) => error);
        if (full !== undefined) {
          expect(full).toMatchObject({ name: "RefusalError", refusal: { code: "store-full" } });
          break;
        }
      }
    }
  }

  test("is reported as such, leaves nothing half written, and afterwards the answer is saved once", async () => {
    const times = { community: community.id, channel: "c1", minuteOfDay: 1, weekdays: [1], since: 1 };
    await store.schedules.save(times, null, () => 1);
    await fill();
    const before = everyRowOf(file);
    const big = { ...press, grade: { right: false, diagnosis: diagnosed("x".repeat(9000)) } };
    const pressed = await Promise.allSettled(Array.from({ length: 10 }, () => store.answers.save(big)));
    for (const each of pressed) {
      expect(each).toMatchObject({
        status: "rejected",
        reason: { name: "RefusalError", refusal: { code: "store-full" } },
      });
    }
    const next = { ...presentation, id: "asked-2" as PresentationId, account: null, digest: "x".repeat(9000) };
    const daily = dailyOf(next);
    await expect(store.dailies.claim(daily)).rejects.toMatchObject({ refusal: { code: "store-full" } });
    expect(everyRowOf(file)).toEqual(before);
    expect(await store.presentations.find(presentation.id)).toEqual(presentation);
    expect(database.inTransaction).toBe(false);
    database.pragma("max_page_count = 1000000");
    await expectSavedOnce();
  });
});

test("a write waits for another program without blocking this one, and then succeeds", async () => {
  const other = new Database(file, { timeout: 0 });
  onTestFinished(() => void other.close());
  other.exec("begin immediate");
  let isSaved = false;
  const patient = openedOver(database, 10_000);
  const saving = patient.store.answers.save(press).then((outcome) => {
    isSaved = true;
    return outcome;
  });
  // Far more turns of the event loop than a statement takes that does not have to wait.
  for (let turns = 0; turns < 100; turns++) await turn();
  expect(isSaved).toBe(false);
  other.exec("rollback");
  expect(await saving).toMatchObject({ type: "saved", answer: { points: 2 } });
});

describe("a database that cannot be written to", () => {
  test("is reported as such by every write, and reads still work", async () => {
    database.pragma("query_only = 1");
    await expectRefusals(ours, "store-read-only");
    expect(await store.presentations.find(presentation.id)).toEqual(presentation);
    expect(
      (
        await store.people.find(
          { chat: "web", workspace: null, user: { id: "u1", name: "Ada", scope: "workspace" } },
          1,
        )
      ).account,
    ).toEqual(ada);
    database.pragma("query_only = 0");
    await expectSavedOnce();
  });

  test("is the same if the file was opened for reading only", async () => {
    const reader = new Database(file, { readonly: true });
    onTestFinished(() => void reader.close());
    await expectRefusals(openedOver(reader), "store-read-only");
    await expectSavedOnce();
  });
});

describe("a database that another program has locked", () => {
  test("is reported as such by every write, and afterwards the answer is saved once", async () => {
    const other = new Database(file);
    onTestFinished(() => void other.close());
    other.exec("begin exclusive");
    await expectRefusals(ours, "store-busy");
    expect(await store.presentations.find(presentation.id)).toEqual(presentation);
    other.exec("rollback");
    await expectSavedOnce();
  });
});

test("a transaction writes from its start, so that no other write comes between its read and its write", async () => {
  const other = new Database(file, { timeout: 0 });
  onTestFinished(() => void other.close());
  const db = kyselyOver(database);
  const zone = (name: string) => other.prepare("update community set zone = ?").run(name);
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom("community").selectAll().execute();
    expect(() => zone("Asia/Tokyo")).toThrow("database is locked");
    await trx.updateTable("community").set({ zone: "Europe/Berlin" }).execute();
  });
  expect((await store.people.find(admin, 1)).community).toMatchObject({ zone: "Europe/Berlin" });
});

test("a bug is not reported as an error that an operator can fix", async () => {
  await expect(store.presentations.save(presentation)).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
  database.exec("drop table daily");
  await expect(store.dailies.load(presentation.id)).rejects.toMatchObject({ code: "SQLITE_ERROR" });
});
