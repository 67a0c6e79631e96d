import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { listReports } from "../../../src/cli/commands/reports.ts";
import type { QuestionReport } from "../../../src/engine/community/report.ts";
import type { Presentation } from "../../../src/engine/question/answer.ts";
import type { QuestionId } from "../../../src/engine/question/ids.ts";
import { bareEnvironment, builtProgram, temporaryFolder } from "../../end-to-end/program.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { type KeptAnswers, keepAnswers, questionOf, someday } from "../kept-answers.ts";

const day = 24 * 60 * 60 * 1000;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let kept: KeptAnswers;

/** Two questions that are in the bank and one that is not; the bot that keeps them still runs. */
beforeAll(async () => {
  folder = await temporaryFolder();
  kept = await keepAnswers(folder.path);
  const bank = await shippedBank();
  const frozen = await kept.puts(questionOf(bank, "frozen-web-page"));
  const kettle = await kept.puts(questionOf(bank, "kettle-and-a-long-call"));
  const gone = await kept.puts(questionOf(bank, "frozen-web-page"), { question: "gone" as QuestionId });
  const older = await kept.puts(questionOf(bank, "frozen-web-page"), { digest: "before" });
  const [ada, bob, cid] = [await kept.person("Ada"), await kept.person("Bob"), await kept.person("Cid")];
  for (const person of [ada, bob, cid]) await kept.answers(frozen, person, person === ada ? 1 : 0, person !== ada);
  const report = (
    presentation: Presentation,
    person: typeof ada,
    reason: QuestionReport["reason"],
    note: string,
    days: number,
  ) => kept.reports(presentation, person, { reason, note, reportedAt: someday + days * day });
  await report(kettle, cid, "something-else", "", 1);
  await report(frozen, ada, "wrong-key", "B is right\ntoo \u001b[2J\u202e", 0);
  await report(frozen, bob, "wrong-key", "I agree", 4);
  await report(older, bob, "typing-mistake", "“teh”", 2);
  await report(gone, ada, "code-differs", "", 3);
});
afterAll(async () => {
  await kept.store.close();
  await folder.remove();
});

const sources = () => ({ databaseUrl: kept.databaseUrl, quizzesFolder: null });

test("as JSON: by question, the latest first, with reasons, notes and how the answers stand, and nobody's name", async () => {
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
        question: "kettle-and-a-long-call",
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

test("for people: the same in words, and nothing that moves the cursor", async () => {
  expect(await listReports(sources(), false)).toBe(`blocking/frozen-web-page: 3 reports, 1 of them before it was changed
  3 first answers, 67 % right.
  2 x The answer marked as right is wrong
  1 x There is a typo
  2026-11-28, wrong-key:
    I agree
  2026-11-26, typing-mistake:
    “teh”
  2026-11-24, wrong-key:
    B is right
    too \ufffd[2J\ufffd

gone (no longer in the bank): a report
  Nobody's first answer is known.
  1 x The code doesn't do what the question says

blocking/kettle-and-a-long-call: a report
  Nobody's first answer is known.
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
    const before = await kept.store.reports.list();
    const { status, stdout, stderr } = run(kept.databaseUrl, "--json");
    expect([status, stderr, JSON.parse(stdout).reports]).toEqual([0, "", 5]);
    expect(await kept.store.reports.list()).toEqual(before);
  });

  test.each([
    ["sqlite:./none.db", /^There is no store at .*none\.db\.\n$/],
    ["sqlite::memory:", /^A store in memory ends with its program/],
    ["postgres://user:secret@host/quiz", /^(?!.*secret).*Stores at "postgres:" are not supported/],
  ])("refuses %s with a sentence and exit code 2", (url, sentence) => {
    const { status, stdout, stderr } = run(url);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });
});

test("nothing reported: a sentence, and an empty list", async () => {
  const other = await temporaryFolder();
  onTestFinished(other.remove);
  const empty = await keepAnswers(other.path);
  onTestFinished(() => empty.store.close());
  const from = { databaseUrl: empty.databaseUrl, quizzesFolder: null };
  expect(await listReports(from, false)).toBe("Nothing was reported.\n");
  expect(JSON.parse(await listReports(from, true))).toEqual({ reports: 0, questions: [] });
});
