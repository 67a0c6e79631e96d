import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Card } from "../../../../src/cards/card.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { bankOf } from "../../../../src/engine/bank/bank.ts";
import { hourMs, minuteMs } from "../../../../src/engine/community/calendar.ts";
import type { Answer } from "../../../../src/engine/question/answer.ts";
import { misconceptionId } from "../../../../src/engine/question/ids.ts";
import type { Question } from "../../../../src/engine/question/question.ts";
import { sampleMisconception, sampleQuestion, sampleSteps } from "../../../engine/samples.ts";
import { type App, buttonOf, openApp, originOf, presentationOn } from "../../app-under-test.ts";

const misconceptions = ["speed", "parallel"].map((id) => sampleMisconception(id));
const unclear = sampleQuestion("unclear", [], {
  wrong: ["one", "two"].map((text) => ({
    text,
    refutation: "Not so.",
    misconceptions: ["speed", "parallel"].map(misconceptionId),
  })),
});
/** The order pour, drink, boil is one swap away from the mistake. */
const steps = sampleSteps(["boil", "pour", "drink"], [{ order: [2, 1, 0], misconceptions: ["speed"] }]);

function open(question: Question, url?: string): Promise<App> {
  return openApp({ url, bank: bankOf([question], misconceptions) });
}

const labels = (card: Card) => card.buttons.flat().map(({ label }) => label);

function letterOf(card: Card, text: string): string {
  const choices = card.blocks.flatMap((block) => (block.type === "choices" ? block.choices : []));
  const found = choices.find((choice) => choice.text.some((span) => span.text === text));
  if (!found) throw new Error(`no choice ${text}`);
  return found.letter;
}

async function answerOf(app: App, person = "ada"): Promise<Answer | undefined> {
  const { account } = await app.store.people.find(originOf(person), 0);
  return (await app.store.answers.ofLearner(account.learner)).at(-1);
}

async function answersOne(app: App): Promise<Card> {
  const question = await app.says("ada", "play");
  return app.presses("ada", buttonOf(question, letterOf(question, "one")));
}

test("an answer with several reasons asks which one, explains nothing yet, and shows no misconception", async () => {
  const app = await open(unclear);
  const asking = await answersOne(app);
  expect(labels(asking)).toEqual(["I believe speed.", "I believe parallel.", "None of these", "Next"]);
  expect(plainText(asking)).toContain("Which of these did you think?");
  expect(plainText(asking)).not.toMatch(/Not so\.|is not true|So it is\./);
  expect(await answerOf(app)).toMatchObject({ diagnosis: { named: null, asked: ["speed", "parallel"] }, reply: null });
  expect(plainText(await app.says("ada", "progress"))).not.toContain("I believe");
});

test("the reply is explained, saved without points, and evidence of the misconception", async () => {
  const app = await open(unclear);
  const asking = await answersOne(app);
  app.now += 72 * hourMs;
  const explained = await app.presses("ada", buttonOf(asking, "I believe parallel."));
  for (const part of ["> I believe parallel.", "Not so.", "parallel is not true."]) {
    expect(plainText(explained)).toContain(part);
  }
  expect(plainText(explained)).not.toContain("speed");
  expect(labels(explained)).toEqual(["Next", "One more like this", "More"]);
  expect(await answerOf(app)).toMatchObject({ points: 0, reply: { thought: "parallel" } });
  expect(plainText(await app.says("ada", "progress"))).toContain("I believe parallel.");
});

test("none of these gets the honest general explanation, and shows no misconception", async () => {
  const app = await open(unclear);
  const explained = plainText(await app.presses("ada", buttonOf(await answersOne(app), "None of these")));
  for (const part of ["No known misconception fits your answer.", "Not so.", "So it is."]) {
    expect(explained).toContain(part);
  }
  expect(explained).not.toMatch(/I believe|is not true/);
  expect(await answerOf(app)).toMatchObject({ reply: { thought: null } });
  expect(plainText(await app.says("ada", "progress"))).not.toContain("I believe");
});

test("the first reply counts, after twenty presses at once and after any later one", async () => {
  const app = await open(unclear);
  const asking = await answersOne(app);
  const [speed = "", parallel = "", none = ""] = asking.buttons.flat().map(({ id }) => id);
  const ids = Array.from({ length: 20 }, (_, index) => [speed, parallel, none][index % 3] ?? none);
  const shown = await Promise.all(ids.map((id) => app.presses("ada", id)));
  expect(new Set(shown.map(plainText)).size).toBe(1);
  const first = (await answerOf(app))?.reply;
  for (const id of [parallel, speed, none]) await app.presses("ada", id);
  expect((await answerOf(app))?.reply).toEqual(first);
});

test("the question waits through a restart, and is asked again with the verdict", async () => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const before = await open(unclear, url);
  const question = await before.says("ada", "play");
  const answer = buttonOf(question, letterOf(question, "two"));
  await before.presses("ada", answer);
  await before.store.close();
  const after = await open(unclear, url);
  const again = await after.presses("ada", answer);
  expect(plainText(again)).toContain("Only your first answer counts.");
  const explained = await after.presses("ada", buttonOf(again, "I believe speed."));
  expect(plainText(explained)).toContain("speed is not true.");
  expect(plainText(await after.presses("ada", answer))).toContain("speed is not true.");
  await after.store.close();
});

test("a reply counts also when the question has changed since", async () => {
  const folder = await mkdtemp(join(tmpdir(), "async-quiz-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const url = `sqlite:${join(folder, "quiz.db")}`;
  const before = await open(unclear, url);
  const asking = await answersOne(before);
  await before.store.close();
  const after = await open({ ...unclear, prompt: "Another?" }, url);
  const reply = await after.presses("ada", buttonOf(asking, "I believe speed."));
  expect(plainText(reply)).toContain("changed");
  expect(labels(reply)).toEqual(["Next question"]);
  expect(await answerOf(after)).toMatchObject({ reply: { thought: "speed" } });
  await after.store.close();
});

test("an order that is nearly that of a misconception asks about it, and is evidence only after a yes", async () => {
  for (const [label, thought] of [
    ["Yes", "speed"],
    ["No", null],
  ] as const) {
    const app = await open(steps);
    const question = await app.says("ada", "play");
    let shown = question;
    for (const step of ["pour", "drink", "boil"]) {
      shown = await app.presses("ada", buttonOf(shown, letterOf(question, step)));
    }
    const asking = await app.presses("ada", buttonOf(shown, "Send"));
    expect(labels(asking)).toEqual(["Yes", "No", "Next"]);
    expect(plainText(asking)).toContain("Did you think this?\n\n> I believe speed.");
    expect(plainText(await app.says("ada", "progress"))).not.toContain("I believe");
    const explained = plainText(await app.presses("ada", buttonOf(asking, label)));
    expect(explained).toContain("First comes “boil”.");
    expect(explained.includes("speed is not true.")).toBe(thought !== null);
    expect(explained.includes("No known misconception fits your answer.")).toBe(thought === null);
    expect(await answerOf(app)).toMatchObject({ reply: { thought } });
    expect(plainText(await app.says("ada", "progress")).includes("I believe speed.")).toBe(thought !== null);
  }
});

test("in a channel, each person replies to their own verdict", async () => {
  const app = await open(unclear);
  await app.says("ada", "settings daily #room 09:00 UTC daily");
  app.now += 65 * minuteMs;
  await app.bot.wake();
  const post = app.posts[0]?.card;
  if (!post) throw new Error("nothing was posted");
  for (const [person, belief] of [
    ["ada", "speed"],
    ["ben", "parallel"],
  ] as const) {
    const asking = await app.presses(person, buttonOf(post, letterOf(post, "one")));
    const explained = plainText(await app.presses(person, buttonOf(asking, `I believe ${belief}.`)));
    expect(explained).toContain(`${belief} is not true.`);
    expect(explained).toContain("Your answer is private.");
    expect(await answerOf(app, person)).toMatchObject({ reply: { thought: belief } });
  }
});

test("replies that are forged, for somebody else, or to a verdict that did not ask change nothing", async () => {
  const app = await open(unclear);
  const question = await app.says("ada", "play");
  const id = presentationOn(question);
  const unknown = "don't know this button";
  expect(plainText(await app.presses("ada", `thought:${id}:0`))).toContain(unknown);
  await app.presses("ada", buttonOf(question, letterOf(question, "one")));
  expect(plainText(await app.presses("ada", `thought:${id}:2`))).toContain(unknown);
  expect(plainText(await app.presses("ada", `thought:${id}:4`))).toContain(unknown);
  expect(plainText(await app.presses("ben", `thought:${id}:0`))).toContain("somebody else");
  expect(await answerOf(app)).toMatchObject({ reply: null });
  const clear = await open(sampleQuestion("clear", ["speed", "speed"]));
  const named = await clear.says("ada", "play");
  await clear.presses("ada", buttonOf(named, letterOf(named, "wrong 0")));
  expect(plainText(await clear.presses("ada", `thought:${presentationOn(named)}:none`))).toContain(unknown);
  expect(await answerOf(clear)).toMatchObject({ diagnosis: { named: "speed", asked: [] }, reply: null });
});
