import { expect, test } from "vitest";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { roomOfTests, say } from "./open-room.ts";

const { report: texts } = wordsEn;
const { isSkipped, room } = roomOfTests();

test.skipIf(isSkipped)(
  "a question is reported from its verdict, after a restart too, and only with a reason, in a real browser",
  async () => {
    const ada = await room().enter("Ada");
    await say(ada, "/async-quiz play");
    await ada.getByRole("button", { name: wordsEn.question.unknown }).click();
    await ada.getByRole("button", { name: wordsEn.verdict.more, exact: true }).click();
    await ada.getByRole("button", { name: texts.button }).waitFor();
    expect(await room().restart()).toBe(0);
    await ada.reload();
    await ada.getByRole("button", { name: texts.button }).click();

    const dialog = ada.getByRole("dialog");
    await dialog.getByText(texts.formIntro).waitFor();
    await dialog.getByLabel(texts.note(500).label).fill("I <b>think</b>");
    await dialog.getByRole("button", { name: texts.submit, exact: true }).click();
    // The browser keeps a form without a reason open.
    expect(await dialog.getByLabel(texts.reason.label).evaluate((field) => field.matches(":invalid"))).toBe(true);
    await dialog.getByLabel(texts.reason.label).selectOption({ label: texts.reasons["unclear-wording"] });
    await dialog.getByRole("button", { name: texts.submit, exact: true }).click();
    await ada.getByText(texts.thanksTitle).waitFor();
    await dialog.waitFor({ state: "hidden" });
    // The verdict stays as it is.
    expect(await ada.getByRole("button", { name: texts.button }).count()).toBe(1);
  },
  120_000,
);
