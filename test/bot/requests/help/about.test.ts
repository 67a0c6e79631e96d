import { expect, test } from "vitest";
import { aboutCard } from "../../../../src/cards/notices/about-card.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { wordsEn } from "../../../../src/cards/words/en/words-en.ts";
import { openApp } from "../../app-under-test.ts";

test("about shows the version, the size of the bank, privacy in two lines and the project's address", async () => {
  const app = await openApp();
  const { questions, templates } = app.bank;
  expect(plainText(await app.says("ada", "about"))).toContain(
    [
      "async-quiz 1.2.3",
      `I know ${questions.length} questions, and ${templates.length} templates that I generate more from.`,
      "Privacy",
      "I store your user id and name, your answers, points and reports, and for 7 days the programs you paste.",
      "`/async-quiz forget` deletes all of it.",
      "Source code: https://example.org/async-quiz",
    ].join("\n\n"),
  );
});

test("a project without an address shows none", () => {
  const about = { version: "1.2.3", repository: null, questions: 1, templates: 2, buttons: [] };
  const card = aboutCard(wordsEn, about);
  expect(card.blocks.map(({ type }) => type)).not.toContain("link");
  expect(plainText(card)).toContain("I know 1 question, and 2 templates");
});

test("the help lists it", async () => {
  const app = await openApp();
  expect(plainText(await app.says("ada", "help"))).toContain(`- \`/async-quiz about\` ${wordsEn.help.about}`);
});
