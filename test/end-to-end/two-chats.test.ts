import { expect, onTestFinished, test } from "vitest";
import type { AccountId } from "../../src/engine/question/ids.ts";
import { openTownWithServer, postsIn, textOf } from "../adapters/discord/open-bot.ts";
import { temporaryDatabase } from "../adapters/discord/temporary-database.ts";
import { openSlack, wordsIn } from "../adapters/slack/server/slack.ts";
import { appToken, botToken } from "../adapters/slack/server/web-api.ts";
import type { Message } from "../adapters/slack/server/workspace.ts";
import { openTestTime } from "../test-time.ts";
import { communityOf, dueNow, withStore } from "./due-now.ts";
import { builtProgram, runProgram, until } from "./program.ts";

test("one program serves Discord and Slack at once, from one store, and stops both", async () => {
  const { discord, guild, channel } = await openTownWithServer(openTestTime({ runs: true }));
  const slack = await openSlack(openTestTime({ runs: true }));
  onTestFinished(async () => {
    await slack.close();
    expect(slack.violations).toEqual([]);
  });
  const url = await temporaryDatabase();
  await withStore(url, async (store) => {
    await dueNow(store, "discord", guild.id, channel.id);
    await dueNow(store, "slack", slack.team, "C0GENERAL");
  });
  const env = {
    DISCORD_TOKEN: discord.town.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: slack.transport.apiUrl,
    DATABASE_URL: url,
  };
  const program = runProgram(process.execPath, [builtProgram, "start"], { cwd: process.cwd(), env });
  await program.printed("Discord is open");
  await program.printed("Slack is open");

  const posts = () => [...postsIn(discord, channel), ...slack.postsIn("C0GENERAL")];
  await until(
    () => posts().length === 2,
    () => `the daily posts: ${program.output()}`,
  );
  const [onDiscord] = postsIn(discord, channel);
  const [onSlack] = slack.postsIn("C0GENERAL");
  if (!onDiscord || !onSlack) throw new Error("one of the posts is missing");

  const [, verdict] = await Promise.all([
    slack.presses("U0BEN", onSlack, "A"),
    discord.person("Ada").presses(onDiscord, "A").shown(),
  ]);
  expect(textOf(verdict)).toMatch(/Right!|Not [A-H]:/);
  await slack.until("the verdict", () => slack.seenBy("U0BEN").length === 1);
  expect(wordsIn((slack.seenBy("U0BEN") as [Message])[0].blocks)).toMatch(/Right!|Not A/);
  await slack.types("U0CEM", "quiz", "play");
  expect(textOf(await discord.person("Bob").types(channel, "play").shown())).toContain("A right first answer earns");
  await slack.until("a question", () => slack.seenBy("U0CEM").length === 1);

  expect(await program.stop()).toBe(0);
  expect(slack.transport.sockets.size).toBe(0);
  expect(posts()).toHaveLength(2);
  const tallies = await withStore(url, async (store) => {
    const communities = [await communityOf(store, "discord", guild.id), await communityOf(store, "slack", slack.team)];
    const anybody = "anybody" as AccountId;
    const open = await Promise.all(communities.map(({ id }) => store.presentations.findOpenDaily(id, "", anybody)));
    return Promise.all(
      open.map(async (found) => (found ? (await store.answers.tally(found.presentation.id)).answered : null)),
    );
  });
  expect(tallies).toEqual([1, 1]);
});
