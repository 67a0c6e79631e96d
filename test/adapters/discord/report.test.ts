import { expect, test } from "vitest";
import { renderForm } from "../../../src/adapters/discord/render-form.ts";
import { reportForm } from "../../../src/cards/notices/notice-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { openTownWithServer, startBot, textOf } from "./open-bot.ts";
import { interactionTypes, responseFaults } from "./server/response-rules.ts";

const { report: said } = wordsEn;

test("a question is reported by a form that opens from its verdict, and is thanked for privately", async () => {
  const { discord, channel } = await openTownWithServer();
  const open = await startBot(discord);
  const ada = discord.person("Ada");
  const verdict = await ada.presses(await ada.types(channel, "play").shown(), wordsEn.question.unknown).shown();
  const opening = ada.presses(verdict, said.button);
  expect(JSON.stringify(await opening.form())).toContain('"style":2,"required":false,"max_length":500');
  const note = "The second line,\nI <@think>.";
  const thanks = await (await ada.submits(opening, channel, { reason: "code-differs", note })).shown();
  expect(thanks.seenBy).toBe(ada.id);
  expect(thanks.id).not.toBe(verdict.id);
  expect(textOf(thanks)).toContain(said.thanksTitle);
  expect(await open.store.reports.list()).toMatchObject([{ reason: "code-differs", note }]);
});

test("the form of a report is one that Discord takes", () => {
  const form = reportForm(wordsEn, `report-question:${"a".repeat(40)}`);
  for (const value of ["", "x".repeat(9_000), "👩‍👩‍👧‍👦".repeat(2_000)]) {
    const fields = form.fields.map((field) => (field.kind === "paragraph" ? { ...field, value } : field));
    const data = JSON.parse(JSON.stringify(renderForm({ ...form, fields }, () => false)));
    const to = { type: interactionTypes.component, channels: new Set<string>(), postable: new Set<string>() };
    expect(responseFaults({ type: 9, data }, to)).toEqual([]);
  }
});
