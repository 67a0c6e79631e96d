import fc from "fast-check";
import { expect, test } from "vitest";
import { readForm } from "../../../../src/bot/requests/catalogue.ts";
import { formId } from "../../../../src/bot/requests/definition.ts";
import type { Card } from "../../../../src/cards/card.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { wordsEn } from "../../../../src/cards/words/en/words-en.ts";
import { hourMs } from "../../../../src/engine/community/calendar.ts";
import { reportReasons } from "../../../../src/engine/community/report.ts";
import { type PresentationId, presentationId } from "../../../../src/engine/question/ids.ts";
import { type App, buttonOf, openApp, originOf, untouchable } from "../../app-under-test.ts";

const { report: texts } = wordsEn;
const id = "id0000001" as PresentationId;
const read = (values: Readonly<Record<string, string>>, form = formId("report-question", id)) =>
  readForm(form, values, () => null);

async function verdictOf(app: App, person: string): Promise<Card> {
  return app.presses(person, buttonOf(await app.says(person, "play"), wordsEn.question.unknown));
}

function presentationOn(card: Card): PresentationId {
  return presentationId(buttonOf(card, wordsEn.verdict.more).split(":")[1] ?? "");
}

test("the form is the very first response: it reads nothing from the store, and no reason is preselected", async () => {
  const app = await openApp({ change: untouchable });
  expect(await app.bot.hear({ type: "report", presentation: id }, originOf("ada"))).toMatchObject({
    type: "form",
    id: formId("report-question", id),
    fields: [
      { name: "reason", kind: "option", value: "", options: reportReasons.map((value) => ({ value })) },
      { name: "note", kind: "paragraph", value: "", most: 500 },
    ],
  });
});

test("a verdict can be reported with thanks, and a second report replaces the first", async () => {
  const app = await openApp();
  const verdict = await verdictOf(app, "ada");
  const presentation = presentationOn(verdict);
  const more = await app.presses("ada", buttonOf(verdict, wordsEn.verdict.more));
  expect(buttonOf(more, texts.button)).toBe(`report:${presentation}`);
  const thanks = await app.asks("ada", {
    type: "report-question",
    presentation,
    reason: "typing-mistake",
    note: "teh",
  });
  expect(plainText(thanks)).toContain(texts.thanksTitle);
  expect(buttonOf(thanks, wordsEn.verdict.nextQuestion)).toBe("play:all");
  app.now += hourMs;
  await app.asks("ada", { type: "report-question", presentation, reason: "wrong-key", note: "" });
  const found = await app.store.presentations.find(presentation);
  expect(await app.store.reports.list()).toMatchObject([
    {
      presentation,
      question: found?.question,
      digest: found?.digest,
      reason: "wrong-key",
      note: "",
      reportedAt: app.now,
    },
  ]);
});

test("the verdict on a daily question can be reported by everyone who answers, even when it is shown again", async () => {
  const app = await openApp();
  await app.says("ada", "settings daily #room 09:00 UTC daily");
  app.now += hourMs;
  await app.bot.wake();
  const post = app.posts[0]?.card as Card;
  for (const person of ["ada", "bob"]) {
    const verdict = await app.presses(person, buttonOf(post, wordsEn.question.unknown));
    expect(presentationOn(await app.says(person, "daily"))).toBe(presentationOn(verdict));
    await app.asks(person, {
      type: "report-question",
      presentation: presentationOn(verdict),
      reason: "unclear-wording",
      note: person,
    });
  }
  const reports = await app.store.reports.list();
  expect(reports.map(({ note }) => note).sort()).toEqual(["ada", "bob"]);
});

test("nobody can report a question that was presented to somebody else, elsewhere, or to nobody", async () => {
  const app = await openApp();
  const presentation = presentationOn(await verdictOf(app, "ada"));
  const report = { type: "report-question", presentation, reason: "wrong-key", note: "" } as const;
  expect(plainText(await app.asks("eve", report))).toContain(wordsEn.refusals["not-yours"]);
  expect(plainText(await app.asks("ada", report, { workspace: "x" }))).toContain(wordsEn.refusals["not-yours"]);
  expect(plainText(await app.asks("ada", { ...report, presentation: id }))).toContain(
    wordsEn.refusals["unknown-button"],
  );
  expect(await app.store.reports.list()).toEqual([]);
});

test("admins see how many reports are new here, and forget erases a person's own", async () => {
  const app = await openApp();
  const settings = async () => plainText(await app.says("admin", "settings"));
  expect(await settings()).toContain("Questions reported in the last 30 days: 0.");
  for (const person of ["ada", "bob"]) {
    const presentation = presentationOn(await verdictOf(app, person));
    await app.asks(person, { type: "report-question", presentation, reason: "code-differs", note: "" });
  }
  expect(await settings()).toMatch(/in the last 30 days: 2\..*`async-quiz reports`/);
  await app.asks("ada", { type: "forget-confirmed" });
  expect(await settings()).toContain("30 days: 1.");
  app.now += 30 * 24 * hourMs;
  expect(await settings()).toContain("30 days: 1.");
  app.now += 1;
  expect(await settings()).toContain("30 days: 0.");
});

test.each([
  ["  it\r\nis\rso \u0000\ud800 ", "it\nis\nso"],
  ["🦔".repeat(500), "🦔".repeat(500)],
  ["", ""],
])("the note %j is read as %j", (note, saved) => {
  const reason = " Wrong-Key ";
  expect(read({ reason, note })).toEqual({
    type: "report-question",
    presentation: id,
    reason: "wrong-key",
    note: saved,
  });
});

test("values that are not a filled-in form are declined, and a form without a note is accepted", () => {
  expect(read({ reason: "wrong-key" })).toMatchObject({ type: "report-question", note: "" });
  expect(read({ reason: "wrong-key", note: "🦔".repeat(501) })).toMatchObject({
    refusal: { code: "too-long", limit: 500 },
  });
  expect(read({ reason: "", note: "" })).toMatchObject({ refusal: { code: "unknown-button" } });
  expect(read({ reason: "wrong-key" }, "report-question:id0000001:b")).toMatchObject({
    refusal: { code: "unknown-button" },
  });
  fc.assert(
    fc.property(
      fc.string(),
      fc.dictionary(fc.constantFrom("reason", "note", "presentation", "__proto__"), fc.string({ unit: "binary" })),
      (form, values) => {
        expect(read(values, `report-question:${form}`).type).toBe("declined");
      },
    ),
  );
});
