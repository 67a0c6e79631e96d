import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Card } from "../../../../src/cards/card.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { bankOf } from "../../../../src/engine/bank/bank.ts";
import { minuteMs } from "../../../../src/engine/community/calendar.ts";
import type { PresentationId } from "../../../../src/engine/question/ids.ts";
import type { Question } from "../../../../src/engine/question/question.ts";
import { sampleChooseAll, sampleSteps } from "../../../engine/samples.ts";
import { type App, buttonOf, openApp } from "../../app-under-test.ts";

const steps = sampleSteps(["boil", "pour", "drink"], [{ order: [1, 0, 2], misconceptions: [] }]);
const set = sampleChooseAll([
  { right: true, misconceptions: [] },
  { right: true, misconceptions: [] },
  { right: false, misconceptions: [] },
]);

function open(question: Question, url?: string): Promise<App> {
  return openApp({ url, bank: bankOf([question], []) });
}

function labels(card: Card): readonly string[] {
  return card.buttons.flat().map(({ label }) => label);
}

/** The letter under which a card shows a choice. */
function letterOf(card: Card, text: string): string {
  const choices = card.blocks.flatMap((block) => (block.type === "choices" ? block.choices : []));
  const found = choices.find((choice) => choice.text.some((span) => span.text === text));
  if (!found) throw new Error(`no choice ${text}`);
  return found.letter;
}

async function pressAll(app: App, person: string, card: Card, texts: readonly string[]): Promise<Card> {
  let shown = card;
  for (const text of texts) shown = await app.presses(person, buttonOf(shown, letterOf(card, text)));
  return shown;
}

/** What a card says of a choice that was pressed or answered. */
function markOf(card: Card, text: string): string | undefined {
  const choices = [...card.blocks, ...card.reference].flatMap((block) =>
    block.type === "choices" ? block.choices : [],
  );
  return choices.find((choice) => choice.text.some((span) => span.text === text))?.markText;
}

test("steps are numbered as they are pressed, removed by a second press, and sent when none is left", async () => {
  const app = await open(steps);
  const presentation = await app.says("ada", "play");
  expect(labels(presentation)).toEqual(["A", "B", "C", "Send (3 left)", "I don't know"]);
  const two = await pressAll(app, "ada", presentation, ["pour", "boil"]);
  expect(["boil", "pour", "drink"].map((step) => markOf(two, step))).toEqual(["step 2", "step 1", ""]);
  expect(labels(two)).toEqual(["A", "B", "C", "Send (1 left)", "I don't know"]);
  const one = await pressAll(app, "ada", two, ["pour"]);
  expect(["boil", "pour", "drink"].map((step) => markOf(one, step))).toEqual(["step 1", "", ""]);
  const complete = await pressAll(app, "ada", one, ["boil", "pour", "boil", "drink"]);
  expect(labels(complete)).toEqual(["A", "B", "C", "Send", "I don't know"]);
  const verdict = plainText(await app.presses("ada", buttonOf(complete, "Send")));
  expect(verdict).toContain("Not quite: a different step comes first");
  expect(verdict).toContain("1. boil (you put “pour” here)\n2. pour\n3. drink");
  expect(verdict).toContain("Not so, .");
});

test("an order that no misconception leads to gets the first step that differs", async () => {
  const app = await open(steps);
  const presentation = await app.says("ada", "play");
  const complete = await pressAll(app, "ada", presentation, ["boil", "drink", "pour"]);
  const verdict = plainText(await app.presses("ada", buttonOf(complete, "Send")));
  expect(verdict).toContain("Your first step is right. Second comes “pour”.");
});

test("letters of a set are added and removed, and a part of the right ones is not right", async () => {
  const app = await open(set);
  const presentation = await app.says("ada", "play");
  expect(labels(presentation)).toEqual(["A", "B", "C", "Send (1 left)", "I don't know"]);
  const chosen = await pressAll(app, "ada", presentation, ["option 0", "option 2", "option 2"]);
  expect([0, 1, 2].map((option) => markOf(chosen, `option ${option}`))).toEqual(["chosen", "", ""]);
  expect(labels(chosen)).toEqual(["A", "B", "C", "Send", "I don't know"]);
  const verdict = await app.presses("ada", buttonOf(chosen, "Send"));
  const [right, missing] = [letterOf(presentation, "option 0"), letterOf(presentation, "option 1")];
  expect(verdict.title).toBe(`Not quite: ${right} is right, but ${missing} is missing`);
  expect(markOf(verdict, "option 1")).toBe("you missed this one");
  expect(plainText(verdict)).toContain(`${missing} is right: Not so, .`);
});

test("all right ones are right, and earn the question's points", async () => {
  const app = await open(set);
  const presentation = await app.says("ada", "play");
  const chosen = await pressAll(app, "ada", presentation, ["option 1", "option 0"]);
  const verdict = plainText(await app.presses("ada", buttonOf(chosen, "Send")));
  expect(verdict).toContain("Right!");
  expect(verdict).toContain("+2 points");
});

test("picks are still there after a restart, and when the question is shown again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const before = await open(steps, url);
  const presentation = await before.says("ada", "play");
  const one = await pressAll(before, "ada", presentation, ["boil"]);
  await before.store.close();
  const after = await open(steps, url);
  expect(markOf(await after.says("ada", "play"), "boil")).toBe("step 1");
  const complete = await pressAll(after, "ada", one, ["pour", "drink"]);
  expect(plainText(await after.presses("ada", buttonOf(complete, "Send")))).toContain("Right!");
  await after.store.close();
});

test("in a channel, each person composes the answer on their own card, and all answers are counted", async () => {
  const app = await open(steps);
  await app.says("ada", "settings daily #room 09:00 UTC daily");
  app.now += 65 * minuteMs;
  await app.bot.wake();
  const post = app.posts[0]?.card as Card;
  expect(labels(post)).toEqual(["Answer", "I don't know"]);
  for (const [person, order] of [
    ["ada", ["boil", "pour", "drink"]],
    ["ben", ["drink", "pour", "boil"]],
  ] as const) {
    const own = await app.presses(person, buttonOf(post, "Answer"));
    const complete = await pressAll(app, person, own, order);
    await app.presses(person, buttonOf(complete, "Send"));
  }
  expect(plainText(await app.presses("cem", buttonOf(post, "I don't know")))).toContain("1. boil\n2. pour\n3. drink");
  await app.bot.rest();
  expect(plainText(app.edits.at(-1)?.card as Card)).toContain("3 answered");
  expect(plainText(await app.presses("ada", buttonOf(post, "Answer")))).toContain("Only your first answer counts");
  app.now += 24 * 60 * minuteMs;
  await app.bot.wake();
  expect(plainText(app.posts[1]?.card as Card)).toContain("1 of 3 answers right.");
});

test("answers that are incomplete, forged or for somebody else save nothing", async () => {
  const app = await open(steps);
  const presentation = await app.says("ada", "play");
  const id = buttonOf(presentation, "A").split(":")[1] as PresentationId;
  expect(plainText(await app.presses("ben", `pick:${id}:0`))).toContain("somebody else");
  expect(plainText(await app.presses("ada", `pick:${id}:7`))).toContain("don't know this button");
  expect(plainText(await app.presses("ada", `answer:${id}:0`))).toContain("don't know this button");
  expect(plainText(await app.presses("ada", `send:${id}`))).toContain("Press the steps in order");
  // A Send button from before a step was removed, in another window.
  const [first = ""] = steps.items.map(({ text }) => letterOf(presentation, text));
  await app.presses("ada", buttonOf(presentation, first));
  const shownAgain = await app.presses("ada", `send:${id}`);
  expect(markOf(shownAgain, "boil")).toBe("step 1");
  const account = (
    await app.store.people.find(
      { chat: "web", workspace: "room", user: { id: "ada", name: "ada", scope: "workspace" } },
      0,
    )
  ).account;
  expect(await app.store.answers.ofLearner(account.learner)).toEqual([]);
});

test("of many presses at once of the same letter none is lost", async () => {
  const app = await open(steps);
  const presentation = await app.says("ada", "play");
  const pressOften = (times: number) =>
    Promise.all(Array.from({ length: times }, () => app.presses("ada", buttonOf(presentation, "B"))));
  const chosen = async () => plainText(await app.says("ada", "play")).includes("(step 1)");
  await pressOften(21);
  expect(await chosen()).toBe(true);
  await pressOften(19);
  expect(await chosen()).toBe(false);
});
