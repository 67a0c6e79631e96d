import { expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { wordsIn } from "./server/slack.ts";
import type { Message, OpenView, PlannedFailure } from "./server/workspace.ts";
import { type QuizOnSlack, quizOnSlack } from "./under-test.ts";

const anna = "U0ANNA";

/** Sets up the daily question of a channel for a minute from now, and moves the bot's clock to it. */
async function due(quiz: QuizOnSlack, channels: readonly string[]): Promise<void> {
  const soon = new Date(quiz.slack.time.now() + 120_000);
  const time = soon.toISOString().slice(11, 16);
  for (const channel of channels) {
    await quiz.slack.types(anna, "general", `settings daily #${channel} ${time} UTC daily`);
    const saved = () => quiz.slack.seenBy(anna).filter(({ blocks }) => wordsIn(blocks).includes("I'll post it at"));
    await quiz.slack.until("that it is set up", () => saved().length === channels.indexOf(channel) + 1);
  }
  quiz.slack.time.advance(180_000);
}

test("each channel gets its question once, and everybody's answer is private and counted", async () => {
  const quiz = await quizOnSlack("socket");
  await due(quiz, ["general", "quiz"]);
  await quiz.bot.wake();
  await quiz.bot.wake();
  expect(quiz.slack.postsIn("C0GENERAL")).toHaveLength(1);
  expect(quiz.slack.postsIn("C0QUIZ")).toHaveLength(1);
  const [post] = quiz.slack.postsIn("C0GENERAL") as [Message];
  quiz.slack.time.flows = false;
  await Promise.all(["U0BEN", "U0CEM", "W0OWNER"].map((user) => quiz.slack.presses(user, post, "A")));
  for (const user of ["U0BEN", "U0CEM", "W0OWNER"]) {
    await quiz.slack.until("a verdict", () => quiz.slack.seenBy(user).length === 1);
  }
  quiz.slack.time.flows = true;
  quiz.slack.time.advance(10_000);
  await quiz.slack.until("the count", () => wordsIn(post.blocks).includes("3 answered"));
  expect(post.edits).toBeLessThanOrEqual(2);
  expect(wordsIn(post.blocks)).not.toMatch(/Right!|Not A/);
});

test("the app's page shows today's question, which can be answered from there", async () => {
  const quiz = await quizOnSlack("socket");
  await due(quiz, ["general"]);
  await quiz.bot.wake();
  const page = () => wordsIn(quiz.slack.homes.get("U0BEN")?.blocks ?? []);
  await quiz.slack.opensHome("U0BEN");
  await quiz.slack.until("the page", () => page().includes(wordsEn.home.open));
  await quiz.slack.presses("U0BEN", "home", wordsEn.home.answerDaily);
  await quiz.slack.until("the question", () => quiz.slack.views.length === 1);
  const [window] = quiz.slack.views as [OpenView];
  await quiz.slack.presses("U0BEN", window, "A");
  await quiz.slack.until("the verdict", () => /Right!|Not A/.test(wordsIn(window.view.blocks)));
  await quiz.slack.until("the page anew", () => page().includes(wordsEn.home.answered));
  const [post] = quiz.slack.postsIn("C0GENERAL") as [Message];
  await quiz.slack.until("the count", () => wordsIn(post.blocks).includes("1 answered"));
  expect(quiz.slack.seenBy("U0BEN")).toEqual([]);
});

test("a count is updated even after a restart, and pending updates are sent when the program stops", async () => {
  const quiz = await quizOnSlack("socket");
  await due(quiz, ["general"]);
  await quiz.bot.wake();
  await quiz.restart();
  await quiz.bot.wake();
  expect(quiz.slack.postsIn("C0GENERAL")).toHaveLength(1);
  const [post] = quiz.slack.postsIn("C0GENERAL") as [Message];
  for (const user of ["U0BEN", "U0CEM"]) {
    await quiz.slack.presses(user, post, "A");
    await quiz.slack.until("a verdict", () => quiz.slack.seenBy(user).length === 1);
  }
  await quiz.restart();
  expect(wordsIn(post.blocks)).toContain("2 answered");
});

test.each<PlannedFailure["type"]>(["lost-after", "server-error-after"])(
  "a post whose answer was lost (%s) is not sent again, also after a restart, and is found by its first press",
  async (type) => {
    const quiz = await quizOnSlack("socket");
    await due(quiz, ["general"]);
    quiz.slack.plannedFailures.push({ method: "chat.postMessage", type });
    await quiz.bot.wake();
    await quiz.bot.wake();
    expect(quiz.logged.join("\n")).toContain("answer was lost");
    await quiz.restart();
    await quiz.bot.wake();
    expect(quiz.slack.postsIn("C0GENERAL")).toHaveLength(1);
    await quiz.slack.types(anna, "general", "settings");
    await quiz.slack.until("the settings", () =>
      wordsIn(quiz.slack.views[0]?.view.blocks ?? []).includes("may be miss"),
    );

    const [post] = quiz.slack.postsIn("C0GENERAL") as [Message];
    await quiz.slack.presses("U0BEN", post, "A");
    await quiz.slack.until("the count", () => wordsIn(post.blocks).includes("1 answered"));
    await quiz.restart();
    await quiz.slack.presses("U0CEM", post, "A");
    await quiz.slack.until("the count after a restart", () => wordsIn(post.blocks).includes("2 answered"));
  },
);

test("a channel without the bot is tried once a minute, and gets its question after the invitation", async () => {
  const quiz = await quizOnSlack("socket");
  await due(quiz, ["general"]);
  const channel = quiz.slack.channels.get("general") as { member: boolean };
  channel.member = false;
  for (let wake = 0; wake < 5; wake++) await quiz.bot.wake();
  expect(quiz.slack.calls.filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
  channel.member = true;
  quiz.slack.time.advance(61_000);
  await quiz.bot.wake();
  expect(quiz.slack.postsIn("C0GENERAL")).toHaveLength(1);
});

test("a channel that is rate-limited for long delays nothing, and gets its post afterwards", async () => {
  const quiz = await quizOnSlack("socket");
  await due(quiz, ["general", "quiz"]);
  quiz.slack.plannedFailures.push({ method: "chat.postMessage", type: "rate-limited", seconds: 4 });
  const { time } = quiz.slack;
  const began = time.now();
  await quiz.bot.wake();
  await quiz.bot.wake();
  expect(time.now() - began).toBeLessThan(4_000);
  expect([...quiz.slack.postsIn("C0GENERAL"), ...quiz.slack.postsIn("C0QUIZ")]).toHaveLength(1);
  const [daily] = await quiz.store.dailies.unposted(0);
  expect(daily?.sendingSince).toBeNull();
  time.advance(4_000);
  await quiz.bot.wake();
  expect([...quiz.slack.postsIn("C0GENERAL"), ...quiz.slack.postsIn("C0QUIZ")]).toHaveLength(2);
});

test("a rate-limited post is sent after the time that Slack asks for", async () => {
  const quiz = await quizOnSlack("socket");
  await due(quiz, ["general"]);
  quiz.slack.plannedFailures.push({ method: "chat.postMessage", type: "rate-limited", seconds: 2 });
  const began = quiz.slack.time.now();
  await quiz.bot.wake();
  expect(quiz.slack.time.now() - began).toBeGreaterThanOrEqual(2_000);
  expect(quiz.slack.postsIn("C0GENERAL")).toHaveLength(1);
});

test("a rate-limited channel does not delay the others", async () => {
  const quiz = await quizOnSlack("socket");
  quiz.slack.plannedFailures.push({ method: "chat.postMessage", type: "rate-limited", seconds: 2 });
  const card = { type: "card", tone: "neutral", title: "Now", blocks: [], buttons: [], reference: [] } as const;
  const post = (channel: string) => quiz.chat.post({ workspace: "T0HOME", channel, key: `key-${channel}`, card });
  const { time } = quiz.slack;
  time.flows = false;
  const slow = post("C0GENERAL");
  await quiz.slack.until("the wait after the refusal", () => time.waiting() === 1);
  expect(await post("C0QUIZ")).toMatchObject({ type: "posted" });
  time.advance(2_000);
  expect(await slow).toMatchObject({ type: "posted" });
});

test("a burst to one channel is spread over seconds, and each key is posted once", async () => {
  const quiz = await quizOnSlack("socket");
  const card = { type: "card", tone: "neutral", title: "Now", blocks: [], buttons: [], reference: [] } as const;
  const keys = ["a", "b", "c", "a"];
  const posted = await Promise.all(
    keys.map((key) => quiz.chat.post({ workspace: "T0HOME", channel: "C0QUIZ", key, card })),
  );
  expect(posted.map(({ type }) => type)).toEqual(["posted", "posted", "posted", "posted"]);
  expect(quiz.slack.postsIn("C0QUIZ")).toHaveLength(3);
  expect(posted[3]).toEqual(posted[0]);
});

test("many edits at once are combined into a few", async () => {
  const quiz = await quizOnSlack("socket");
  const post = (title: string) =>
    ({
      workspace: "T0HOME",
      channel: "C0QUIZ",
      key: "k",
      card: { type: "card", tone: "neutral", title, blocks: [], buttons: [], reference: [] },
    }) as const;
  const outcome = await quiz.chat.post(post("0"));
  if (outcome.type !== "posted") throw new Error("not posted");
  await Promise.all(Array.from({ length: 50 }, (_, count) => quiz.chat.edit(outcome.message, post(`${count + 1}`))));
  const [message] = quiz.slack.postsIn("C0QUIZ") as [Message];
  expect(wordsIn(message.blocks)).toContain("50");
  expect(message.edits).toBeLessThanOrEqual(2);
});

test("if it may not post, or the token is of another workspace, it says why", async () => {
  const quiz = await quizOnSlack("socket");
  const card = { type: "card", tone: "neutral", title: "Now", blocks: [], buttons: [], reference: [] } as const;
  const post = (workspace: string, channel: string) => quiz.chat.post({ workspace, channel, key: channel, card });
  expect(await post("T0HOME", "C0RANDOM")).toEqual({ type: "failed", reason: "no-permission" });
  expect(await post("T0HOME", "C0GONE")).toEqual({ type: "failed", reason: "no-channel" });
  expect(await post("T0OTHER", "C0GENERAL")).toEqual({ type: "failed", reason: "no-channel" });
});
