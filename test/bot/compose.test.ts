import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { plainText } from "../../src/cards/plain-text.ts";
import { bankOf } from "../../src/engine/bank/bank.ts";
import { minuteMs } from "../../src/engine/community/calendar.ts";
import type { PresentationId } from "../../src/engine/question/ids.ts";
import type { Question } from "../../src/engine/question/question.ts";
import { directAnalyst } from "../direct-analyzer.ts";
import { sampleChooseAll, sampleSteps } from "../engine/samples.ts";
import { buttonOf, type OpenHouse, openHouse } from "./app-under-test.ts";

const steps = sampleSteps(["boil", "pour", "drink"], [{ order: [1, 0, 2], beliefs: [] }]);
const set = sampleChooseAll([
  { right: true, beliefs: [] },
  { right: true, beliefs: [] },
  { right: false, beliefs: [] },
]);

function open(question: Question, url?: string): Promise<OpenHouse> {
  return openHouse(url, Date.UTC(2026, 10, 24, 8, 0), (store) => store, directAnalyst, bankOf([question], []));
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

async function pressAll(house: OpenHouse, person: string, card: Card, texts: readonly string[]): Promise<Card> {
  let shown = card;
  for (const text of texts) shown = await house.presses(person, buttonOf(shown, letterOf(card, text)));
  return shown;
}

test("letters of an order are appended, undone and sent; what stands is shown above the buttons", async () => {
  const house = await open(steps);
  const presentation = await house.says("ada", "play");
  expect(labels(presentation)).toEqual(["A", "B", "C", "I don't know"]);
  const letters = steps.items.map(({ text }) => letterOf(presentation, text));
  const two = await pressAll(house, "ada", presentation, ["pour", "boil"]);
  expect(plainText(two)).toContain(`Your order so far: ${letters[1]} → ${letters[0]}`);
  expect(labels(two)).toEqual([letters[2], "Undo", "I don't know"]);
  const one = await house.presses("ada", buttonOf(two, "Undo"));
  expect(plainText(one).endsWith(`Your order so far: ${letters[1]}`)).toBe(true);
  const whole = await pressAll(house, "ada", one, ["boil", "drink"]);
  expect(labels(whole)).toEqual(["Undo", "Send", "I don't know"]);
  const verdict = plainText(await house.presses("ada", buttonOf(whole, "Send")));
  expect(verdict).toContain(
    `Not ${letters[1]} → ${letters[0]} → ${letters[2]}. The right order is ${letters.join(" → ")}.`,
  );
  expect(verdict).toContain("Here: Not so, .");
});

test("an order that no belief leads to is told the first place that differs", async () => {
  const house = await open(steps);
  const presentation = await house.says("ada", "play");
  const whole = await pressAll(house, "ada", presentation, ["boil", "drink", "pour"]);
  const verdict = plainText(await house.presses("ada", buttonOf(whole, "Send")));
  expect(verdict).toContain("Your order is right up to step 1. Next comes “pour”.");
});

test("letters of a set are put in and taken out; a part of the right ones is not right", async () => {
  const house = await open(set);
  const presentation = await house.says("ada", "play");
  expect(labels(presentation)).toEqual(["A", "B", "C", "I don't know"]);
  const chosen = await pressAll(house, "ada", presentation, ["option 0", "option 2", "option 2"]);
  expect(plainText(chosen).endsWith(`Chosen so far: ${letterOf(presentation, "option 0")}`)).toBe(true);
  expect(labels(chosen)).toEqual(["A", "B", "C", "Send", "I don't know"]);
  const verdict = plainText(await house.presses("ada", buttonOf(chosen, "Send")));
  const [right, missing] = [letterOf(presentation, "option 0"), letterOf(presentation, "option 1")];
  expect(verdict).toContain(`Not quite: ${right} is right; ${missing} is missing.`);
  expect(verdict).toContain("(you missed this one)");
  expect(verdict).toContain(`${letterOf(presentation, "option 1")} belongs: Not so, .`);
});

test("all right ones are right, and earn the question's points", async () => {
  const house = await open(set);
  const presentation = await house.says("ada", "play");
  const chosen = await pressAll(house, "ada", presentation, ["option 1", "option 0"]);
  const verdict = plainText(await house.presses("ada", buttonOf(chosen, "Send")));
  expect(verdict).toContain("Right!");
  expect(verdict).toContain("+2 points");
});

test("what was pressed is there after a restart, and when the question is asked for again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const before = await open(steps, url);
  const presentation = await before.says("ada", "play");
  const one = await pressAll(before, "ada", presentation, ["boil"]);
  await before.store.close();
  const after = await open(steps, url);
  expect(plainText(await after.says("ada", "play"))).toContain(`Your order so far: ${letterOf(presentation, "boil")}`);
  const whole = await pressAll(after, "ada", one, ["pour", "drink"]);
  expect(plainText(await after.presses("ada", buttonOf(whole, "Send")))).toContain("Right!");
  await after.store.close();
});

test("in a channel each person puts the answer together on a card of their own; all are counted", async () => {
  const house = await open(steps);
  await house.says("ada", "settings daily #room 09:00 UTC daily");
  house.now += 65 * minuteMs;
  await house.bot.wake();
  const post = house.posts[0]?.card as Card;
  expect(labels(post)).toEqual(["Answer", "I don't know"]);
  for (const [person, order] of [
    ["ada", ["boil", "pour", "drink"]],
    ["ben", ["drink", "pour", "boil"]],
  ] as const) {
    const own = await house.presses(person, buttonOf(post, "Answer"));
    const whole = await pressAll(house, person, own, order);
    await house.presses(person, buttonOf(whole, "Send"));
  }
  expect(plainText(await house.presses("cem", buttonOf(post, "I don't know")))).toContain("The right order is");
  await house.bot.rest();
  expect(plainText(house.edits.at(-1)?.card as Card)).toContain("3 answered");
  expect(plainText(await house.presses("ada", buttonOf(post, "Answer")))).toContain("Only your first answer counts");
  house.now += 24 * 60 * minuteMs;
  await house.bot.wake();
  expect(plainText(house.posts[1]?.card as Card)).toContain("1 of 3 answers right.");
});

test("what is not theirs, not whole or forged keeps nothing", async () => {
  const house = await open(steps);
  const presentation = await house.says("ada", "play");
  const id = buttonOf(presentation, "A").split(":")[1] as PresentationId;
  expect(plainText(await house.presses("ben", `press:${id}:0`))).toContain("somebody else");
  expect(plainText(await house.presses("ada", `press:${id}:7`))).toContain("don't know this button");
  expect(plainText(await house.presses("ada", `answer:${id}:0`))).toContain("don't know this button");
  expect(plainText(await house.presses("ada", `send:${id}`))).toContain("Press the letters in your order");
  expect(plainText(await house.presses("ada", `undo:${id}`))).toContain("Press the letters in your order");
  const account = await house.store.people.account(
    { chat: "web", workspace: "room", user: { id: "ada", name: "ada" } },
    0,
  );
  expect(await house.store.answers.ofLearner(account.learner)).toEqual([]);
});

test("twenty presses at once of the same letter are one", async () => {
  const house = await open(steps);
  const presentation = await house.says("ada", "play");
  await Promise.all(Array.from({ length: 20 }, () => house.presses("ada", buttonOf(presentation, "B"))));
  expect(plainText(await house.says("ada", "play")).endsWith("Your order so far: B")).toBe(true);
});
