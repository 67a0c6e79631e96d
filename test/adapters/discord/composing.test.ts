import { expect, test } from "vitest";
import { bankOf } from "../../../src/engine/bank/bank.ts";
import { sampleChooseAll, sampleSteps } from "../../engine/samples.ts";
import { eventually, labelsOf, openTownWithServer, postsIn, startBot, textOf } from "./open-bot.ts";
import type { Message } from "./server/fake-discord.ts";

const steps = sampleSteps(["boil", "pour", "drink"], [{ order: [1, 0, 2], misconceptions: [] }]);

/** The letter under which a message shows a choice. */
function letterOf(message: Message, choice: string): string {
  const letter = new RegExp(`([A-E])\\W+${choice}`).exec(textOf(message))?.[1];
  if (letter === undefined) throw new Error(`no choice ${choice} in ${textOf(message)}`);
  return letter;
}

test("letters of a set are added and removed", async () => {
  const { discord, channel } = await openTownWithServer();
  const set = sampleChooseAll([
    { right: true, misconceptions: [] },
    { right: false, misconceptions: [] },
    { right: true, misconceptions: [] },
  ]);
  await startBot(discord, { bank: bankOf([set], []) });
  const ada = discord.person("Ada");
  const presentation = await ada.types(channel, "play").shown();
  for (const letter of ["A", "B", "C"]) await ada.presses(presentation, letter).shown();
  await ada.presses(presentation, letterOf(presentation, "option 1")).shown();
  expect(labelsOf(presentation)).toEqual(["A", "B", "C", "Send", "I don't know"]);
  expect(textOf(await ada.presses(presentation, "Send").shown())).toContain("Right!");
});

test("the daily post opens a private message for each person who answers, and counts them", async () => {
  const { discord, channel } = await openTownWithServer();
  const open = await startBot(discord, { bank: bankOf([steps], []) });
  const ada = discord.person("Ada", { manages: true });
  const { time: clock } = discord.town;
  const time = new Date(clock.now()).toISOString().slice(11, 16);
  clock.advance(-86_400_000);
  await ada.types(channel, "settings daily", { channel: channel.id, time, zone: "UTC" }).shown();
  clock.advance(86_400_000);
  await open.bot.wake();
  const [post] = postsIn(discord, channel) as [Message];
  expect(labelsOf(post)).toEqual(["Answer", "I don't know"]);
  const own = await ada.presses(post, "Answer").shown();
  expect(own.seenBy).toBe(ada.id);
  for (const step of ["drink", "pour", "boil"]) await ada.presses(own, letterOf(own, step)).shown();
  expect(textOf(await ada.presses(own, "Send").shown())).toContain("Not quite: a different step comes first");
  await eventually(discord, () => (textOf(post).includes("1 answered") ? true : null), "the count");
  expect(textOf(post)).not.toContain("→");
});
