import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { RecordModel } from "../../src/bot/ports/learner-records.ts";
import type { Account } from "../../src/bot/ports/people.ts";
import type { Store } from "../../src/bot/ports/store.ts";
import { bankOf } from "../../src/engine/bank/bank.ts";
import { eventsOf, type SavedAnswer } from "../../src/engine/learner/learner-events.ts";
import { learnerModelOf } from "../../src/engine/learner/learner-model.ts";
import { addEvent, type LearnerRecord, newLearnerRecord } from "../../src/engine/learner/learner-record.ts";
import { type Confidence, confidences, type Presentation } from "../../src/engine/question/answer.ts";
import { grade } from "../../src/engine/question/diagnosis.ts";
import { presentationId } from "../../src/engine/question/ids.ts";
import { digestOf, type Question } from "../../src/engine/question/question.ts";
import { readMigrations } from "../../src/store/migrations.ts";
import { sqlStore } from "../../src/store/queries/sql-store.ts";
import { kyselyOver, migrate, openDatabase } from "../../src/store/sqlite/sqlite.ts";
import { sampleMisconception, sampleQuestion } from "../engine/samples.ts";
import { propertyRuns } from "../property-runs.ts";
import { ids, migrationsFolder } from "./temporary.ts";

const names = ["speed", "parallel", "sleep"];
const misconceptions = names.map((name) => sampleMisconception(name));
const [first, second, third] = ["q1", "q2", "q3"].map((id, index) => sampleQuestion(id, names.slice(index % 2)));
if (!first || !second || !third) throw new Error("there are three questions");
// Two misconceptions lead to the same wrong answer, so the verdict asks.
const asking: Question = {
  ...third,
  about: [],
  wrong: third.wrong.map((wrong) => ({ ...wrong, misconceptions: misconceptions.slice(0, 2).map(({ id }) => id) })),
};
const questions = [first, second, asking];
const model = learnerModelOf(bankOf(questions, misconceptions));
/** A bank in which two of the questions are gone. */
const smaller = learnerModelOf(bankOf([first], misconceptions));

const database = openDatabase({ type: "memory" }, 100);
migrate(database, readMigrations(migrationsFolder), 1);
const db = kyselyOver(database);
/** Two stores over one database, as two processes have them: neither sees what the other one caches. */
const [store, other] = [sqlStore(db, ids, () => db.destroy()), sqlStore(db, ids, async () => {})];
let serial = 0;
afterAll(() => store.close());

async function person(): Promise<Account> {
  const user = { id: `person-${++serial}`, name: "Ada", scope: "workspace" } as const;
  return (await store.people.find({ chat: "web", workspace: "server", user }, 1)).account;
}

interface Press {
  readonly question: Question;
  readonly choice: number;
  readonly at: number;
  readonly replies: boolean;
  readonly rating: Confidence | null;
  readonly model: RecordModel | undefined;
  readonly writer: Store;
}

/** Saves an answer, the reply if the verdict asks for one, and how sure the person was. */
async function press(
  account: Account,
  { question, choice, at, replies, rating, model: by, writer }: Press,
): Promise<SavedAnswer> {
  const id = presentationId(`shown-${++serial}`);
  const base = {
    community: null,
    account: account.id,
    reason: "play",
    topic: null,
    chosen: null,
    closedAt: null,
  } as const;
  const presentation: Presentation = {
    ...base,
    id,
    question: question.id,
    digest: digestOf(question),
    shown: [0, 1, 2],
    presentedAt: serial,
  };
  await writer.presentations.save(presentation);
  const graded = grade(question, choice, model.bank.topicOf);
  const localDate = new Date(at * 40_000_000).toISOString().slice(0, 10);
  const key = { presentation: id, account: account.id };
  const answer = { ...key, choice, grade: graded, difficulty: 1, now: at, localDate };
  const saved = await writer.answers.save(answer, by);
  if (saved.type !== "saved") return expect.unreachable();
  const [thought] = graded.diagnosis.asked;
  const isReplied = replies && thought !== undefined;
  const replied = isReplied ? await writer.answers.saveReply(key, thought, at + 1, by) : saved.answer;
  const rated = rating ? await writer.answers.saveConfidence(key, rating, at + 2, by) : replied;
  return {
    answer: rated ?? expect.unreachable(),
    repliedAt: isReplied ? at + 1 : null,
    ratedAt: rating ? at + 2 : null,
  };
}

function recomputed(answers: readonly SavedAnswer[], { bank }: RecordModel = model): LearnerRecord {
  const record = newLearnerRecord();
  const oldestFirst = answers.toSorted((one, other) => one.answer.answeredAt - other.answer.answeredAt);
  for (const event of eventsOf(bank, oldestFirst)) addEvent(record, event);
  return record;
}

const somePress = fc.record({
  question: fc.constantFrom(...questions),
  choice: fc.nat(2),
  // A clock may go back.
  step: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 3, max: 9 }) }, fc.integer({ min: -9, max: 1 })),
  replies: fc.boolean(),
  rating: fc.constantFrom(null, null, ...confidences),
  model: fc.oneof({ weight: 8, arbitrary: fc.constant(model) }, fc.constantFrom(undefined, smaller)),
  writer: fc.constantFrom(store, other),
  readers: fc.subarray([store, other]),
});

test("a saved record equals the one that all answers give, also if a clock went back or the bank changed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(somePress, { maxLength: 12 }), async (presses) => {
      const account = await person();
      const answers: SavedAnswer[] = [];
      let at = 1000;
      await store.learnerRecords.load(account.learner, model);
      for (const { step, readers, ...one } of presses) {
        at += step;
        answers.push(await press(account, { ...one, at }));
        for (const reader of readers) {
          expect(await reader.learnerRecords.load(account.learner, model)).toEqual(recomputed(answers));
        }
      }
      expect(await store.learnerRecords.load(account.learner, model)).toEqual(recomputed(answers));
      expect(await other.learnerRecords.load(account.learner, model)).toEqual(recomputed(answers));
      expect(await store.learnerRecords.rebuild(account.learner, model)).toEqual(recomputed(answers));
    }),
    { numRuns: propertyRuns(60) },
  );
});

test("in another bank, an answer to a question that is gone still shows what its verdict named", async () => {
  const account = await person();
  const answers = [
    await press(account, { question: second, choice: 1, at: 10, replies: false, rating: null, model, writer: store }),
  ];
  expect((await store.learnerRecords.load(account.learner, model)).seen.has(second.id)).toBe(true);
  const record = await store.learnerRecords.load(account.learner, smaller);
  expect(record).toEqual(recomputed(answers, smaller));
  expect(record.seen.size).toBe(0);
  expect([...record.misconceptions.values()].map(({ shown }) => shown?.step)).toEqual([0]);
});

test("a record is empty for a person without answers, and after they delete them", async () => {
  const account = await person();
  expect(await store.learnerRecords.load(account.learner, model)).toEqual(newLearnerRecord());
  await press(account, { question: first, choice: 1, at: 10, replies: false, rating: null, model, writer: store });
  expect((await store.learnerRecords.load(account.learner, model)).answers).toBe(1);
  await store.people.forget(account.learner);
  expect(await store.learnerRecords.load(account.learner, model)).toEqual(newLearnerRecord());
});
