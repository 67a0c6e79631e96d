import { once } from "node:events";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { onTestFinished, test } from "vitest";
import { webChat } from "../src/adapters/web/adapter.ts";
import { wordsEn } from "../src/cards/words/en/words-en.ts";
import { systemIds } from "../src/cli/system-ids.ts";
import { openBrowser, send } from "../test/adapters/web/room-under-test.ts";
import { openBotWith } from "../test/contracts/chat-driver.ts";
import { freePort, temporaryFolder } from "../test/end-to-end/program.ts";
import { openTestTime } from "../test/test-time.ts";
import { becomes, compare, timed } from "./measure.ts";

/** An answer end to end: from the press that a page posts to the verdict on the page's stream of events. */
test("The local room", async ({ task }) => {
  const answer = await openPage();
  const answerConstant = await openBareServer();
  await compare(task, {
    rounds: 200,
    warmUps: 20,
    baseline: { name: "a bare Hono server that answers with a constant", sample: answerConstant },
    measured: [{ name: "a press until its verdict", sample: answer }],
  });
});

/** Opens the room as Ada does. Each call answers a new question, and measures that. */
async function openPage(): Promise<() => Promise<number>> {
  const { path, remove } = await temporaryFolder();
  onTestFinished(remove);
  const clock = openTestTime({ runs: true });
  const assetsFolder = resolve("assets/room");
  const { chat } = await openBotWith(clock, { url: `sqlite:${join(path, "quiz.db")}` }, ({ log, transcript }) =>
    webChat({ port: 0, transcript, words: wordsEn, clock, ids: systemIds, log, assetsFolder }),
  );
  const ada = await openBrowser(Number(new URL(chat.address()).port), "Ada");
  const page = await ada.listen();
  onTestFinished(page.leave);
  const linesAfter = (start: number) => page.signals.slice(start).filter(({ event }) => event === "line");
  return async () => {
    const before = page.signals.length;
    const questions = () => linesAfter(before).filter(({ data }) => data.html.includes('data-letter="A"'));
    await ada.post("/say", { text: "/play" });
    await becomes(() => questions().length > 0);
    const [question] = questions();
    const button = /data-button="([^"]*)"\s+data-letter="A"/.exec(question?.data.html)?.[1];
    const shown = page.signals.length;
    return timed(async () => {
      await ada.post("/press", { line: question?.data.id, button });
      await becomes(() => linesAfter(shown).some(({ data }) => data.id === question?.data.id));
    });
  };
}

async function openBareServer(): Promise<() => Promise<number>> {
  const app = new Hono();
  app.post("/press", async (context) => {
    await context.req.json();
    return context.json({ type: "done" });
  });
  const port = await freePort();
  const server = createServer(getRequestListener(app.fetch)).listen(port, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ line: "a line of the page", button: "answer:constant:0" });
  return () => timed(() => send(port, { method: "POST", path: "/press", headers, body }));
}
