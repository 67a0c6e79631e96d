import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { renderForm } from "../../../src/adapters/discord/render-form.ts";
import { traceForm } from "../../../src/cards/trace/trace-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { temporaryFolder } from "../../end-to-end/program.ts";
import { labelsOf, openTownWithServer, postsIn, startBot, textOf } from "./open-bot.ts";
import { interactionTypes, responseViolations } from "./server/response-rules.ts";

const code = '```js\nconsole.log("a @everyone");\nPromise.resolve().then(() => console.log("b"));\n```';

test("a program is pasted into a form, traced privately, and stepped through in place, even after a restart", async () => {
  const folder = await temporaryFolder();
  onTestFinished(folder.remove);
  const url = `sqlite:${join(folder.path, "quiz.db")}`;
  const { discord, channel } = await openTownWithServer();
  const first = await startBot(discord, { url });
  const ada = discord.person("Ada");
  const opening = ada.types(channel, "trace");
  const form = await opening.form();
  expect(JSON.stringify(form)).toContain('"style":2,"required":true,"max_length":4000');
  const summary = await (await ada.submits(opening, channel, { code })).shown();
  expect(summary.seenBy).toBe(ada.id);
  expect(textOf(summary)).toContain(wordsEn.trace.guaranteed);
  expect(labelsOf(summary)).toEqual([wordsEn.trace.start, wordsEn.trace.another]);

  const step = await ada.presses(summary, wordsEn.trace.start).shown();
  expect(step.id).toBe(summary.id);
  expect(textOf(step)).toContain('▶ 1 │ console.log("a @everyone");');
  await first.stop();
  await startBot(discord, { url });
  const next = await ada.presses(step, "Next").shown();
  expect(next.id).toBe(summary.id);
  expect(textOf(next)).toContain("▶ 2 │ Promise");
  expect(textOf(await discord.person("Eve").pressesId(next, "trace-summary:00000000").shown())).toContain("any more");
  expect(postsIn(discord, channel)).toEqual([]);
});

test("somebody else's step is refused, and a module is chosen in the form", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const ada = discord.person("Ada");
  const opening = ada.types(channel, "trace");
  await opening.form();
  const module = { code: 'await null;\nconsole.log("top");', module: "module" };
  const summary = await (await ada.submits(opening, channel, module)).shown();
  expect(textOf(summary)).toContain("top");
  const id = JSON.stringify(summary.body).match(/trace-step:first:0:[\w-]+/)?.[0] as string;
  const stolen = await discord.person("Eve").pressesId(summary, id).shown();
  expect(textOf(stolen)).toContain("Somebody else pasted this program.");
});

test("Discord accepts the form for a program", () => {
  const form = traceForm(wordsEn, "trace-program");
  for (const value of ["", "x".repeat(9_000), "👩‍👩‍👧‍👦".repeat(2_000)]) {
    const filled = {
      ...form,
      fields: form.fields.map((field) => (field.kind === "code" ? { ...field, value } : field)),
    };
    const data = JSON.parse(JSON.stringify(renderForm(filled, () => false)));
    const to = { type: interactionTypes.command, channels: new Set<string>(), postable: new Set<string>() };
    expect(responseViolations({ type: 9, data }, to)).toEqual([]);
  }
});
