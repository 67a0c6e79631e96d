import { expect, test } from "vitest";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { bankOf } from "../../../../src/engine/bank/bank.ts";
import { sampleMisconception, sampleQuestion } from "../../../engine/samples.ts";
import { answersRight, openApp, originOf } from "../../app-under-test.ts";

const bank = bankOf(
  [..."abcdef"].map((name) => sampleQuestion(`question-${name}`, ["speed"], { topic: "sync-and-async" })),
  [sampleMisconception("speed")],
);

test("days without a daily question do not end a streak", async () => {
  // 24 November 2026 is a Tuesday.
  const app = await openApp({ bank, now: Date.UTC(2026, 10, 24, 8, 0) });
  await app.says("ada", "settings daily #room 09:00 UTC mon,tue");
  for (const days of [0, 6, 7]) {
    app.now = Date.UTC(2026, 10, 24 + days, 9, 30);
    await app.bot.wake();
    if (days !== 6) await answersRight(app, "ada", await app.says("ada", "play"));
  }
  expect(app.posts).toHaveLength(3);
  expect(plainText(await app.says("ada", "progress"))).toMatch(
    /Streak: 2 days in a row\. You missed .+ which is forgiven/,
  );
});

test("in direct messages a day is that of the community in which the person plays most", async () => {
  const app = await openApp({ bank, now: Date.UTC(2026, 10, 24, 8, 0) });
  const direct = {
    workspace: null,
    channel: "direct",
    user: { ...originOf("ada").user, scope: "everywhere" },
  } as const;
  const inServer = { ...direct, workspace: "room" };
  await app.says("ada", "settings daily #room 09:00 Pacific/Auckland daily");
  const playIn = async (where: typeof direct | typeof inServer) => {
    const question = await app.asks("ada", { type: "play", topic: null }, where);
    return plainText(await answersRight(app, "ada", question, where));
  };
  await playIn(inServer);
  // In Auckland it is already the next day, in UTC it is not.
  app.now = Date.UTC(2026, 10, 24, 12, 0);
  expect(await playIn(direct)).toContain("Streak: 2 days in a row.");
});
