import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type Account, type Community, linkCodeMs, mostWrongCodes } from "../../src/bot/ports/people.ts";
import { bankOf } from "../../src/engine/bank/bank.ts";
import { hourMs } from "../../src/engine/community/calendar.ts";
import { eventsOf } from "../../src/engine/learner/learner-events.ts";
import { learnerModelOf } from "../../src/engine/learner/learner-model.ts";
import { addEvent, type LearnerRecord, newLearnerRecord } from "../../src/engine/learner/learner-record.ts";
import { type Answer, type Presentation, pointsFor } from "../../src/engine/question/answer.ts";
import { grade } from "../../src/engine/question/diagnosis.ts";
import { type AccountId, type LearnerId, learnerId, presentationId } from "../../src/engine/question/ids.ts";
import { digestOf, type Question } from "../../src/engine/question/question.ts";
import { readMigrations } from "../../src/store/migrations.ts";
import { sqlStore } from "../../src/store/queries/sql-store.ts";
import { kyselyOver, migrate, openDatabase } from "../../src/store/sqlite/sqlite.ts";
import { sampleMisconception, sampleQuestion } from "../engine/samples.ts";
import { propertyRuns } from "../property-runs.ts";
import { everyRow, ids, migrationsFolder } from "./temporary.ts";

const names = ["speed", "parallel", "sleep"];
const questions = ["q1", "q2", "q3"].map((id, index) => sampleQuestion(id, names.slice(index % 2)));
const [question] = questions;
if (!question) throw new Error("there are three questions");
const model = learnerModelOf(
  bankOf(
    questions,
    names.map((name) => sampleMisconception(name)),
  ),
);
const difficulty = 2;

const database = openDatabase({ type: "memory" }, 100);
migrate(database, readMigrations(migrationsFolder), 1);
const db = kyselyOver(database);
const store = sqlStore(db, ids, () => db.destroy());
afterAll(() => store.close());

let serial = 0;
const start = Date.UTC(2026, 10, 24, 8, 0);

interface Side {
  readonly account: Account;
  readonly community: Community;
}

/** A new person in a chat; with a user's id, another account of that user. */
async function person(chat: string, user = `user-${++serial}`, workspace = `server-${serial}`): Promise<Side> {
  const visitor = { id: user, name: `${user} of ${chat}`, scope: "everywhere" } as const;
  const { account, community } = await store.people.find({ chat, workspace, user: visitor }, start + serial);
  return { account, community: community ?? expect.unreachable() };
}

/** The learner whom the account has now. */
async function learnerOf({ account }: Side): Promise<LearnerId> {
  const row = await db.selectFrom("account").select("learner").where("id", "=", account.id).executeTakeFirstOrThrow();
  return learnerId(row.learner);
}

async function link(from: Side, to: Side, now = start) {
  return store.links.redeem(to.account.id, await store.links.createCode(from.account.id, now), now, model);
}

interface Press {
  readonly question: Question;
  readonly choice: number;
  readonly daily: boolean;
  readonly at: number;
}

async function press({ account, community }: Side, { question: asked, choice, daily, at }: Press): Promise<Answer> {
  const presentation: Presentation = {
    id: presentationId(`shown-${++serial}`),
    community: community.id,
    account: daily ? null : account.id,
    question: asked.id,
    digest: digestOf(asked),
    shown: [0, 1, 2],
    reason: daily ? "daily" : "play",
    topic: null,
    presentedAt: serial,
    chosen: null,
    closedAt: null,
  };
  await store.presentations.save(presentation);
  const graded = grade(asked, choice, model.bank.topicOf);
  const localDate = new Date(at).toISOString().slice(0, 10);
  const key = { presentation: presentation.id, account: account.id };
  const saved = await store.answers.save({ ...key, choice, grade: graded, difficulty, now: at, localDate }, model);
  return saved.type === "saved" ? saved.answer : expect.unreachable();
}

interface Pressed {
  readonly answer: Answer;
  readonly daily: boolean;
}

/** The points of these answers by a model of its own: each question earns once, and once more as a daily. */
function pointsIn(pressed: readonly Pressed[]): Map<AccountId, number> {
  const points = new Map<AccountId, number>();
  const before: Pressed[] = [];
  for (const one of pressed.toSorted((a, b) => a.answer.answeredAt - b.answer.answeredAt)) {
    const isRepeated = before.some(
      ({ answer, daily }) => answer.question === one.answer.question && (daily || !one.daily),
    );
    before.push(one);
    const { account, right } = one.answer;
    points.set(account, (points.get(account) ?? 0) + pointsFor(right, difficulty, isRepeated));
  }
  return points;
}

function recordOf(pressed: readonly Pressed[]): LearnerRecord {
  const record = newLearnerRecord();
  const answers = pressed.map(({ answer }) => ({ answer, repliedAt: null, ratedAt: null }));
  const oldestFirst = answers.toSorted((a, b) => a.answer.answeredAt - b.answer.answeredAt);
  for (const event of eventsOf(model.bank, oldestFirst)) addEvent(record, event);
  return record;
}

/** Everything that is shown about these people equals what these answers give. */
async function expectOnly(sides: readonly Side[], pressed: readonly Pressed[]): Promise<void> {
  const points = pointsIn(pressed);
  for (const side of sides) {
    const learner = await learnerOf(side);
    expect(await store.learnerRecords.load(learner, model)).toEqual(recordOf(pressed));
    expect(await store.learnerRecords.rebuild(learner, model)).toEqual(recordOf(pressed));
    expect((await store.answers.ofLearner(learner)).map(({ presentation }) => presentation).sort()).toEqual(
      pressed.map(({ answer }) => answer.presentation).sort(),
    );
    const total = [...points.values()].reduce((sum, each) => sum + each, 0);
    expect((await store.answers.days(learner)).reduce((sum, day) => sum + day.points, 0)).toBe(total);
    const standings = await store.leaderboards.standings(side.community.id, null, null);
    const own = points.get(side.account.id);
    expect(standings.filter(({ account }) => account === side.account.id).map((each) => each.points)).toEqual(
      own === undefined ? [] : [own],
    );
  }
}

const chats = ["discord", "slack", "web"];
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("press" as const),
      side: fc.nat(2),
      question: fc.constantFrom(...questions),
      choice: fc.nat(1),
      daily: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("link" as const), from: fc.nat(2), to: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("unlink" as const), side: fc.nat(2) }) },
);

test("linked accounts have what all their answers give, and unlinked ones what their own give, in any order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
      const sides = await Promise.all(chats.map((chat) => person(chat)));
      const side = (index: number) => sides[index] ?? expect.unreachable();
      const pressed: (Pressed & { readonly side: number })[] = [];
      /** Who is linked with whom. */
      let groups = [[0], [1], [2]];
      let at = start;
      for (const one of steps) {
        at += hourMs;
        if (one.type === "press") {
          const { daily } = one;
          pressed.push({ answer: await press(side(one.side), { ...one, at }), daily, side: one.side });
        } else if (one.type === "link") {
          const joined = groups.filter((group) => group.includes(one.from) || group.includes(one.to));
          const outcome = await link(side(one.from), side(one.to), at);
          const expected = one.from === one.to ? "own-code" : joined.length === 1 ? "already-linked" : "linked";
          expect(outcome.type).toBe(expected);
          groups = [...groups.filter((group) => !joined.includes(group)), joined.flat()];
        } else {
          const group = groups.find((each) => each.includes(one.side)) ?? expect.unreachable();
          expect(await store.links.unlink(side(one.side).account.id, model)).toBe(group.length > 1);
          const others = group.filter((each) => each !== one.side);
          groups = [...groups.filter((each) => each !== group), [one.side], others].filter(({ length }) => length > 0);
        }
        for (const group of groups) {
          const own = pressed.filter((each) => group.includes(each.side));
          await expectOnly(group.map(side), own);
        }
      }
    }),
    { numRuns: propertyRuns(40) },
  );
}, 60_000);

test("after a clock went back, unlinking still restores exactly what each account had", async () => {
  const [ada, other] = [await person("discord"), await person("slack")];
  const right = { question, choice: 0, daily: false };
  await press(ada, { ...right, at: start + 100 });
  await press(ada, { ...right, at: start });
  await press(other, { ...right, at: start + 50 });
  const answers = () =>
    everyRow(database).filter(
      (row) => row.includes('"answer"') && [ada, other].some((one) => row.includes(one.account.id)),
    );
  const before = answers();
  expect((await link(ada, other)).type).toBe("linked");
  const earned = await store.answers.days(await learnerOf(ada));
  expect(earned.reduce((sum, day) => sum + day.points, 0)).toBe(difficulty);
  expect(await store.links.unlink(other.account.id, model)).toBe(true);
  expect(answers()).toEqual(before);
});

test("accounts that are linked while both answer lose nothing and earn nothing twice", async () => {
  const [ada, other] = [await person("discord"), await person("slack")];
  const code = await store.links.createCode(ada.account.id, start);
  const tasks = questions.flatMap((each, index) =>
    [ada, other].map((side) => press(side, { question: each, choice: 0, daily: false, at: start + index })),
  );
  const linking = store.links.redeem(other.account.id, code, start, model);
  await Promise.all([...tasks, linking]);
  const learner = await learnerOf(ada);
  expect(await learnerOf(other)).toBe(learner);
  const answers = await store.answers.ofLearner(learner);
  expect(answers).toHaveLength(2 * questions.length);
  expect(answers.reduce((sum, { points }) => sum + points, 0)).toBe(difficulty * questions.length);
  const saved = await store.learnerRecords.load(learner, model);
  expect(saved).toEqual(await store.learnerRecords.rebuild(learner, model));
});

test("two people who use one code at once: one is linked", async () => {
  const [ada, one, other] = [await person("discord"), await person("slack"), await person("web")];
  const code = await store.links.createCode(ada.account.id, start);
  const outcomes = await Promise.all(
    [one, other].map(({ account }) => store.links.redeem(account.id, code, start, model)),
  );
  expect(outcomes.map(({ type }) => type).sort()).toEqual(["linked", "unknown-code"]);
});

describe("a code", () => {
  test("has 40 bits in characters that do not look alike, and is stored only as a hash", async () => {
    const ada = await person("discord");
    const codes = await Promise.all(Array.from({ length: 200 }, () => store.links.createCode(ada.account.id, start)));
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes.join("")).size).toBe(33);
    const rows = everyRow(database).filter((row) => row.includes('"link_code"'));
    for (const code of codes) {
      expect(rows.filter((row) => row.includes(code) || row.includes(code.replace("-", "")))).toEqual([]);
    }
    expect(rows.filter((row) => row.includes(ada.account.learner))).toHaveLength(1);
  });

  test("may be typed without its dash, in small letters, and with letters for digits", async () => {
    const ada = await person("discord");
    for (let index = 0; index < 20; index++) {
      const other = await person("slack");
      const code = await store.links.createCode(ada.account.id, start);
      const typed = ` ${code.replace("-", " ").toLowerCase().replaceAll("0", "o").replaceAll("1", "l")} `;
      expect((await store.links.redeem(other.account.id, typed, start, model)).type).toBe("linked");
      await store.links.unlink(other.account.id, model);
    }
  });

  test("works once, for ten minutes, and until there is a newer one", async () => {
    const [ada, other, third] = [await person("discord"), await person("slack"), await person("web")];
    const redeem = async (side: Side, code: string, now: number) =>
      (await store.links.redeem(side.account.id, code, now, model)).type;
    const replaced = await store.links.createCode(ada.account.id, start);
    const code = await store.links.createCode(ada.account.id, start);
    expect(await redeem(other, replaced, start)).toBe("unknown-code");
    expect(await redeem(other, code, start + linkCodeMs)).toBe("expired-code");
    // The clock was set back after the code was made.
    expect(await redeem(other, code, start - 1)).toBe("expired-code");
    expect(await redeem(other, code, start + linkCodeMs - 1)).toBe("linked");
    expect(await redeem(other, code, start + linkCodeMs - 1)).toBe("unknown-code");
    expect(await redeem(third, code, start + linkCodeMs - 1)).toBe("unknown-code");
  });

  test("of the same user does nothing, and can still be used", async () => {
    const [ada, other] = [await person("discord"), await person("slack")];
    const key = await db.selectFrom("account").selectAll().where("id", "=", ada.account.id).executeTakeFirstOrThrow();
    const elsewhere = await person("discord", key.user_id, "another-server");
    const code = await store.links.createCode(ada.account.id, start);
    for (const { account } of [ada, elsewhere]) {
      expect((await store.links.redeem(account.id, code, start, model)).type).toBe("own-code");
    }
    expect((await store.links.redeem(other.account.id, code, start, model)).type).toBe("linked");
    // The user's accounts in all servers are linked and unlinked together.
    expect(await learnerOf(elsewhere)).toBe(await learnerOf(other));
    expect((await link(elsewhere, other)).type).toBe("already-linked");
    expect(await store.links.accountsOf(await learnerOf(other))).toMatchObject([
      { chat: "discord" },
      { chat: "slack" },
    ]);
    await store.links.unlink(elsewhere.account.id, model);
    expect(await learnerOf(elsewhere)).toBe(await learnerOf(ada));
    expect(await learnerOf(other)).not.toBe(await learnerOf(ada));
  });

  test("never joins two users of one chat, not even through a third account", async () => {
    const [ada, slack, bob] = [await person("discord"), await person("slack"), await person("discord")];
    expect((await link(ada, bob)).type).toBe("same-chat");
    expect((await link(ada, slack)).type).toBe("linked");
    expect((await link(slack, bob)).type).toBe("same-chat");
    expect((await link(bob, slack)).type).toBe("same-chat");
    expect(await store.links.accountsOf(await learnerOf(bob))).toHaveLength(1);
  });

  test("can be guessed five times in ten minutes, from all servers of a user together", async () => {
    const [ada, guesser] = [await person("discord"), await person("slack")];
    const key = await db
      .selectFrom("account")
      .selectAll()
      .where("id", "=", guesser.account.id)
      .executeTakeFirstOrThrow();
    const elsewhere = await person("slack", key.user_id, "another-workspace");
    const code = await store.links.createCode(ada.account.id, start);
    const redeem = async (typed: string, now: number, { account } = guesser) =>
      (await store.links.redeem(account.id, typed, now, model)).type;
    const guesses = Array.from({ length: mostWrongCodes }, (_, index) =>
      redeem(`ZZZZ-ZZZ${index}`, start, index % 2 === 0 ? guesser : elsewhere),
    );
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(["unknown-code"]));
    expect(await redeem(code, start)).toBe("too-many-codes");
    expect(await redeem(code, start, elsewhere)).toBe("too-many-codes");
    expect(await redeem(code, start + linkCodeMs - 1, elsewhere)).toBe("too-many-codes");
    const later = await store.links.createCode(ada.account.id, start + linkCodeMs);
    expect(await redeem(later, start + linkCodeMs)).toBe("linked");
  });

  test("that is old is erased when somebody makes another one", async () => {
    const [ada, bob] = [await person("discord"), await person("discord")];
    await store.links.createCode(ada.account.id, start);
    await store.links.createCode(bob.account.id, start + 24 * hourMs);
    const rows = everyRow(database).filter((row) => row.includes('"link_code"'));
    expect(rows.filter((row) => row.includes(ada.account.learner))).toEqual([]);
  });
});

test("forgetting on one side erases all linked accounts, codes and guesses", async () => {
  const [ada, other] = [await person("discord"), await person("slack")];
  for (const side of [ada, other]) await press(side, { question, choice: 0, daily: false, at: start });
  await link(ada, other);
  for (const { account } of [ada, other]) {
    await store.links.createCode(account.id, start);
    await store.links.redeem(account.id, "wrong", start, model);
  }
  await store.people.forget(await learnerOf(other));
  const traces = [ada, other].flatMap(({ account }) => [account.id, account.learner]);
  for (const trace of traces) expect(everyRow(database).filter((row) => row.includes(trace))).toEqual([]);
});

test("forgetting after unlinking leaves the other account as it is", async () => {
  const [ada, other] = [await person("discord"), await person("slack")];
  const answer = await press(other, { question, choice: 0, daily: false, at: start });
  await link(ada, other);
  await store.links.unlink(ada.account.id, model);
  await store.people.forget(await learnerOf(ada));
  await expectOnly([other], [{ answer, daily: false }]);
});
