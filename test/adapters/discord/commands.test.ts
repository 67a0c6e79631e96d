import { expect, test } from "vitest";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";
import { letterOf } from "../../choice-letter.ts";
import { eventually, openTownWithServer, postsIn, startBot, textOf } from "./open-bot.ts";
import type { Channel } from "./server/fake-discord.ts";
import type { Person } from "./server/people.ts";

test("the bot connects with one intent, and its invite link asks for exactly what it needs", async () => {
  const { discord } = await openTownWithServer();
  const { chat } = await startBot(discord);
  const link = new URL(chat.inviteLink());
  expect(link.origin + link.pathname).toBe("https://discord.com/oauth2/authorize");
  expect(Object.fromEntries(link.searchParams)).toEqual({
    client_id: discord.town.application,
    scope: "bot applications.commands",
    permissions: String((1 << 10) | (1 << 11)),
  });
});

test("commands are registered in one PUT, and only if they have changed", async () => {
  const { discord } = await openTownWithServer();
  const present = () => discord.town.requests.filter((request) => request.startsWith("PUT")).length;
  await (await startBot(discord)).stop();
  expect(present()).toBe(1);
  await (await startBot(discord)).stop();
  expect(present()).toBe(1);
  const first = discord.town.commands[0];
  if (first) discord.town.commands = [{ ...first, description: "An older one" }];
  await (await startBot(discord)).stop();
  expect(present()).toBe(2);
  discord.town.commands = [...discord.town.commands, { ...discord.town.commands[0], name: "old", id: "1" } as never];
  await startBot(discord);
  expect(present()).toBe(3);
  expect(discord.town.commands.map(({ name }) => name)).toEqual(["async-quiz"]);
});

const everyCommand = [
  ["play", {}, "earns"],
  ["play", { topic: "event-loop" }, "The event loop"],
  ["play", { topic: "even-loop" }, "Did you mean"],
  ["daily", {}, "No daily question"],
  ["leaderboard", {}, "this week"],
  ["leaderboard", { window: "all" }, "all time"],
  ["progress", {}, "Your progress"],
  ["help", {}, "/async-quiz settings daily-off"],
  ["link", {}, "The code works once"],
  ["link", { code: "A1B2-C3D4" }, "I don't know this code"],
  ["unlink", {}, "isn't linked"],
  ["forget", {}, "Delete everything"],
  ["settings show", {}, "Settings"],
  ["settings daily-off", {}, wordsEn.refusalTitle],
  ["settings daily-test", {}, "Sample posted"],
] as const;

test.each(everyCommand)("/async-quiz %s %o answers privately", async (words, options, text) => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const ada = discord.person("Ada", { manages: true });
  const exchange = ada.types(channel, words, options);
  const shown = await exchange.shown();
  expect(textOf(shown)).toContain(text);
  expect(shown.seenBy).toBe(ada.id);
  expect(exchange.interaction.response).toBe(5);
});

test("topics, zones and days are completed; the leaderboard's window is a choice", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const ada = discord.person("Ada", { manages: true });
  const values = async (words: string, option: string, typed: string) =>
    (await ada.begins(channel, words, option, typed).choices()).map(({ value }) => value);
  expect(await values("play", "topic", "the EVENT")).toEqual(["event-loop"]);
  expect(await values("play", "topic", "")).toHaveLength(5);
  expect(await values("settings daily", "zone", "berl")).toEqual(["Europe/Berlin"]);
  expect(await values("settings daily", "zone", "new york")).toEqual(["America/New_York"]);
  expect(await values("settings daily", "zone", "")).toHaveLength(25);
  expect(await values("settings daily", "days", "week")).toEqual(["weekdays", "weekends"]);
  expect(await values("settings daily", "zone", "`@everyone` <@1>")).toEqual([]);
  const leaderboard = discord.town.commands[0]?.options.find(({ name }) => name === "leaderboard");
  expect(leaderboard?.options?.[0]).toMatchObject({
    name: "window",
    choices: [{ value: "today" }, {}, {}, { value: "all" }],
  });
});

test.each(["settings show", "settings daily-off", "settings daily-test"])(
  "%s is for people who may manage the server",
  async (words) => {
    const { discord, channel } = await openTownWithServer();
    await startBot(discord);
    const shown = await discord.person("Eve").types(channel, words).shown();
    expect(textOf(shown)).toContain("Only admins");
    expect(postsIn(discord, channel)).toEqual([]);
  },
);

test("settings open as a form with the current values, and come back as a command", async () => {
  const { discord, guild, channel } = await openTownWithServer();
  const news = discord.channel(guild, "news", 5);
  const { store } = await startBot(discord);
  const ada = discord.person("Ada", { manages: true });
  const settings = await ada.types(channel, "settings show").shown();
  const opening = ada.presses(settings, "Set up the daily question");
  const form = await opening.form();
  expect(form.components).toHaveLength(5);
  expect(JSON.stringify(form)).toContain(`"default_values":[{"id":"${channel.id}","type":"channel"}]`);
  const saved = await (
    await ada.submits(opening, channel, { channel: news.id, time: "21:30", zone: "Asia/Tokyo" })
  ).shown();
  expect(textOf(saved)).toContain("21:30");
  expect(saved.seenBy).toBe(ada.id);
  const admin = { id: "1", name: "Eve", scope: "everywhere" } as const;
  const { community } = await store.people.find({ chat: "discord", workspace: guild.id, user: admin }, 0);
  if (!community) return expect.unreachable();
  expect(community.zone).toBe("Asia/Tokyo");
  expect(await store.schedules.ofCommunity(community.id)).toMatchObject([
    { channel: news.id, minuteOfDay: 21 * 60 + 30 },
  ]);

  const again = ada.presses(settings, "Set up the daily question");
  expect(JSON.stringify(await again.form())).toContain(`"${news.id}"`);
  const refused = await (await ada.submits(again, channel, { time: "half past nine" })).shown();
  expect(textOf(refused)).toContain("half past nine");
});

test("a form is not opened for people who may not change settings, and is not filled in with a channel that cannot be chosen", async () => {
  const { discord, guild, channel } = await openTownWithServer();
  const voice = discord.channel(guild, "stage talk", 2);
  await startBot(discord);
  const ada = discord.person("Ada", { manages: true });
  const settings = await ada.types(voice, "settings show").shown();
  expect(JSON.stringify(await ada.presses(settings, "Set up the daily question").form())).not.toContain(
    "default_values",
  );
  const eve = discord.person("Eve");
  const refused = await eve.pressesId({ ...settings, channel: channel.id }, "settings-form:").shown();
  expect(textOf(refused)).toContain("Only admins");
});

test("a channel of another server cannot be set up", async () => {
  const { discord, channel } = await openTownWithServer();
  const elsewhere = discord.channel(discord.guild("Elsewhere"), "general");
  const { store } = await startBot(discord);
  const ada = discord.person("Ada", { manages: true });
  const shown = await ada.types(channel, "settings daily", { channel: elsewhere.id, time: "09:00" }).shown();
  expect(textOf(shown)).toContain(wordsEn.refusals["bad-channel"](elsewhere.id));
  expect(await store.schedules.listNext(9)).toEqual([]);
});

test("a direct message allows playing, and its leaderboard lists one's rank in each community", async () => {
  const { discord, channel } = await openTownWithServer();
  const { store } = await startBot(discord);
  const ada = discord.person("Ada");
  const talk = discord.talkWith(ada);
  expect(textOf(await ada.types(talk, "leaderboard").shown())).toContain("you have no points yet");
  const question = await ada.types(talk, "play").shown();
  expect(textOf(await ada.presses(question, "I don't know").shown())).toContain("No problem");
  expect(textOf(await ada.types(talk, "settings show").shown())).toContain("only in a server");
  expect(textOf(await ada.types(talk, "leaderboard").shown())).toContain("you have no points yet");

  await answersRight(ada, channel, "How the program waits");
  const leaderboard = textOf(await ada.types(talk, "leaderboard", { window: "all" }).shown());
  expect(leaderboard).toMatch(/The Testers: rank 1 of 1, \d+ points?/);
  const here = (
    await store.people.find(
      { chat: "discord", workspace: channel.guild, user: { id: ada.id, name: "Ada", scope: "everywhere" } },
      0,
    )
  ).account;
  const there = (
    await store.people.find(
      { chat: "discord", workspace: null, user: { id: ada.id, name: "Ada", scope: "everywhere" } },
      0,
    )
  ).account;
  expect(here.learner).toBe(there.learner);
  expect(here.id).not.toBe(there.id);
});

test("names are shown as they are written, by their name on this server, and ping nobody", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const eve = discord.person("Eve", { nick: "**@everyone** <@1> [x](https://evil.example) `" });
  await answersRight(eve, channel, "The cup takes three minutes with each of them; Ben gets");
  const leaderboard = await discord.person("Ada").types(channel, "leaderboard").shown();
  expect(textOf(leaderboard)).toContain("**@everyone** <@1> [x](https://evil.example) `");
});

test("a command that no longer exists is refused in words", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const ada = discord.person("Ada");
  const [registered] = discord.town.commands;
  const options = [...(registered?.options ?? []), { type: 1, name: "duel", description: "an old one", options: [] }];
  discord.town.commands = [{ ...registered, options } as never];
  expect(textOf(await ada.types(channel, "duel").shown())).toContain("duel");
  const question = await ada.types(channel, "play").shown();
  const strange = await ada.pressesId(question, "vote:1").shown();
  expect(textOf(strange)).toContain("I don't know this button");
  expect(strange.id).not.toBe(question.id);
});

test("nobody can answer another person's question, whichever id they send", async () => {
  const { discord, channel } = await openTownWithServer();
  await startBot(discord);
  const question = await discord.person("Ada").types(channel, "play").shown();
  const id = JSON.stringify(question.body).match(/answer:[\w-]+:0/)?.[0] as string;
  const eve = discord.person("Eve");
  const own = await eve.types(channel, "help").shown();
  expect(textOf(await eve.pressesId(own, id).shown())).toContain("This question was for somebody else");
});

test("forgetting on one server erases the data of all servers", async () => {
  const { discord, channel } = await openTownWithServer();
  const { store } = await startBot(discord);
  const ada = discord.person("Ada");
  await ada.presses(await ada.types(channel, "play").shown(), "A").shown();
  const talk = discord.talkWith(ada);
  const erased = await ada.presses(await ada.types(talk, "forget").shown(), "Delete").shown();
  expect(textOf(erased)).toContain(wordsEn.forget.done);
  const account = (
    await store.people.find(
      { chat: "discord", workspace: channel.guild, user: { id: ada.id, name: "Ada", scope: "everywhere" } },
      0,
    )
  ).account;
  expect(await store.answers.ofLearner(account.learner)).toEqual([]);
  await eventually(discord, () => true, "the end");
});

/** Answers one of the first questions that everybody meets, so that the person has a point. */
async function answersRight(person: Person, channel: Channel, right: string): Promise<void> {
  const question = await person.types(channel, "play").shown();
  const verdict = await person.presses(question, letterOf(textOf(question), right)).shown();
  expect(textOf(verdict)).toContain("Right!");
}
