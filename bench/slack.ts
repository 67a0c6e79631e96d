import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import { test } from "vitest";
import { renderMessage } from "../src/adapters/slack/render-card.ts";
import { noticeCard } from "../src/cards/notices/notice-card.ts";
import { type LoopbackSlack, openSlack, pressOf } from "../test/adapters/slack/server/slack.ts";
import { signingSecret } from "../test/adapters/slack/server/transport.ts";
import { appToken, botToken } from "../test/adapters/slack/server/web-api.ts";
import type { Message } from "../test/adapters/slack/server/workspace.ts";
import { type Mode, quizOnSlack } from "../test/adapters/slack/under-test.ts";
import { freePort } from "../test/end-to-end/program.ts";
import { openTestTime } from "../test/test-time.ts";

/**
 * One answer end to end on one machine: a press is delivered, acknowledged, decided and saved in SQLite, and its
 * verdict replaces the question. For comparison, a Bolt app that answers every press with one constant.
 */
const presses = 200;

test.each<Mode>(["socket", "http"])("an answer end to end over %s", async (mode) => {
  const quiz = await quizOnSlack(mode, { time: openTestTime({ runs: true }) });
  const ours: Timing = { acknowledged: [], answered: [] };
  for (let turn = 0; turn < presses; turn++) {
    const before = quiz.slack.messages.length;
    await quiz.slack.types("U0BEN", "general", "play");
    await quiz.slack.until("a question", () => quiz.slack.messages.length > before);
    await timed(quiz.slack, quiz.slack.messages.at(-1) as Message, "A", ours);
  }
  const bare = await constantBot(mode);
  const theirs: Timing = { acknowledged: [], answered: [] };
  for (let turn = 0; turn < presses; turn++) await timed(bare.slack, bare.message(), "A", theirs);
  await bare.close();
  report(`async-quiz, ${mode}`, ours);
  report(`bare Bolt, ${mode}`, theirs);
});

interface Timing {
  readonly acknowledged: number[];
  readonly answered: number[];
}

async function timed(slack: LoopbackSlack, message: Message, label: string, timing: Timing): Promise<void> {
  const old = message.blocks;
  const press = pressOf(slack, "U0BEN", message, label);
  const began = performance.now();
  await slack.transport.deliver("interactive", press);
  timing.acknowledged.push(performance.now() - began);
  while (message.blocks === old) await new Promise((resolve) => setImmediate(resolve));
  timing.answered.push(performance.now() - began);
}

async function constantBot(mode: Mode) {
  const slack = await openSlack(openTestTime({ runs: true }));
  const clientOptions = { slackApiUrl: slack.transport.apiUrl };
  const receiver =
    mode === "http"
      ? new HTTPReceiver({ signingSecret })
      : new SocketModeReceiver({ appToken, installerOptions: { clientOptions } });
  const app = new App({ token: botToken, receiver, clientOptions });
  const card = noticeCard("neutral", "A constant", ["The same to everybody."], []);
  const button = { id: "play:all", label: "A", spoken: "A", look: "plain" } as const;
  const question = { ...card, buttons: [[button]] };
  app.action(/.*/, async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: "A constant", blocks: [...renderMessage(card)] as never });
  });
  const port = await freePort();
  await app.start(port);
  slack.transport.appUrl = mode === "http" ? `http://127.0.0.1:${port}/slack/events` : null;
  const message = () => {
    const blocks = renderMessage(question) as unknown as Message["blocks"];
    const sent = {
      ts: "1.0",
      channel: "C0GENERAL",
      seenBy: "U0BEN",
      text: "A",
      blocks,
      key: null,
      deleted: false,
      edits: 0,
    };
    slack.messages.push(sent);
    return sent;
  };
  const close = async () => {
    await app.stop();
    await slack.close();
  };
  return { slack, message, close };
}

function report(name: string, timing: Timing): void {
  const told = (["acknowledged", "answered"] as const).map((part) => {
    const sorted = [...timing[part]].sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
    return `${part} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
  });
  process.stdout.write(`${name.padEnd(20)} ${told.join("; ")}\n`);
}
