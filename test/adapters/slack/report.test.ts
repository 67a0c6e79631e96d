import { expect, test } from "vitest";
import { renderForm } from "../../../src/adapters/slack/render-view.ts";
import { reportForm } from "../../../src/cards/notices/notice-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { viewViolations } from "./server/rules.ts";

test("Slack accepts the report form", () => {
  const form = reportForm(wordsEn, `report-question:${"a".repeat(40)}`);
  for (const value of ["", "x".repeat(9_000), "👩‍👩‍👧‍👦".repeat(2_000)]) {
    const fields = form.fields.map((field) => (field.kind === "paragraph" ? { ...field, value } : field));
    expect(
      viewViolations(renderForm(wordsEn, { ...form, fields }, { channel: "C0GENERAL", channelName: "#general" })),
    ).toEqual([]);
  }
});
