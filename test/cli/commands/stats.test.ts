import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statsOf } from "../../../src/cli/commands/stats.ts";
import type { Bank } from "../../../src/engine/bank/bank.ts";
import { bareEnvironment, builtProgram, temporaryFolder } from "../../end-to-end/program.ts";
import { diagnosed } from "../../engine/samples.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { questionOf, type SavedAnswers, saveAnswers } from "../saved-answers.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let saved: SavedAnswers;
let bank: Bank;

/**
 * Of 120 people, those with an even number are right in one question and wrong in another, whose key therefore looks
 * wrong. Half of the rest chose something that no misconception explains. A third question has too few answers, and a
 * fourth has been changed.
 */
beforeAll(async () => {
  folder = await temporaryFolder();
  saved = await saveAnswers(folder.path);
  bank = await shippedBank();
  const known = await saved.present(questionOf(bank, "frozen-web-page"));
  const reversed = await saved.present(questionOf(bank, "zero-delay-before-heavy-work"));
  const young = await saved.present(questionOf(bank, "replies-that-need-calculation"));
  const asking = await saved.present(questionOf(bank, "weather-app-that-feels-faster"));
  const changed = await saved.present(questionOf(bank, "frozen-web-page"), { digest: "before" });
  const again = await saved.present(questionOf(bank, "frozen-web-page"));
  for (let number = 0; number < 120; number++) {
    const person = await saved.person(`person-${number}`);
    const isEven = number % 2 === 0;
    await saved.answers(
      known,
      person,
      isEven ? 0 : 1,
      isEven,
      diagnosed(isEven || number % 4 === 1 ? null : "some-belief"),
    );
    await saved.answers(reversed, person, isEven ? 1 : 0, !isEven, diagnosed("some-belief"));
    const asked = ["some-belief", "another-belief"];
    if (number < 4) await saved.answers(asking, person, 1, false, diagnosed(null, asked));
    if (number < 3) await saved.reply(asking, person, number === 2 ? null : (asked[0] ?? null));
    if (number < 5) await saved.answers(young, person, "unknown", false);
    if (number < 3) await saved.answers(changed, person, 0, true);
    if (number < 2) await saved.answers(again, person, 0, true);
  }
});
afterAll(async () => {
  await saved.store.close();
  await folder.remove();
});

const sources = () => ({ databaseUrl: saved.databaseUrl, quizzesFolder: null });

test("as JSON: every item with its statistics, null if there are too few answers, flagged items first", async () => {
  const output = await statsOf(sources(), true);
  expect(output.trimEnd().split("\n")).toHaveLength(1);
  const { answers, items } = JSON.parse(output);
  expect(answers).toBe(249);
  expect(items.map(({ id }: { id: string }) => id)).toEqual([
    "frozen-web-page",
    "zero-delay-before-heavy-work",
    "replies-that-need-calculation",
    "weather-app-that-feels-faster",
  ]);
  for (const item of items) {
    const names = [
      "id",
      "n",
      "difficulty",
      "margin",
      "discrimination",
      "pointBiserial",
      "unexplained",
      "options",
      "thoughts",
      "flags",
    ];
    expect(Object.keys(item)).toEqual(names);
    for (const option of item.options) {
      expect(Object.keys(option)).toEqual(["choice", "share", "pointBiserial", "functioning"]);
    }
  }
  const [known, reversed, young] = items;
  expect(known).toMatchObject({ n: 120, difficulty: 0.4989, unexplained: 0.5 });
  expect(known.flags[0]).toBe("the-best-are-wrong");
  expect(reversed).toMatchObject({ n: 120, unexplained: 0 });
  expect(reversed.pointBiserial).toBeLessThan(-0.9);
  expect(young).toMatchObject({ n: 5, difficulty: null, discrimination: null, pointBiserial: null, flags: [] });
  expect(young.options[0]).toEqual({ choice: 0, share: null, pointBiserial: null, functioning: null });
});

test("as text: a table, flagged items with their options, and what has too few answers", async () => {
  const output = await statsOf(sources(), false);
  expect(output).toMatch(/^ +n {2}right +± +D +r +\?\nfrozen-web-page +120 +50 % +7 % +-1\.00 +-0\.9\d +50 %\n/);
  expect(output).toContain("  ! people who know more are wrong more often: check the key\n");
  expect(output).toMatch(/^ {4}0: 50 %, r -0\.9\d$/m);
  expect(output).not.toContain("replies-that-need-calculation");
  expect(output).toContain(
    "Replies to “Which of these did you think?”:\n" +
      "  weather-app-that-feels-faster, asked 4 times: some-belief 2, none of these 1\n",
  );
  const all = bank.curriculum.length;
  expect(output).toContain(`${all - 2} of ${all} questions and templates have fewer than 10 first answers`);
  expect(output).toContain(
    "These are 249 first answers. Left out: 2 by people who had seen the question before, and 3 to questions",
  );
});

test("the built program does the same while the bot runs, and reports a missing database", () => {
  const run = (databaseUrl: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [builtProgram, "stats", ...args], {
      cwd: folder.path,
      env: bareEnvironment({ DATABASE_URL: databaseUrl }),
      encoding: "utf8",
    });
  const done = run(saved.databaseUrl, "--json");
  expect([done.status, done.stderr, JSON.parse(done.stdout).answers]).toEqual([0, "", 249]);
  const missing = run("sqlite:./none.db");
  expect([missing.status, missing.stdout]).toEqual([2, ""]);
  expect(missing.stderr).toMatch(/^There is no store at .*none\.db\.\n$/);
});
