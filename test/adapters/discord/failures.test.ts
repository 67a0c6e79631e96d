import { expect, test } from "vitest";
import { OperatorError } from "../../../src/bot/ports/operator-error.ts";
import type { Store } from "../../../src/bot/ports/store.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import type { Answer } from "../../../src/engine/question/answer.ts";
import { eventually, openTownWithServer, postsIn, startBot, textOf } from "./open-bot.ts";
import type { Channel } from "./server/fake-discord.ts";
import type { NetworkFailure } from "./server/network-failures.ts";
import type { Person } from "./server/people.ts";
import { temporaryDatabase } from "./temporary-database.ts";

const callback = /^POST .*\/callback$/;
const original = /^PATCH .*\/@original$/;

async function answersOf(store: Store, { guild }: Channel, { id, name }: Person): Promise<readonly Answer[]> {
  const user = { id, name, scope: "everywhere" } as const;
  const { account } = await store.people.find({ chat: "discord", workspace: guild, user }, 0);
  return store.answers.ofLearner(account.learner);
}

test.each(["reset-before", "reset-after", "close-after", "500", "limit"] as const satisfies NetworkFailure[])(
  "an acknowledgement or an answer that meets %s still arrives, and counts once",
  async (failure) => {
    const { discord, channel } = await openTownWithServer();
    const { store } = await startBot(discord);
    const ada = discord.person("Ada");
    const question = await ada.types(channel, "play").shown();
    discord.failures.plan(callback, failure);
    discord.failures.plan(original, failure);
    expect(textOf(await ada.presses(question, "A").shown())).toMatch(/Right!|Not [A-H]:/);
    expect(await answersOf(store, channel, ada)).toHaveLength(1);
  },
);

test("an interaction whose token has expired is not acted on, and the next one is", async () => {
  const { discord, channel } = await openTownWithServer();
  const { store, logged } = await startBot(discord);
  const ada = discord.person("Ada");
  const question = await ada.types(channel, "play").shown();
  discord.failures.plan(callback, "held");
  const late = ada.presses(question, "A");
  late.interaction.state = "expired";
  await discord.failures.reached();
  discord.failures.release();
  await eventually(discord, () => logged.find((line) => line.includes("10062")), "the log");
  expect(await answersOf(store, channel, ada)).toEqual([]);
  expect(textOf(await ada.presses(question, "A").shown())).toMatch(/Right!|Not [A-H]:/);
});

test("an answer is saved even if its reader has dismissed the message", async () => {
  const { discord, channel } = await openTownWithServer();
  const { store, logged } = await startBot(discord);
  const ada = discord.person("Ada");
  const question = await ada.types(channel, "play").shown();
  discord.town.messages.delete(question.id);
  ada.presses(question, "A");
  await eventually(discord, () => logged.find((line) => line.includes("10008")), "the log");
  expect(await answersOf(store, channel, ada)).toHaveLength(1);
});

test("a double press shows two answers and saves one", async () => {
  const { discord, channel } = await openTownWithServer();
  const { store } = await startBot(discord);
  const ada = discord.person("Ada");
  const question = await ada.types(channel, "play").shown();
  const presses = [ada.presses(question, "A"), ada.presses(question, "B"), ada.presses(question, "A")];
  await eventually(discord, () => (question.edits >= 4 ? true : null), "three verdicts");
  expect(presses.map(({ interaction }) => interaction.response)).toEqual([6, 6, 6]);
  expect(await answersOf(store, channel, ada)).toHaveLength(1);
  expect(textOf(question)).toContain("Only your first answer counts.");
});

test("an interaction that is delivered twice is answered once", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const ada = discord.person("Ada");
  const exchange = ada.types(channel, "play");
  discord.gateway.repeatLast();
  await exchange.shown();
  // The gateway keeps the order, so the repetition has been read before this is answered.
  await ada.types(channel, "progress").shown();
  const calls = discord.town.requests.filter((request) => request.includes(exchange.interaction.id));
  expect(calls).toHaveLength(1);
});

const interruptions: readonly (readonly [
  string,
  (gateway: Awaited<ReturnType<typeof openTownWithServer>>["discord"]["gateway"]) => void,
  string,
])[] = [
  ["op 7", (gateway) => gateway.askToReconnect(), "resume"],
  ["op 9 of a session that lives", (gateway) => gateway.invalidate(true), "resume"],
  ["op 9 of a session that is gone", (gateway) => gateway.invalidate(false), "identify"],
  ["a dropped socket", (gateway) => gateway.drop(), "resume"],
  ["close code 4000", (gateway) => gateway.close(4000), "resume"],
  ["close code 4009", (gateway) => gateway.close(4009), "identify"],
];

test.each(interruptions)(
  "after %s, people are served again",
  async (_, interrupt, opcode) => {
    const { discord, channel } = await openTownWithServer();
    await startBot(discord);
    const ada = discord.person("Ada");
    const question = await ada.types(channel, "play").shown();
    interrupt(discord.gateway);
    await eventually(
      discord,
      () => (discord.gateway.sent.length > 1 && discord.gateway.ready() ? true : null),
      "a way back",
      60_000,
    );
    expect(discord.gateway.sent.at(-1)).toBe(opcode);
    expect(textOf(await ada.presses(question, "A").shown())).toMatch(/Right!|Not [A-H]:/);
  },
  120_000,
);

test("presses during a lost connection are answered after the resume", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const ada = discord.person("Ada");
  const question = await ada.types(channel, "play").shown();
  discord.gateway.drop();
  await eventually(discord, () => (discord.gateway.ready() ? null : true), "the drop");
  const press = ada.presses(question, "A");
  expect(textOf(await press.shown())).toMatch(/Right!|Not [A-H]:/);
});

test("a token that is not accepted is refused at startup, with what to do and without the token", async () => {
  const { discord } = await openTownWithServer();
  const token = "MTIz.not.accepted";
  const refusal = await startBot(discord, { token }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OperatorError);
  expect(String(refusal)).toContain("does not accept DISCORD_TOKEN");
  expect(String(refusal)).not.toContain(token);
});

test("a token that only the gateway rejects is refused at startup", async () => {
  const { discord } = await openTownWithServer();
  const starting = startBot(discord).catch((error: unknown) => error);
  await eventually(discord, () => discord.town.requests.find((one) => one.includes("/gateway/bot")), "the login");
  discord.town.tokenRevoked = true;
  expect(String(await starting)).toContain("does not accept DISCORD_TOKEN");
});

test("a revoked token ends the program with one clear message", async () => {
  const { discord } = await openTownWithServer();
  const { ended, stop } = await startBot(discord);
  discord.town.tokenRevoked = true;
  discord.gateway.close(4004);
  await eventually(discord, () => ended[0], "the end");
  await stop();
  expect(ended).toEqual([expect.stringContaining("does not accept DISCORD_TOKEN any more")]);
});

test("a revoked token that shows up in a post also ends the program", async () => {
  const { discord, channel } = await openTownWithServer();
  const { ended } = await startBot(discord);
  const ada = discord.person("Ada", { manages: true });
  discord.town.tokenRevoked = true;
  expect(textOf(await ada.types(channel, "settings daily-test").shown())).toContain("couldn't post the sample");
  expect(ended).toHaveLength(1);
});

test("an unreachable Discord is reported in words at startup", async () => {
  const { discord } = await openTownWithServer();
  const nowhere = { ...discord, apiUrl: "http://127.0.0.1:9/api" };
  expect(String(await startBot(nowhere).catch((error: unknown) => error))).toContain("http://127.0.0.1:9/api");
});

test("a button pressed after a restart works", async () => {
  const { discord, channel } = await openTownWithServer();
  const url = await temporaryDatabase();
  const first = await startBot(discord, { url });
  const ada = discord.person("Ada");
  const question = await ada.types(channel, "play").shown();
  await first.stop();
  await startBot(discord, { url });
  expect(textOf(await ada.presses(question, "A").shown())).toMatch(/Right!|Not [A-H]:/);
});

/** A store that waits for something, or fails. */
function troubledStore(state: { waitsFor: Promise<void>; broken: boolean }) {
  return (store: Store): Store => ({
    ...store,
    people: {
      ...store.people,
      find: async (origin, now) => {
        if (state.broken) throw new Error("a bug");
        await state.waitsFor;
        return store.people.find(origin, now);
      },
    },
  });
}

test("while the store is slow, everything is acknowledged in its reply mode within three seconds", async () => {
  const { discord, channel } = await openTownWithServer();
  const state = { waitsFor: Promise.resolve(), broken: false };
  await startBot(discord, { change: troubledStore(state) });
  const ada = discord.person("Ada", { manages: true });
  const question = await ada.types(channel, "play").shown();
  const settings = await ada.types(channel, "settings show").shown();
  let release = () => {};
  state.waitsFor = new Promise<void>((resolve) => {
    release = resolve;
  });
  const exchanges = [
    ada.presses(question, "A"),
    ada.types(channel, "progress"),
    ada.presses(settings, "Set up the daily question"),
    ada.begins(channel, "play", "topic", "ev"),
  ];
  const responses = () => exchanges.map(({ interaction }) => interaction.response);
  await eventually(discord, () => (responses().includes(null) ? null : true), "every first response");
  release();
  const shown = await Promise.all(exchanges.slice(0, 3).map((exchange) => exchange.shown()));
  expect(responses()).toEqual([6, 5, 5, 8]);
  expect(textOf(shown[2] as never)).toContain(wordsEn.crash.late);
  expect(await ada.presses(shown[2] as never, "Set up the daily question").form()).toBeDefined();
});

test("the person hears about a bug, and the log says which request it was", async () => {
  const { discord, channel } = await openTownWithServer();
  const state = { waitsFor: Promise.resolve(), broken: true };
  const { logged } = await startBot(discord, { change: troubledStore(state) });
  expect(textOf(await discord.person("Ada").types(channel, "progress").shown())).toContain(wordsEn.crash.text);
  expect(logged.join()).toContain(`a request failed {"request":"progress","cause":"Error: a bug`);
});

test("no log contains a token or a name", async () => {
  const { discord, channel } = await openTownWithServer();
  const { logged } = await startBot(discord);
  const ada = discord.person("Ada Lovelace");
  const question = await ada.types(channel, "play").shown();
  discord.town.messages.delete(question.id);
  const press = ada.presses(question, "A");
  await eventually(discord, () => logged.find((line) => line.includes("10008")), "the log");
  for (const secret of [discord.town.token, press.interaction.token, "Ada"])
    expect(logged.join("\n")).not.toContain(secret);
  expect(postsIn(discord, channel)).toEqual([]);
});

test("sixty people who ask at once are all acknowledged within the server's three seconds", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const people = Array.from({ length: 60 }, (_, index) => discord.person(`Person ${index}`));
  await Promise.all(people.map((person) => person.types(channel, "play").shown()));
  expect(discord.town.violations).toEqual([]);
});
