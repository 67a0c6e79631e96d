import { beforeEach, expect, test } from "vitest";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { wordsEn } from "../../../../src/cards/words/en/words-en.ts";
import { hourMs } from "../../../../src/engine/community/calendar.ts";
import {
  type MisconceptionId,
  misconceptionId,
  presentationId,
  questionId,
} from "../../../../src/engine/question/ids.ts";
import { digestOf, probedBy } from "../../../../src/engine/question/question.ts";
import { questionOf } from "../../../cli/saved-answers.ts";
import { diagnosed } from "../../../engine/samples.ts";
import { type App, openApp, originOf } from "../../app-under-test.ts";

const { insights: texts } = wordsEn;
const probing = questionId("one-coffee-two-baristas");

let app: App;
let named: MisconceptionId;
beforeEach(async () => {
  app = await openApp();
  [named = misconceptionId("none")] = probedBy(questionOf(app.bank, probing));
});

/** Saves an answer of a person who shows the misconception, or a right one. */
async function answers(person: string, isRight: boolean, workspace: string | null = "room"): Promise<void> {
  const { account, community } = await app.store.people.find({ ...originOf(person), workspace }, app.now);
  const question = questionOf(app.bank, probing);
  const presentation = {
    ...{
      id: presentationId(`presentation-${person}-${app.now}`),
      community: community?.id ?? null,
      account: account.id,
    },
    ...({ question: question.id, digest: digestOf(question), shown: [0, 1, 2], reason: "play", chosen: null } as const),
    ...{ topic: null, presentedAt: app.now, closedAt: null },
  };
  await app.store.presentations.save(presentation);
  await app.store.answers.save({
    ...{ presentation: presentation.id, account: account.id, choice: isRight ? 0 : 1, difficulty: 1 },
    ...{
      grade: { right: isRight, diagnosis: diagnosed(isRight ? null : named) },
      now: app.now,
      localDate: "2026-11-24",
    },
  });
  app.now += 1000;
}

const insightsFor = async (person: string, admin: boolean) => app.asks(person, { type: "insights" }, { admin });

test("only admins see them", async () => {
  expect(plainText(await insightsFor("eve", false))).toContain(wordsEn.refusals["admins-only"]);
});

test("four people are too few, and people elsewhere do not count", async () => {
  for (const number of [0, 1, 2, 3]) await answers(`person-${number}`, false);
  await answers("person-4", false, "elsewhere");
  await answers("person-5", false, null);
  const card = await insightsFor("ada", true);
  expect(plainText(card)).toBe(`${texts.title}\n\n${texts.tooFew}`);
});

test("from five people on, an admin sees what they believe, and nobody's name", async () => {
  for (const number of [0, 1, 2, 3, 4]) await answers(`person-${number}`, number > 1);
  const card = await insightsFor("ada", true);
  const said = plainText(card);
  expect(said).toContain("At least 5 people answered in the last 6 weeks.");
  expect(said).toContain(app.bank.misconception(named)?.belief);
  expect(said).toMatch(/1\. +<5 +<5 +<5 +40 % +-/);
  expect(JSON.stringify(card)).not.toMatch(/person-/);
  const picture = card.blocks.find((block) => block.type === "picture");
  expect(picture?.heatMap.description).toContain("week of 23 Nov: 40 %");
  expect(picture?.heatMap.rows[0]?.cells.map(({ text }) => text)).toEqual(["<5", "<5", "<5", "<5", "<5", "40 %"]);
});

test("a sixth person changes nothing before the tenth", async () => {
  for (const number of [0, 1, 2, 3, 4]) await answers(`person-${number}`, true);
  const before = await insightsFor("ada", true);
  for (const number of [5, 6, 7, 8]) {
    await answers(`person-${number}`, false);
    expect(await insightsFor("ada", true)).toEqual(before);
  }
  await answers("person-9", false);
  expect(plainText(await insightsFor("ada", true))).toContain("50 %");
});

test("weeks end at midnight in the community's zone, and old ones are not shown", async () => {
  for (const number of [0, 1, 2, 3, 4]) await answers(`person-${number}`, false);
  app.now += 6 * 7 * 24 * hourMs;
  expect(plainText(await insightsFor("ada", true))).toContain(texts.tooFew);
});

test("they need a community", async () => {
  const card = await app.asks("ada", { type: "insights" }, { workspace: null });
  expect(plainText(card)).toContain(wordsEn.refusals["no-community"]);
});
