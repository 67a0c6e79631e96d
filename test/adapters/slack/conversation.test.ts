import { describe, expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { buttonsOf, wordsIn } from "./server/slack.ts";
import type { Message } from "./server/workspace.ts";
import { type QuizOnSlack, quizOnSlack } from "./under-test.ts";

const ben = "U0BEN";

async function presentation({ slack }: QuizOnSlack, text: string, user = ben, channel = "general"): Promise<Message> {
  const before = slack.seenBy(user).length;
  await slack.types(user, channel, text);
  await slack.until(`an answer to ${text}`, () => slack.seenBy(user).length > before);
  return slack.seenBy(user).at(-1) as Message;
}

describe.each(["socket", "http"] as const)("over %s", (mode) => {
  test("every command is answered privately", async () => {
    const quiz = await quizOnSlack(mode);
    const answers = {
      "play blocking": "Blocking",
      leaderboard: "Leaderboard: this week",
      "leaderboard all": "all time",
      progress: wordsEn.progress.title,
      daily: wordsEn.daily.noneTitle,
      "plai <!channel>": "I don't know the command",
      forget: wordsEn.forget.title,
    };
    for (const [text, words] of Object.entries(answers)) {
      expect(wordsIn((await presentation(quiz, text)).blocks)).toContain(words);
    }
    expect(quiz.slack.postsIn("C0GENERAL")).toEqual([]);
  });

  test("a question from before a restart is answered after it, once", async () => {
    const quiz = await quizOnSlack(mode);
    const question = await presentation(quiz, "play");
    await quiz.restart();
    await quiz.slack.presses(ben, question, "B");
    await quiz.slack.until("the verdict", () => /Right!|Not B/.test(wordsIn(question.blocks)));
    const account = (
      await quiz.store.people.find(
        { chat: "slack", workspace: "T0HOME", user: { id: ben, name: "Ben", scope: "workspace" } },
        0,
      )
    ).account;
    expect(await quiz.store.answers.ofLearner(account.learner)).toHaveLength(1);
  });

  test("a name is the person's own, and cannot ping", async () => {
    const quiz = await quizOnSlack(mode);
    let verdict = "";
    while (!verdict.includes("Right!")) {
      const question = await presentation(quiz, "play");
      await quiz.slack.presses(ben, question, "A");
      await quiz.slack.until("the verdict", () => /Right!|Not A/.test(wordsIn(question.blocks)));
      verdict = wordsIn(question.blocks);
    }
    const shown = await presentation(quiz, "leaderboard");
    expect(wordsIn(shown.blocks)).toContain("Ben *<!channel>* `_ (you)");
    expect(JSON.stringify(shown.blocks)).not.toContain("<!channel>");
  });

  test("help opens a window immediately", async () => {
    const { slack } = await quizOnSlack(mode);
    await slack.types(ben, "general", "help");
    await slack.until("the window", () => slack.views.length === 1);
    expect(wordsIn(slack.views[0]?.view.blocks ?? [])).toContain("/async-quiz play");
  });

  test("the app's page shows progress, today's question and the leaderboard, and settings only to admins", async () => {
    const { slack } = await quizOnSlack(mode);
    for (const user of [ben, "U0ANNA", "W0OWNER"]) {
      await slack.opensHome(user);
      await slack.until("the page", () => slack.homes.has(user));
    }
    const labels = (user: string) => buttonsOf(slack.homes.get(user)?.blocks ?? []).map((button) => button.text.text);
    expect(labels(ben)).not.toContain("Settings");
    expect(labels("U0ANNA")).toContain("Settings");
    expect(labels("W0OWNER")).toContain("Settings");
    const words = wordsIn(slack.homes.get(ben)?.blocks ?? []);
    for (const part of [wordsEn.progress.title, wordsEn.home.none, "Leaderboard: this week"])
      expect(words).toContain(part);
  });

  test("a question from the page opens in a window, is answered there, and the page is updated", async () => {
    const { slack } = await quizOnSlack(mode);
    await slack.opensHome(ben);
    await slack.until("the page", () => slack.homes.has(ben));
    await slack.presses(ben, "home", wordsEn.verdict.nextQuestion);
    await slack.until("the window", () => slack.views.length === 1);
    const [window] = slack.views as [(typeof slack.views)[0]];
    await slack.presses(ben, window, "A");
    await slack.until("the verdict", () => /Right!|Not A/.test(wordsIn(window.view.blocks)));
    await slack.until("the page anew", () => wordsIn(slack.homes.get(ben)?.blocks ?? []).includes("1 of "));
    await slack.presses(ben, window, wordsEn.verdict.next);
    await slack.until("the next question", () => buttonsOf(window.view.blocks).some(({ text }) => text.text === "A"));
    expect([slack.views.length, slack.messages.length]).toEqual([1, 0]);
  });
});

/** What may have happened to a response URL while the answer was being computed. */
test.each([
  ["was used five times", { uses: 5, slackAhead: 0, ahead: 0 }],
  ["is half an hour old by Slack's clock", { uses: 0, slackAhead: 30 * 60_000, ahead: 0 }],
  ["is half an hour old by both clocks", { uses: 0, slackAhead: 0, ahead: 30 * 60_000 }],
])("if the response URL %s, the answer comes another way, once", async (_, { uses, slackAhead, ahead }) => {
  const quiz = await quizOnSlack("socket");
  const question = await presentation(quiz, "play");
  await quiz.restart();
  quiz.slack.plannedFailures.push({ method: "users.info", type: "held" });
  await quiz.slack.presses(ben, question, "A");
  for (const address of quiz.slack.addresses.values()) address.uses += uses;
  quiz.slack.ahead = slackAhead;
  quiz.slack.time.advance(ahead);
  await quiz.slack.until("the look-up", () => quiz.slack.delayed.length > 0);
  quiz.slack.release();
  await quiz.slack.until("the verdict", () => quiz.slack.seenBy(ben).length === 2);
  expect(wordsIn((quiz.slack.seenBy(ben).at(-1) as Message).blocks)).toMatch(/Right!|Not A/);
  expect(wordsIn(question.blocks)).not.toMatch(/Right!|Not A/);
  expect(quiz.slack.calls.filter(({ method }) => method === "chat.postEphemeral")).toHaveLength(1);
  // The next press has its own response URL.
  await quiz.slack.presses(ben, question, "A");
  await quiz.slack.until("the verdict in place", () => /Right!|Not A/.test(wordsIn(question.blocks)));
});

test("an answer that cannot be shown is logged", async () => {
  const quiz = await quizOnSlack("socket");
  await quiz.slack.types(ben, "random", "play");
  await quiz.slack.until("a question", () => quiz.slack.seenBy(ben).length === 1);
  await quiz.restart();
  quiz.slack.plannedFailures.push({ method: "users.info", type: "held" });
  await quiz.slack.presses(ben, quiz.slack.seenBy(ben)[0] as Message, "A");
  quiz.slack.ahead = 30 * 60_000;
  await quiz.slack.until("the look-up", () => quiz.slack.delayed.length > 0);
  quiz.slack.release();
  await quiz.slack.until("the log", () => quiz.logged.join().includes("could not be shown"));
  expect(quiz.slack.seenBy(ben)).toHaveLength(1);
});

test("a press on the app's page whose trigger expired is answered on the page", async () => {
  const { slack } = await quizOnSlack("socket");
  await slack.opensHome(ben);
  await slack.until("the page", () => slack.homes.has(ben));
  slack.triggerLife = -1;
  await slack.presses(ben, "home", wordsEn.verdict.nextQuestion);
  const page = () => wordsIn(slack.homes.get(ben)?.blocks ?? []);
  await slack.until("what to do", () => page().includes(wordsEn.slack.windowLate));
  slack.triggerLife = 3_000;
  await slack.presses(ben, "home", wordsEn.verdict.nextQuestion);
  await slack.until("the window", () => slack.views.length === 1);
  expect(slack.messages).toEqual([]);
});
