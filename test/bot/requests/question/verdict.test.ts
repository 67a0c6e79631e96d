import { expect, test } from "vitest";
import type { Card } from "../../../../src/cards/card.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { bankOf } from "../../../../src/engine/bank/bank.ts";
import { hourMs } from "../../../../src/engine/community/calendar.ts";
import type { Question } from "../../../../src/engine/question/question.ts";
import { sampleMisconception, sampleProgram, sampleQuestion } from "../../../engine/samples.ts";
import { type App, buttonOf, openApp, presentationOn } from "../../app-under-test.ts";

const misconceptions = ["speed", "parallel"].map((id) => sampleMisconception(id));
const first = sampleQuestion("first", ["speed"]);
const second = sampleQuestion("second", ["parallel"], { difficulty: 2 });
const third = sampleQuestion("third", ["speed"], { difficulty: 3 });

function open(questions: readonly Question[] = [first, second, third]): Promise<App> {
  return openApp({ bank: bankOf(questions, misconceptions) });
}

/** Answers a question with the choice of this text. */
async function answer(app: App, question: Card, text: string, person = "ada"): Promise<Card> {
  const choices = question.blocks.flatMap((block) => (block.type === "choices" ? block.choices : []));
  const choice = choices.find((one) => one.text.some((span) => span.text === text)) ?? expect.unreachable();
  return app.presses(person, buttonOf(question, choice.letter));
}

const labels = (card: Card) => card.buttons.flat().map(({ label }) => label);

test("a wrong answer: the misconception, one sentence, what is true; the choices are below the buttons", async () => {
  const app = await open();
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  expect(verdict.title).toMatch(/^Not [AB]: [AB] is right$/);
  expect(plainText(verdict).split("\n\n").slice(1)).toEqual([
    expect.stringMatching(/^Most people who choose [AB] think:$/),
    "> I believe speed.",
    "Not so.",
    "What is true: speed is not true.",
  ]);
  expect(plainText(verdict)).not.toContain("What of first?");
  expect(verdict.reference.map(({ type }) => type)).toEqual(["choices"]);
  expect(labels(verdict)).toEqual(["Next", "One more like this", "More"]);
});

test("More opens what the verdict leaves out, beside it, and the report", async () => {
  const app = await open();
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  const more = await app.presses("ada", buttonOf(verdict, "More"));
  for (const part of ["speed is tempting.", "So it is.", "Source: A page", "What of first?", "(your answer, wrong)"]) {
    expect(plainText(more)).toContain(part);
  }
  expect(more.buttons.flat().map(({ label, style }) => [label, style])).toEqual([
    ["Next question", "primary"],
    ["Report this question", "quiet"],
  ]);
});

test("More and One more like this reveal nothing before an answer, or to somebody else", async () => {
  const app = await open();
  const question = await app.says("ada", "play");
  const id = presentationOn(question);
  for (const request of ["more", "similar"]) {
    expect(plainText(await app.presses("ada", `${request}:${id}`))).toContain("don't know this button");
  }
  await answer(app, question, "wrong 0");
  for (const request of ["more", "similar"]) {
    expect(plainText(await app.presses("ben", `${request}:${id}`))).toContain("somebody else");
  }
});

test("One more like this is another question on the same misconception", async () => {
  const app = await open();
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  const similar = await app.presses("ada", buttonOf(verdict, "One more like this"));
  expect(plainText(similar)).toContain("What of third?");
  expect(plainText(await app.presses("ada", buttonOf(verdict, "Next")))).toContain("What of second?");
  // The open question is shown again.
  const again = await app.presses("ada", buttonOf(verdict, "One more like this"));
  expect(presentationOn(again)).toBe(presentationOn(similar));
});

test("if no other question probes the misconception, One more like this is the next question", async () => {
  const app = await open([first, second]);
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  expect(plainText(await app.presses("ada", buttonOf(verdict, "One more like this")))).toContain("What of second?");
});

test("a right answer that corrects a misconception says so, also when it is shown again", async () => {
  const app = await open();
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  const similar = await app.presses("ada", buttonOf(verdict, "One more like this"));
  const corrected = await answer(app, similar, "right");
  const said = "You used to think “I believe speed.”: corrected (1 of 1).";
  expect(plainText(corrected).split("\n\n")).toEqual(["Right!", said, "So it is.", "+3 points."]);
  expect(labels(corrected)).toEqual(["Next", "More"]);
  expect(plainText(await answer(app, similar, "right"))).toContain(said);
});

test("a right answer that corrects nothing is one sentence", async () => {
  const app = await open();
  const verdict = await answer(app, await app.says("ada", "play"), "right");
  expect(plainText(verdict)).toBe("Right!\n\nSo it is.\n\n+1 point.");
});

test("not knowing is answered kindly, with the right answer and the reason", async () => {
  const app = await open();
  const question = await app.says("ada", "play");
  const verdict = await app.presses("ada", buttonOf(question, "I don't know"));
  expect(plainText(verdict)).toMatch(/^No problem: it's [AB]\n\nSo it is\.$/);
});

test("the card counts the questions of its topic", async () => {
  const app = await open();
  const one = await app.says("ada", "play");
  expect(one.title).toBe("Blocking and non-blocking · 1 of 3");
  await answer(app, one, "right");
  expect((await app.says("ada", "play")).title).toBe("Blocking and non-blocking · 2 of 3");
});

test("beside a channel's post, the verdict does not repeat the question", async () => {
  const app = await open([sampleProgram([["a"], ["b"], ["c"], ["d"]])]);
  await app.says("ada", "settings daily #room 09:00 UTC daily");
  app.now += hourMs;
  await app.bot.wake();
  const post = app.posts[0]?.card ?? expect.unreachable();
  const verdict = await app.presses("ada", buttonOf(post, "I don't know"));
  expect(verdict.reference).toEqual([]);
});
