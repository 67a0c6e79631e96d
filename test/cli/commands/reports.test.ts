import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { listReports } from "../../../src/cli/commands/reports.ts";
import type { QuestionReport } from "../../../src/engine/community/report.ts";
import type { Presentation } from "../../../src/engine/question/answer.ts";
import type { QuestionId } from "../../../src/engine/question/ids.ts";
import { bareEnvironment, builtProgram, temporaryFolder } from "../../end-to-end/program.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { questionOf, type SavedAnswers, saveAnswers, someday } from "../saved-answers.ts";

const day = 24 * 60 * 60 * 1000;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let saved: SavedAnswers;

/** Two questions that are in the bank and one that is not. The bot is still running. */
beforeAll(async () => {
  folder = await temporaryFolder();
  saved = await saveAnswers(folder.path);
  const bank = await shippedBank();
  const frozen = await saved.present(questionOf(bank, "frozen-web-page"));
  const delay = await saved.present(questionOf(bank, "zero-delay-before-heavy-work"));
  const gone = await saved.present(questionOf(bank, "frozen-web-page"), { question: "gone" as QuestionId });
  const older = await saved.present(questionOf(bank, "frozen-web-page"), { digest: "before" });
  const [ada, bob, cid] = [await saved.person("Ada"), await saved.person("Bob"), await saved.person("Cid")];
  for (const person of [ada, bob, cid]) await saved.answers(frozen, person, person === ada ? 1 : 0, person !== ada);
  const report = (
    presentation: Presentation,
    person: typeof ada,
    reason: QuestionReport["reason"],
    note: string,
    days: number,
  ) => saved.reports(presentation, person, { reason, note, reportedAt: someday + days * day });
  await report(delay, cid, "something-else", "", 1);
  await report(frozen, ada, "wrong-key", "B is right\ntoo \u001b[2J\u202e", 0);
  await report(frozen, bob, "wrong-key", "I agree", 4);
  await report(older, bob, "typing-mistake", "“teh”", 2);
  await report(gone, ada, "code-differs", "", 3);
});
afterAll(async () => {
  await saved.store.close();
  await folder.remove();
});

const sources = () => ({ databaseUrl: saved.databaseUrl, quizzesFolder: null });

test("as JSON: by question, latest first, with reasons, notes and statistics, and without names", async () => {
  const output = await listReports(sources(), true);
  expect(output.trimEnd().split("\n")).toHaveLength(1);
  expect(JSON.parse(output)).toEqual({
    reports: 5,
    questions: [
      {
        question: "frozen-web-page",
        topic: "blocking",
        reports: 3,
        earlier: 1,
        reasons: { "wrong-key": 2, "typing-mistake": 1 },
        notes: [
          { reason: "wrong-key", note: "I agree", reportedAt: "2026-11-28T08:00:00.000Z" },
          { reason: "typing-mistake", note: "“teh”", reportedAt: "2026-11-26T08:00:00.000Z" },
          { reason: "wrong-key", note: "B is right\ntoo \u001b[2J\u202e", reportedAt: "2026-11-24T08:00:00.000Z" },
        ],
        answers: { n: 3, right: 0.6667 },
      },
      {
        question: "gone",
        topic: null,
        reports: 1,
        earlier: 1,
        reasons: { "code-differs": 1 },
        notes: [],
        answers: { n: 0, right: null },
      },
      {
        question: "zero-delay-before-heavy-work",
        topic: "blocking",
        reports: 1,
        earlier: 0,
        reasons: { "something-else": 1 },
        notes: [],
        answers: { n: 0, right: null },
      },
    ],
  });
  expect(output).not.toMatch(/Ada|Bob|Cid|account|id0000/);
});

test("as text: the same, without control characters", async () => {
  expect(await listReports(sources(), false)).toBe(`blocking/frozen-web-page: 3 reports, 1 of them before it was changed
  3 first answers, 67 % correct.
  2 x The answer marked as right is wrong
  1 x There is a typo
  2026-11-28, wrong-key:
    I agree
  2026-11-26, typing-mistake:
    “teh”
  2026-11-24, wrong-key:
    B is right
    too \ufffd[2J\ufffd

gone (no longer in the bank): 1 report
  It has no first answers yet.
  1 x The code doesn't do what the question says

blocking/zero-delay-before-heavy-work: 1 report
  It has no first answers yet.
  1 x Something else
`);
});

describe("the built program", () => {
  const run = (databaseUrl: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [builtProgram, "reports", ...args], {
      cwd: folder.path,
      env: bareEnvironment({ DATABASE_URL: databaseUrl }),
      encoding: "utf8",
    });

  test("reads while the bot runs, and writes nothing", async () => {
    const before = await saved.store.reports.list();
    const { status, stdout, stderr } = run(saved.databaseUrl, "--json");
    expect([status, stderr, JSON.parse(stdout).reports]).toEqual([0, "", 5]);
    expect(await saved.store.reports.list()).toEqual(before);
  });

  test.each([
    ["sqlite:./none.db", /^There is no store at .*none\.db\.\n$/],
    ["sqlite::memory:", /^A store in memory is lost when its program ends/],
    ["postgres://user:secret@host/quiz", /^(?!.*secret).*Stores at "postgres:" are not supported/],
  ])("rejects %s with a sentence and exit code 2", (url, sentence) => {
    const { status, stdout, stderr } = run(url);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });
});

test("no reports: a sentence, and an empty list", async () => {
  const other = await temporaryFolder();
  onTestFinished(other.remove);
  const empty = await saveAnswers(other.path);
  onTestFinished(() => empty.store.close());
  const from = { databaseUrl: empty.databaseUrl, quizzesFolder: null };
  expect(await listReports(from, false)).toBe("There are no reports.\n");
  expect(JSON.parse(await listReports(from, true))).toEqual({ reports: 0, questions: [] });
});
