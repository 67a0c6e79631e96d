import { describe, expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { buttonsOf, commandOf, homeOf, pressOf, wordsIn } from "./server/slack.ts";
import type { Message } from "./server/workspace.ts";
import { type QuizOnSlack, quizOnSlack } from "./under-test.ts";

const ben = "U0BEN";

/** Stops the bot, which first finishes everything it has accepted. */
const settled = (quiz: QuizOnSlack) => quiz.restart();

describe.each(["socket", "http"] as const)("over %s", (mode) => {
  test("an event that arrives three times updates the page once", async () => {
    const quiz = await quizOnSlack(mode);
    const { slack } = quiz;
    const event = homeOf(slack, ben);
    for (const retry of [null, "1", "2"]) {
      const headers: Record<string, string> =
        retry === null ? {} : { "x-slack-retry-num": retry, "x-slack-retry-reason": "http_timeout" };
      expect((await slack.transport.deliver("events_api", event, { headers })).status).toBe(200);
    }
    await settled(quiz);
    expect(slack.calls.filter(({ method }) => method === "views.publish")).toHaveLength(1);
  });

  test("a command and a press that arrive twice act once", async () => {
    const quiz = await quizOnSlack(mode);
    const { slack } = quiz;
    const command = commandOf(slack, ben, "general", "play");
    await Promise.all([1, 2].map((timestamp) => slack.transport.deliver("slash_commands", command, now(timestamp))));
    await settled(quiz);
    expect(slack.seenBy(ben)).toHaveLength(1);
    const press = pressOf(slack, ben, slack.seenBy(ben)[0] as Message, "A");
    const both = await Promise.all([1, 2].map((each) => slack.transport.deliver("interactive", press, now(each))));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await settled(quiz);
    expect([...slack.addresses.values()].map(({ uses }) => uses)).toEqual([1, 1]);
  });

  test("anything that is not one of Slack's payloads is acknowledged and does nothing", async () => {
    const quiz = await quizOnSlack(mode);
    const { slack, logged } = quiz;
    const command = { ...commandOf(slack, ben, "general", "play"), user_id: "nobody" };
    expect((await slack.transport.deliver("slash_commands", command)).status).toBe(200);
    await settled(quiz);
    expect(slack.messages).toEqual([]);
    expect(logged.join("\n")).toContain("could not be read");
  });

  test("an invented button, or one for somebody else, is refused politely", async () => {
    const quiz = await quizOnSlack(mode);
    const { slack } = quiz;
    for (const user of [ben, "U0CEM"]) await slack.types(user, "general", "play");
    await slack.until("two questions", () => slack.messages.length === 2);
    const question = (user: string) => slack.seenBy(user)[0] as Message;
    const foreign = buttonsOf(question("U0CEM").blocks)[0]?.value ?? "";
    const own = question(ben);
    for (const [value, words] of [
      [foreign, "for somebody else"],
      ["answer:../../etc:0", "I don't know this button"],
    ] as const) {
      const press = pressOf(slack, ben, own, "A");
      const [action] = press.actions as [object];
      await slack.transport.deliver("interactive", { ...press, actions: [{ ...action, value }] });
      await slack.until("a refusal", () => slack.messages.some(({ blocks }) => wordsIn(blocks).includes(words)));
      own.blocks = question("U0CEM").blocks;
    }
    expect([await answersOf(quiz, "T0HOME"), slack.postsIn("C0GENERAL")]).toEqual([0, []]);
  });

  test("the workspace is that of the authorisation, whatever the payload says", async () => {
    const quiz = await quizOnSlack(mode);
    const command = { ...commandOf(quiz.slack, ben, "general", "play"), team_id: "T0EVIL", enterprise_id: "E0EVIL" };
    await quiz.slack.transport.deliver("slash_commands", command);
    await quiz.slack.until("a question", () => quiz.slack.seenBy(ben).length === 1);
    const press = { ...pressOf(quiz.slack, ben, quiz.slack.seenBy(ben)[0] as Message, "A"), team: { id: "T0EVIL" } };
    await quiz.slack.transport.deliver("interactive", press);
    const question = quiz.slack.seenBy(ben)[0] as Message;
    await quiz.slack.until("the verdict", () => /Right!|Not A/.test(wordsIn(question.blocks)));
    expect(await answersOf(quiz, "T0HOME")).toBe(1);
    expect(await answersOf(quiz, "T0EVIL")).toBe(0);
  });
});

test("an organisation's token serves each of its workspaces separately", async () => {
  const quiz = await quizOnSlack("socket");
  quiz.slack.organisation = true;
  await quiz.restart();
  const organisation = { is_enterprise_install: "true", enterprise_id: "E0ORG" };
  for (const team of ["T0ONE", "T0TWO"]) {
    const before = quiz.slack.seenBy(ben).length;
    const command = { ...commandOf(quiz.slack, ben, "general", "play"), ...organisation, team_id: team };
    await quiz.slack.transport.deliver("slash_commands", command);
    await quiz.slack.until("a question", () => quiz.slack.seenBy(ben).length > before);
    const question = quiz.slack.seenBy(ben).at(-1) as Message;
    const press = {
      ...pressOf(quiz.slack, ben, question, "A"),
      is_enterprise_install: true,
      enterprise: { id: "E0ORG" },
    };
    await quiz.slack.transport.deliver("interactive", { ...press, team: { id: team } });
    await quiz.slack.until("the verdict", () => /Right!|Not A/.test(wordsIn(question.blocks)));
    expect(await answersOf(quiz, team)).toBe(1);
  }
});

async function answersOf({ store }: QuizOnSlack, workspace: string): Promise<number> {
  const account = (
    await store.people.find({ chat: "slack", workspace, user: { id: ben, name: "Ben", scope: "workspace" } }, 0)
  ).account;
  return (await store.answers.ofLearner(account.learner)).length;
}

/** Signed this many seconds ago, so that two deliveries of the same body have different signatures. */
function now(ago: number) {
  return { timestamp: Math.floor(Date.now() / 1000) - ago };
}

describe("over HTTP", () => {
  test.each([
    ["a wrong secret", { secret: "another" }],
    ["a signature of six minutes ago", { timestamp: Math.floor(Date.now() / 1000) - 360 }],
    ["no signature that could be one", { headers: { "x-slack-signature": "v0=" } }],
    ["another version of signatures", { headers: { "x-slack-signature": "v1=00" } }],
  ])("%s is refused", async (_, options) => {
    const quiz = await quizOnSlack("http");
    const { slack } = quiz;
    const command = commandOf(slack, ben, "general", "play");
    expect((await slack.transport.deliver("slash_commands", command, options)).status).toBe(401);
    await settled(quiz);
    expect(slack.messages).toEqual([]);
  });

  test("a replayed signed command is refused", async () => {
    const quiz = await quizOnSlack("http");
    const { slack } = quiz;
    const command = commandOf(slack, ben, "general", "play");
    const options = { timestamp: Math.floor(Date.now() / 1000) };
    expect((await slack.transport.deliver("slash_commands", command, options)).status).toBe(200);
    expect((await slack.transport.deliver("slash_commands", command, options)).status).toBe(401);
    await settled(quiz);
    expect(slack.seenBy(ben)).toHaveLength(1);
  });

  test("Slack's own checks are answered, other paths and methods are not", async () => {
    const { slack } = await quizOnSlack("http");
    const challenge = { type: "url_verification", challenge: "say this" };
    expect((await slack.transport.deliver("events_api", challenge)).body).toEqual({ challenge: "say this" });
    const url = slack.transport.appUrl as string;
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(url.replace("events", "other"), { method: "POST" })).status).toBe(404);
  });
});

describe("Socket Mode", () => {
  const both = ({ slack }: QuizOnSlack) => slack.until("both connections", () => slack.transport.sockets.size === 2);

  /** Breaks every connection and waits for a new one. */
  async function cutAll({ slack }: QuizOnSlack): Promise<void> {
    const old = [...slack.transport.sockets];
    for (const link of old) link.terminate();
    const isNew = () => [...slack.transport.sockets].some((link) => !old.includes(link));
    await slack.until("a new connection", isNew);
  }

  test("keeps two connections: while Slack renews one, or it breaks, the other serves", async () => {
    const quiz = await quizOnSlack("socket");
    const { slack } = quiz;
    for (const [turn, cut] of ["asked", "broken"].entries()) {
      await both(quiz);
      const [old] = slack.transport.sockets;
      if (cut === "asked") old?.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
      else old?.terminate();
      await slack.until("the old one to go", () => !slack.transport.sockets.has(old as never));
      await slack.types(ben, "general", "progress");
      await slack.until("the answer", () => slack.seenBy(ben).length === turn + 1);
    }
    expect(slack.seenBy(ben)).toHaveLength(2);
  });

  test("is back within a second after every connection broke", async () => {
    const quiz = await quizOnSlack("socket");
    const { slack } = quiz;
    await both(quiz);
    const began = slack.time.now();
    await cutAll(quiz);
    expect(slack.time.now() - began).toBeLessThan(1_000);
    await both(quiz);
    await slack.types(ben, "general", "progress");
    await slack.until("the answer", () => slack.seenBy(ben).length === 1);
  });

  test("opens neither connection before the end of Retry-After", async () => {
    const quiz = await quizOnSlack("socket");
    const { slack } = quiz;
    await both(quiz);
    slack.plannedFailures.push({ method: "apps.connections.open", type: "rate-limited", seconds: 1 });
    slack.transport.sockets.values().next().value?.terminate();
    await slack.until("the refusal", () => slack.rests.size === 1);
    await cutAll(quiz);
    expect(slack.time.now()).toBeGreaterThanOrEqual(Math.max(...slack.rests.values()));
  });

  test("comes back after Slack was away, and stops immediately while it is away", async () => {
    const quiz = await quizOnSlack("socket");
    const { slack } = quiz;
    const plannedFailures: unknown[] = [];
    const failure = (error: unknown) => void plannedFailures.push(error);
    process.on("unhandledRejection", failure);
    slack.transport.accepting = false;
    for (const link of slack.transport.sockets) link.terminate();
    const failures = () => quiz.logged.filter((line) => line.includes("was not opened")).length;
    await slack.until("some attempts", () => failures() > 4);
    slack.transport.accepting = true;
    await slack.until("the connection", () => slack.transport.sockets.size > 0);
    slack.transport.accepting = false;
    for (const link of slack.transport.sockets) link.terminate();
    const before = failures();
    await slack.until("another attempt", () => failures() > before);
    await quiz.chat.stop();
    slack.transport.accepting = true;
    expect([slack.transport.sockets.size, slack.time.waiting()]).toEqual([0, 0]);
    process.off("unhandledRejection", failure);
    expect(plannedFailures).toEqual([]);
    // A new program does not know how long Slack has asked the old one to wait.
    slack.time.advance(60_000);
    await quiz.restart();
  });

  test("whatever was accepted before a stop is finished", async () => {
    const quiz = await quizOnSlack("socket");
    quiz.slack.plannedFailures.push({ method: "users.info", type: "held" });
    await quiz.slack.types(ben, "general", "play");
    const restarting = quiz.restart();
    await quiz.slack.until("the look-up", () => quiz.slack.delayed.length > 0);
    quiz.slack.release();
    await restarting;
    expect(wordsIn((quiz.slack.seenBy(ben)[0] as Message).blocks)).toContain(wordsEn.question.unknown);
  });
});
