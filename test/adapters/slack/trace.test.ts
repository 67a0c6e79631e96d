import { expect, test } from "vitest";
import { renderForm } from "../../../src/adapters/slack/render-view.ts";
import { traceForm } from "../../../src/cards/trace/trace-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { viewViolations } from "./server/rules.ts";
import { wordsIn } from "./server/slack.ts";
import type { OpenView } from "./server/workspace.ts";
import { type Mode, quizOnSlack } from "./under-test.ts";

const ben = "U0BEN";
const code = 'console.log("a <!channel> & b");\nsetTimeout(() => console.log("c"), 10);';

test.each<Mode>(["socket", "http"])(
  "a program is pasted into a window and stepped through there (%s)",
  async (mode) => {
    const quiz = await quizOnSlack(mode);
    const { slack } = quiz;
    await slack.types(ben, "general", "trace");
    await slack.until("the form", () => slack.views.length === 1);
    const [window] = slack.views as [OpenView];
    expect(window.view.callback_id).toBe("trace-program");
    const shows = (text: string) => slack.until(text, () => wordsIn(window.view.blocks).includes(text));

    await slack.submits(ben, window, { code });
    await shows(wordsEn.trace.guaranteed);
    await slack.presses(ben, window, wordsEn.trace.start);
    await shows('▶ 1 │ console.log("a <!channel> & b");');
    await quiz.restart();
    await slack.presses(ben, window, "Last");
    await shows("Nothing is left to run. Time: 10 ms.");
    await slack.presses(ben, window, wordsEn.trace.summary);
    await shows("It takes 10 ms (simulated time).");
    await slack.presses(ben, window, wordsEn.trace.another);
    await slack.until("the form", () => window.view.callback_id === "trace-program");
    await slack.submits(ben, window, { code: "await 1", module: "commonjs" });
    await shows("Line 1, column 7");
    expect(slack.messages).toEqual([]);
  },
);

test("Slack accepts the form for a program", () => {
  const form = traceForm(wordsEn, "trace-program");
  for (const value of ["", "x".repeat(9_000), "👩‍👩‍👧‍👦".repeat(2_000)]) {
    const filled = {
      ...form,
      fields: form.fields.map((field) => (field.kind === "code" ? { ...field, value } : field)),
    };
    expect(viewViolations(renderForm(wordsEn, filled, { channel: "C0GENERAL", channelName: "#general" }))).toEqual([]);
  }
});
