import { expect, test } from "vitest";
import type { Origin } from "../../../../src/bot/origin.ts";
import { readButton } from "../../../../src/bot/requests/catalogue.ts";
import { plainText } from "../../../../src/cards/plain-text.ts";
import { wordsEn } from "../../../../src/cards/words/en/words-en.ts";
import { bankOf } from "../../../../src/engine/bank/bank.ts";
import { minuteMs } from "../../../../src/engine/community/calendar.ts";
import type { Refusal } from "../../../../src/engine/question/refusal.ts";
import { sampleMisconception, sampleQuestion } from "../../../engine/samples.ts";
import { type App, answersRight, buttonOf, openApp, wrongLetter } from "../../app-under-test.ts";

const bank = bankOf(
  ["q1", "q2"].map((id) => sampleQuestion(id, ["speed"])),
  [sampleMisconception("speed")],
);

/** The same person under another name in another chat, or somebody else there. */
function on(chat: string, id = "ada", name = `${id} of ${chat}`): Partial<Origin> {
  return { chat, workspace: `${chat} server`, user: { id, name, scope: "workspace" } };
}

const [discord, slack] = [on("discord"), on("slack")];

async function codeFor(app: App, origin: Partial<Origin>): Promise<string> {
  const text = plainText(await app.asks("ada", { type: "link", code: null }, origin));
  return text.match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0] ?? expect.unreachable();
}

async function redeem(app: App, code: string, origin: Partial<Origin>): Promise<string> {
  return plainText(await app.asks("ada", { type: "link", code }, origin));
}

type LinkRefusal = Extract<
  Refusal["code"],
  "unknown-code" | "expired-code" | "own-code" | "already-linked" | "same-chat" | "too-many-codes" | "not-linked"
>;

/** The sentence as a plain text shows it. */
function sentence(code: LinkRefusal): string {
  return wordsEn.refusals[code];
}

async function link(app: App): Promise<string> {
  return redeem(app, await codeFor(app, discord), slack);
}

test("a code says how it is used, how long it works, what it does, and to keep it secret", async () => {
  const app = await openApp({ bank });
  const card = await app.asks("ada", { type: "link", code: null }, discord);
  const text = plainText(card);
  for (const part of ["/async-quiz link", "10 minutes", "earns points once", "Don't show the code to anyone"]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain(wordsEn.link.linkedNow);
});

test("linked accounts share progress and reviews, and a question earns points once", async () => {
  const app = await openApp({ bank });
  const onDiscord = await app.asks("ada", { type: "play", topic: null }, discord);
  const letter = await wrongLetter(app, onDiscord);
  await app.asks("ada", readButton(buttonOf(onDiscord, letter)), discord);
  const text = await link(app);
  expect(text).toContain("ada of discord in Discord");
  expect(text).toContain("ada of slack in Slack");
  expect(text).toContain("/async-quiz unlink");
  const progress = plainText(await app.asks("ada", { type: "progress" }, slack));
  expect(progress).toContain("speed");
  expect(plainText(await app.asks("ada", { type: "progress" }, discord))).toBe(progress);
  expect(plainText(await app.asks("ada", { type: "link", code: null }, slack))).toContain(wordsEn.link.linkedNow);
});

test("unlinking gives each account its own answers again", async () => {
  const app = await openApp({ bank });
  const before = await Promise.all(
    [discord, slack].map(async (origin) => plainText(await app.asks("ada", { type: "progress" }, origin))),
  );
  const card = await app.asks("ada", { type: "play", topic: null }, {});
  await answersRight(app, "ada", card);
  const own = plainText(await app.says("ada", "progress"));
  expect(await redeem(app, await codeFor(app, {}), discord)).toContain(wordsEn.link.linkedTitle);
  expect(plainText(await app.asks("ada", { type: "progress" }, discord))).toBe(own);
  expect(plainText(await app.asks("ada", { type: "unlink" }, discord))).toContain(wordsEn.link.unlinkedTitle);
  expect(plainText(await app.asks("ada", { type: "progress" }, discord))).toBe(before[0]);
  expect(plainText(await app.says("ada", "progress"))).toBe(own);
});

test("each refused code says why", async () => {
  const app = await openApp({ bank });
  const first = await codeFor(app, discord);
  expect(await redeem(app, first, discord)).toContain(sentence("own-code"));
  expect(await redeem(app, first, on("discord", "bob"))).toContain(sentence("same-chat"));
  app.now += 10 * minuteMs;
  expect(await redeem(app, first, slack)).toContain("This code is too old");
  const second = await codeFor(app, discord);
  expect(await redeem(app, first, slack)).toContain("I don't know this code");
  expect(await redeem(app, second, slack)).toContain(wordsEn.link.linkedTitle);
  expect(await redeem(app, second, slack)).toContain("I don't know this code");
  expect(await redeem(app, second, on("web", "eve"))).toContain("I don't know this code");
  expect(await redeem(app, await codeFor(app, slack), discord)).toContain(sentence("already-linked"));
  expect(plainText(await app.asks("eve", { type: "unlink" }, on("web", "eve")))).toContain(sentence("not-linked"));
});

test("after five wrong codes, the person has to wait, also with a right one", async () => {
  const app = await openApp({ bank });
  for (let index = 0; index < 5; index++) {
    expect(await redeem(app, `0000-000${index}`, slack)).toContain("I don't know this code");
  }
  expect(await redeem(app, await codeFor(app, discord), slack)).toContain(sentence("too-many-codes"));
  app.now += 10 * minuteMs;
  expect(await link(app)).toContain(wordsEn.link.linkedTitle);
});

test("forget says that it deletes linked accounts, and does", async () => {
  const app = await openApp({ bank });
  await answersRight(app, "ada", await app.says("ada", "play"));
  await redeem(app, await codeFor(app, {}), discord);
  const ask = plainText(await app.asks("ada", { type: "forget" }, discord));
  expect(ask).toContain("linked accounts of other chats");
  expect(ask).toContain("/async-quiz unlink");
  await app.asks("ada", { type: "forget-confirmed" }, discord);
  expect(plainText(await app.says("ada", "progress"))).toContain("You haven't answered a question yet.");
});

test("codes are in no log", async () => {
  const app = await openApp({ bank });
  const code = await codeFor(app, discord);
  await redeem(app, code, slack);
  await redeem(app, code, slack);
  expect(app.logged.filter((line) => line.includes(code))).toEqual([]);
});
