import { expect, test } from "vitest";
import { renderForm } from "../../../src/adapters/slack/render-view.ts";
import { reportForm } from "../../../src/cards/notices/notice-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { viewFaults } from "./server/rules.ts";
import { wordsIn } from "./server/slack.ts";
import type { Message, OpenView } from "./server/workspace.ts";
import { type Mode, quizOnSlack } from "./under-test.ts";

const { report: said } = wordsEn;
const ben = "U0BEN";

test.each<Mode>(["socket", "http"])(
  "a question is reported in a window that opens from its verdict (%s)",
  async (mode) => {
    const quiz = await quizOnSlack(mode);
    const { slack } = quiz;
    await slack.types(ben, "general", "play");
    await slack.until("a question", () => slack.seenBy(ben).length === 1);
    const [message] = slack.seenBy(ben) as [Message];
    await slack.presses(ben, message, wordsEn.question.unknown);
    await slack.until("the verdict", () => wordsIn(message.blocks).includes(said.button));
    await quiz.restart();
    await slack.presses(ben, message, said.button);
    await slack.until("the form", () => slack.views.length === 1);
    const [window] = slack.views as [OpenView];
    expect(wordsIn(window.view.blocks)).toContain(said.formIntro);

    await slack.submits(ben, window, { reason: "typing-mistake" });
    await slack.until("the thanks", () => wordsIn(window.view.blocks).includes(said.thanks));
    expect(await quiz.store.reports.list()).toMatchObject([{ reason: "typing-mistake", note: "" }]);
    await slack.presses(ben, window, wordsEn.verdict.next);
    await slack.until("the next question", () => wordsIn(window.view.blocks).includes(wordsEn.question.unknown));
    await slack.presses(ben, window, wordsEn.question.unknown);
    await slack.until("its verdict", () => wordsIn(window.view.blocks).includes(said.button));
    await slack.presses(ben, window, said.button);
    await slack.until("the form again", () => window.view.callback_id?.startsWith("report-question:") === true);
    await slack.submits(ben, window, { reason: "wrong-key", note: "a <!channel> & b\nc" });
    await slack.until("the thanks again", () => wordsIn(window.view.blocks).includes(said.thanks));
    expect(await quiz.store.reports.list()).toMatchObject([{ note: "a <!channel> & b\nc" }, { note: "" }]);
    expect(slack.messages).toHaveLength(1);
  },
);

test("the form of a report is one that Slack takes", () => {
  const form = reportForm(wordsEn, `report-question:${"a".repeat(40)}`);
  for (const value of ["", "x".repeat(9_000), "👩‍👩‍👧‍👦".repeat(2_000)]) {
    const fields = form.fields.map((field) => (field.kind === "paragraph" ? { ...field, value } : field));
    expect(
      viewFaults(renderForm(wordsEn, { ...form, fields }, { channel: "C0GENERAL", channelName: "#general" })),
    ).toEqual([]);
  }
});
