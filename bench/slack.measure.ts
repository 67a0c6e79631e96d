import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { onTestFinished, test } from "vitest";
import { renderMessage } from "../src/adapters/slack/render-card.ts";
import { noticeCard } from "../src/cards/notices/notice-card.ts";
import { type LoopbackSlack, openSlack, pressOf } from "../test/adapters/slack/server/slack.ts";
import { signingSecret } from "../test/adapters/slack/server/transport.ts";
import { appToken, botToken } from "../test/adapters/slack/server/web-api.ts";
import type { Message } from "../test/adapters/slack/server/workspace.ts";
import { type Mode, quizOnSlack } from "../test/adapters/slack/under-test.ts";
import { freePort } from "../test/end-to-end/program.ts";
import { openTestTime } from "../test/test-time.ts";
import { becomes, compare } from "./measure.ts";

/**
 * An answer end to end on one machine: Slack delivers a press, the bot acknowledges it, grades and saves the
 * answer in SQLite, and the verdict replaces the question. The baseline is a Bolt app that answers with a constant.
 */
const user = "U0BEN";

const goals = {
  acknowledged: "a press until it is acknowledged",
  answered: "a press until its verdict",
} as const;

type Times = Readonly<Record<keyof typeof goals, number>>;

const modes = [
  ["Socket Mode", "socket"],
  ["HTTP", "http"],
] as const;

test.for(modes)("Slack, %s", async ([, mode], { task }) => {
  const quiz = await quizOnSlack(mode, { time: openTestTime({ runs: true }) });
  const bare = await openConstantApp(mode);
  const answerQuestion = async () => press(quiz.slack, await newQuestion(quiz.slack));
  const answerConstant = () => press(bare, postConstant(bare));
  for (const goal of ["acknowledged", "answered"] as const) {
    await compare(task, {
      rounds: 200,
      warmUps: 20,
      baseline: { name: "a bare Bolt app", sample: async () => (await answerConstant())[goal] },
      measured: [{ name: goals[goal], sample: async () => (await answerQuestion())[goal] }],
    });
  }
});

async function newQuestion(slack: LoopbackSlack): Promise<Message> {
  const before = slack.messages.length;
  await slack.types(user, "general", "play");
  await becomes(() => slack.messages.length > before);
  const [message] = slack.messages.slice(-1);
  if (message === undefined) throw new Error("there is no question");
  return message;
}

async function press(slack: LoopbackSlack, message: Message): Promise<Times> {
  const old = message.blocks;
  const payload = pressOf(slack, user, message, "A");
  const start = performance.now();
  await slack.transport.deliver("interactive", payload);
  const acknowledged = performance.now() - start;
  await becomes(() => message.blocks !== old);
  return { acknowledged, answered: performance.now() - start };
}

const constant = noticeCard("neutral", "A constant", ["The same for everybody."], []);

async function openConstantApp(mode: Mode): Promise<LoopbackSlack> {
  const slack = await openSlack(openTestTime({ runs: true }));
  onTestFinished(slack.close);
  const clientOptions = { slackApiUrl: slack.transport.apiUrl };
  const receiver =
    mode === "http"
      ? new HTTPReceiver({ signingSecret })
      : new SocketModeReceiver({ appToken, installerOptions: { clientOptions } });
  const app = new App({ token: botToken, receiver, clientOptions });
  app.action(/.*/, async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: "A constant", blocks: [...renderMessage(constant)] });
  });
  const port = await freePort();
  await app.start(port);
  onTestFinished(async () => {
    await app.stop();
  });
  slack.transport.appUrl = mode === "http" ? `http://127.0.0.1:${port}/slack/events` : null;
  return slack;
}

function postConstant(slack: LoopbackSlack): Message {
  const button = { type: "button", action_id: "constant", text: { type: "plain_text", text: "A" } } as const;
  const message: Message = {
    ts: "1.0",
    channel: "C0GENERAL",
    seenBy: user,
    text: "A",
    blocks: [{ type: "actions", elements: [button] }],
    key: null,
    deleted: false,
    edits: 0,
  };
  slack.messages.push(message);
  return message;
}
