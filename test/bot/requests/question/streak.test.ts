import { expect, test } from "vitest";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { bankOf } from "../../../../src/engine/bank/bank.ts";
import { hourMs } from "../../../../src/engine/community/calendar.ts";
import { sampleMisconception, sampleQuestion } from "../../../engine/samples.ts";
import { type App, answersRight, openApp, originOf } from "../../app-under-test.ts";

const day = 24 * hourMs;
const bank = bankOf(
  [..."abcdef"].map((name) => sampleQuestion(`question-${name}`, ["speed"], { topic: "sync-and-async" })),
  [sampleMisconception("speed")],
);

async function answersNext(app: App, person = "ada"): Promise<string> {
  return plainText(await answersRight(app, person, await app.says(person, "play")));
}

test("the first verdict of a day says how long the streak is, the second does not", async () => {
  const app = await openApp({ bank });
  expect(await answersNext(app)).toContain("Streak: 1 day.");
  expect(await answersNext(app)).not.toContain("Streak");
  app.now += day;
  expect(await answersNext(app)).toContain("Streak: 2 days.");
  expect(await answersNext(app)).not.toContain("Streak");
  expect(await answersNext(app, "bob")).toContain("Streak: 1 day.");
});

test("a missed day is forgiven and said, once in seven days", async () => {
  const app = await openApp({ bank });
  await answersNext(app);
  app.now += 2 * day;
  expect(plainText(await app.says("ada", "progress"))).toContain("Streak: 1 day. Yesterday is forgiven");
  const verdict = await answersNext(app);
  expect(verdict).toContain("Streak: 2 days. Yesterday is forgiven: one day in seven may be missed.");
  app.now += 2 * day;
  expect(await answersNext(app)).toContain("Streak: 2 days. Yesterday is forgiven");
  app.now += 3 * day;
  expect(plainText(await app.says("ada", "progress"))).toContain("No streak yet.");
  expect(await answersNext(app)).toContain("Streak: 1 day.");
});

test("days without a daily question do not end a streak", async () => {
  // 24 November 2026 is a Tuesday.
  const app = await openApp({ bank, now: Date.UTC(2026, 10, 24, 8, 0) });
  await app.says("ada", "settings daily #room 09:00 UTC mon,tue");
  for (const days of [0, 6, 7]) {
    app.now = Date.UTC(2026, 10, 24 + days, 9, 30);
    await app.bot.wake();
    if (days !== 6) await answersNext(app);
  }
  expect(app.posts).toHaveLength(3);
  expect(plainText(await app.says("ada", "progress"))).toContain("Streak: 2 days. Yesterday is forgiven");
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
  expect(await playIn(inServer)).toContain("Streak: 1 day.");
  // In Auckland it is already the next day, in UTC it is not.
  app.now = Date.UTC(2026, 10, 24, 12, 0);
  expect(await playIn(direct)).toContain("Streak: 2 days.");
});
