import { expect, test } from "vitest";
import { renderForm } from "../../../src/adapters/discord/render-form.ts";
import { reportForm } from "../../../src/cards/notices/notice-card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { interactionTypes, responseViolations } from "./server/response-rules.ts";

test("Discord accepts the report form", () => {
  const form = reportForm(wordsEn, `report-question:${"a".repeat(40)}`);
  for (const value of ["", "x".repeat(9_000), "👩‍👩‍👧‍👦".repeat(2_000)]) {
    const fields = form.fields.map((field) => (field.kind === "paragraph" ? { ...field, value } : field));
    const data = JSON.parse(JSON.stringify(renderForm({ ...form, fields }, () => false)));
    const to = { type: interactionTypes.component, channels: new Set<string>(), postable: new Set<string>() };
    expect(responseViolations({ type: 9, data }, to)).toEqual([]);
  }
});
