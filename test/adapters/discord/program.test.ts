import { expect, test } from "vitest";
import { builtProgram, exitCode, runProgram } from "../../end-to-end/program.ts";
import { openTestTime } from "../../test-time.ts";
import { openTownWithServer, textOf } from "./open-bot.ts";
import { temporaryDatabase } from "./temporary-database.ts";

test("the program plays on Discord across a restart, and ends with a message when its token is revoked", async () => {
  const { discord, channel } = await openTownWithServer(openTestTime({ runs: true }));
  const env = {
    DISCORD_TOKEN: discord.town.token,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: await temporaryDatabase(),
  };
  const start = () => runProgram(process.execPath, [builtProgram, "start"], { cwd: process.cwd(), env, input: "" });
  const first = start();
  await first.printed("https://discord.com/oauth2/authorize?client_id=");
  expect(first.output()).not.toContain(discord.town.token);
  const ada = discord.person("Ada");
  const question = await ada.types(channel, "play").shown();
  expect(await first.stop()).toBe(0);

  const second = start();
  await second.printed("Discord is open");
  expect(textOf(await ada.presses(question, "A").shown())).toMatch(/Right!|Not [A-H]:/);
  discord.town.tokenRevoked = true;
  discord.gateway.close(4004);
  expect(await exitCode(second), second.output()).toBe(2);
  expect(second.output()).toContain("Discord does not accept DISCORD_TOKEN any more");
  expect(second.output()).not.toContain("    at ");
});

test.each([
  ["a token that Discord does not accept", "MTIz.not.accepted", "does not accept DISCORD_TOKEN"],
  ["no token at all", "", "needs DISCORD_TOKEN"],
])("%s is refused at startup", async (_, token, sentence) => {
  const { discord } = await openTownWithServer(openTestTime({ runs: true }));
  const env = { DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl, DATABASE_URL: "sqlite::memory:" };
  const args = [builtProgram, "start", "--chat", "discord"];
  const program = runProgram(process.execPath, args, { cwd: process.cwd(), env, input: "" });
  expect(await exitCode(program), program.output()).toBe(2);
  expect(program.output()).toContain(sentence);
  if (token) expect(program.output()).not.toContain(token);
});
