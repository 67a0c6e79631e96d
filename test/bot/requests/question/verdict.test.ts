import { expect, test } from "vitest";
import type { Card } from "../../../../src/cards/card.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { bankOf } from "../../../../src/engine/bank/bank.ts";
import { hourMs, minuteMs } from "../../../../src/engine/community/calendar.ts";
import type { Question } from "../../../../src/engine/question/question.ts";
import { sampleMisconception, sampleProgram, sampleQuestion } from "../../../engine/samples.ts";
import { type App, buttonOf, openApp, presentationOn } from "../../app-under-test.ts";

const misconceptions = ["speed", "parallel"].map((id) => sampleMisconception(id));
const first = sampleQuestion("first", ["speed"], { topic: "sync-and-async" });
const second = sampleQuestion("second", ["parallel"], { topic: "sync-and-async", difficulty: 2 });
const third = sampleQuestion("third", ["speed"], { topic: "sync-and-async", difficulty: 3 });

function open(questions: readonly Question[] = [first, second, third]): Promise<App> {
  const [opening] = questions.map(({ id }) => id);
  return openApp({ bank: bankOf(questions, misconceptions, [], opening ? [opening] : []) });
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
    ["I was sure", "plain"],
    ["I guessed", "plain"],
    ["Next question", "primary"],
    ["Report this question", "quiet"],
  ]);
});

test("the first verdict of a day shows the streak, and says which day was forgiven", async () => {
  const app = await open();
  const verdictOn = async (days: number) => {
    app.now += days * 24 * hourMs;
    return plainText(await answer(app, await app.says("ada", "play"), "wrong 0"));
  };
  expect(await verdictOn(0)).not.toContain("Streak");
  expect(await verdictOn(0)).not.toContain("Streak");
  expect(await verdictOn(1)).toContain("Streak: 2 days in a row.");
  const forgiven = await verdictOn(2);
  expect(forgiven).toMatch(
    /Streak: 3 days in a row\. You missed .+, which is forgiven: one day in seven may be missed\./,
  );
  expect(plainText(await app.says("ada", "progress"))).toContain("which is forgiven");
  expect(await verdictOn(3)).not.toContain("Streak");
  expect(plainText(await app.says("ada", "progress"))).toContain("Streak: 1 day.");
});

test("Under More a person may say how sure they were: once, and in place", async () => {
  const app = await open();
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  const more = await app.presses("ada", buttonOf(verdict, "More"));
  const said = await app.presses("ada", buttonOf(more, "I was sure"));
  expect(plainText(said)).toContain("You were sure, so a question about this comes up first.");
  expect(labels(said)).toEqual(["Next question", "Report this question"]);
  expect(await app.presses("ada", buttonOf(more, "I guessed"))).toEqual(said);
});

test("Who said that they don't know is not asked how sure they were", async () => {
  const app = await open();
  const unknown = await app.presses("ada", buttonOf(await app.says("ada", "play"), "I don't know"));
  const more = await app.presses("ada", buttonOf(unknown, "More"));
  expect(labels(more)).toEqual(["Next question", "Report this question"]);
  expect(plainText(more)).not.toContain("How sure");
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
  // The open question is shown again.
  expect(presentationOn(await app.presses("ada", buttonOf(verdict, "Next")))).toBe(presentationOn(similar));
  const again = await app.presses("ada", buttonOf(verdict, "One more like this"));
  expect(presentationOn(again)).toBe(presentationOn(similar));
});

test("if no other question probes the misconception, One more like this is the next question", async () => {
  const app = await open([first, second]);
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  expect(plainText(await app.presses("ada", buttonOf(verdict, "One more like this")))).toContain("What of second?");
});

test("right answers to two questions on two days correct a misconception, and the second verdict says so", async () => {
  const app = await open();
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  app.now += minuteMs;
  const similar = await app.presses("ada", buttonOf(verdict, "One more like this"));
  expect(plainText(await answer(app, similar, "right"))).toBe("Right!\n\nSo it is.\n\n+3 points.");
  app.now += 24 * hourMs;
  const corrected = await answer(app, await app.says("ada", "review"), "right");
  const said = "You used to think “I believe speed.”: corrected (1 of 1).";
  const again = "No points: you have answered this question before.";
  const below = `${again} Streak: 2 days in a row.`;
  expect(plainText(corrected).split("\n\n")).toEqual(["Right!", said, "So it is.", below]);
  expect(labels(corrected)).toEqual(["Next", "More"]);
});

test("More says why a question was chosen", async () => {
  const app = await open();
  const why = async (card: Card) => plainText(await app.presses("ada", buttonOf(card, "More"))).split("\n\n");
  const verdict = await answer(app, await app.says("ada", "play"), "wrong 0");
  const sentences = await why(verdict);
  expect(sentences[sentences.indexOf("Why this question?") + 1]).toBe("It is one of the first questions of its topic.");
  app.now += minuteMs;
  const similar = await app.presses("ada", buttonOf(verdict, "One more like this"));
  expect(await why(await answer(app, similar, "right"))).toContain("You asked for one more like the last question.");
  app.now += 24 * hourMs;
  const review = await answer(app, await app.says("ada", "review"), "right");
  expect(await why(review)).toContain(
    "It was time to review “I believe speed.”, which an earlier answer of yours fits.",
  );
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
  expect(one.title).toBe("Sync and async · 1 of 3");
  await answer(app, one, "right");
  expect((await app.says("ada", "play")).title).toBe("Sync and async · 2 of 3");
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

test("beliefs that are longer than a button's label are on the card once, with the numbers of their buttons", async () => {
  const long = sampleMisconception("long", { belief: `It waits ${"and waits ".repeat(8)}.` });
  const short = sampleMisconception("short", { belief: "It is `await` that waits." });
  const unclear = sampleQuestion("unclear", [], {
    wrong: ["one", "two"].map((text) => ({ text, refutation: "Not so.", misconceptions: [long.id, short.id] })),
  });
  const app = await openApp({ bank: bankOf([unclear], [long, short]) });
  const asking = await answer(app, await app.says("ada", "play"), "one");
  expect(plainText(asking)).toContain(`> 1. ${long.belief}\n\n> 2. ${short.belief}`);
  expect(labels(asking)).toEqual(["1", "2", "None of these", "Next"]);
  expect(asking.buttons.flat()[1]?.spoken).toBe("2. It is await that waits.");
  expect(plainText(await app.presses("ada", buttonOf(asking, "2")))).toContain("short is not true.");
});
