import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { showInsights } from "../../../src/cli/commands/insights.ts";
import type { Bank } from "../../../src/engine/bank/bank.ts";
import { probedBy } from "../../../src/engine/question/question.ts";
import { temporaryFolder } from "../../end-to-end/program.ts";
import { diagnosed } from "../../engine/samples.ts";
import { shippedBank } from "../../shipped-bank.ts";
import { questionOf, type SavedAnswers, saveAnswers, someday } from "../saved-answers.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let saved: SavedAnswers;
let bank: Bank;

/** Of six people, the first two show a misconception in an answer and the others are right. Of another one, nobody does. */
beforeAll(async () => {
  folder = await temporaryFolder();
  saved = await saveAnswers(folder.path);
  bank = await shippedBank();
  const question = questionOf(bank, "one-coffee-two-baristas");
  const { community } = await saved.store.people.find(
    { chat: "web", workspace: "room", user: { id: "person-0", name: "person-0", scope: "workspace" } },
    someday,
  );
  for (let number = 0; number < 6; number++) {
    const person = await saved.person(`person-${number}`);
    const presentation = await saved.present(question, { community: community?.id ?? null });
    const named = probedBy(question)[0] ?? null;
    await saved.answers(presentation, person, number < 2 ? 1 : 0, number >= 2, diagnosed(number < 2 ? named : null));
  }
});
afterAll(async () => {
  await saved.store.close();
  await folder.remove();
});

const show = (options: Partial<Parameters<typeof showInsights>[1]> = {}) =>
  showInsights({ databaseUrl: saved.databaseUrl, quizzesFolder: null }, { weeks: 2, ...options }, someday);

test("the text is the card of the chats, with all weeks", async () => {
  const { output, error, exitCode } = await show();
  expect([error, exitCode]).toEqual(["", 0]);
  await expect(output).toMatchFileSnapshot("golden/insights.txt");
});

test("as CSV, each number is suppressed or rests on five people, and nobody is named", async () => {
  const { output } = await show({ csv: true });
  await expect(output.replaceAll("\r\n", "\n")).toMatchFileSnapshot("golden/insights.csv");
  expect(output).not.toMatch(/person|id0000/);
});

test.each(["light", "dark"] as const)("the picture in the %s theme is a PNG", async (theme) => {
  const picture = join(folder.path, `${theme}.png`);
  const { output } = await show({ picture, theme });
  expect(output).toContain(`Wrote the picture to ${picture}. The table shows the same.\n`);
  expect([...(await readFile(picture)).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

test("several communities must be chosen between, by the chat's own id", async () => {
  const user = { id: "somebody", name: "somebody", scope: "everywhere" } as const;
  await saved.store.people.find({ chat: "discord", workspace: "1234", user }, someday);
  await expect(show()).rejects.toThrow(
    "There are several communities. Choose one with --community: discord:1234, web:room.",
  );
  await expect(show({ community: "discord:1" })).rejects.toThrow("There is no community discord:1. Choose one");
  expect((await show({ community: "web:room" })).exitCode).toBe(0);
  expect(await show({ community: "discord:1234" })).toMatchObject({
    output: "",
    error: expect.stringContaining("Fewer than 5 people"),
    exitCode: 1,
  });
});
