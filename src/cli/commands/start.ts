import { userInfo } from "node:os";
import { Command, Option } from "commander";
import { openBot } from "../../bot/bot.ts";
import type { Chat } from "../../bot/ports/chat.ts";
import type { Log } from "../../bot/ports/log.ts";
import { OperatorError } from "../../bot/ports/operator-error.ts";
import type { ProgramAnalyzer } from "../../bot/ports/program-analyzer.ts";
import type { Transcript } from "../../bot/ports/transcript.ts";
import { wordsEn } from "../../cards/words/en/words-en.ts";
import { startAlarm, systemClock } from "../../clock/clock.ts";
import type { Bank } from "../../engine/bank/bank.ts";
import { openSandbox } from "../../sandbox/program-analyzer.ts";
import { type Opened, openStore } from "../../store/open.ts";
import { integerIn } from "../command-line.ts";
import {
  type ChatName,
  type Config,
  chatNames,
  environmentConfig,
  nodeLineOf,
  openLog,
  type StartOptions,
} from "../config.ts";
import { openBank } from "../open-bank.ts";
import { analysisThread, inPackage, readPackage } from "../package-root.ts";
import { onStopSignal } from "../stop-signals.ts";
import { systemIds } from "../system-ids.ts";

const howToConnect = `To play in your own chat:
  Discord: set DISCORD_TOKEN in .env, then npm start (docs/discord.md).
  Slack:   set SLACK_BOT_TOKEN and SLACK_APP_TOKEN in .env, then npm start (docs/slack.md).`;

export function startCommand(): Command {
  return new Command("start")
    .description("run the bot; without any token it opens the local chat room")
    .addOption(new Option("--chat <name>", "run only this chat").choices(chatNames))
    .addOption(new Option("--port <number>", "the port of the local room").argParser(integerIn(1, 65_535)))
    .action(start);
}

/**
 * Puts everything together and runs until a signal to stop; then finishes the requests it has accepted.
 * @throws OperatorError if the bot cannot run
 */
async function start(options: StartOptions): Promise<void> {
  const config = environmentConfig(options);
  const log = openLog(config.logLevel);
  const sandbox = openSandbox({ thread: analysisThread, nodeLine: nodeLineOf(process.versions.node) });
  try {
    const { bank } = await openBank(config.quizzesFolder, { log, generate: sandbox.generate });
    const opened = await openStore(config.databaseUrl, {
      ids: systemIds,
      now: systemClock.now(),
      migrationsFolder: inPackage("migrations"),
    });
    await run(config, log, { bank, analyzer: sandbox }, opened).finally(() => opened.store.close());
  } finally {
    await sandbox.close();
  }
}

async function run(
  config: Config,
  log: Log,
  { bank, analyzer }: { bank: Bank; analyzer: ProgramAnalyzer },
  { store, transcript }: Opened,
): Promise<void> {
  let stop = (_reason: string | null) => {};
  const stopped = new Promise<string | null>((resolve) => {
    stop = resolve;
  });
  onStopSignal(() => stop(null));
  const about = readPackage();
  const bot = openBot({ bank, store, analyzer, log, about, words: wordsEn, clock: systemClock, ids: systemIds });
  const chats = await openAll(
    config.chats.map((name) => openChat(name, config, log, transcript, { join: bot.join, ended: stop })),
  );
  const alarm = startAlarm(systemClock, log, bot.wake);
  bot.prepare();
  const reason = await stopped;
  await Promise.all(chats.map((chat) => chat.stop()));
  await alarm.stop();
  await bot.rest();
  if (reason !== null) throw new OperatorError(reason);
}

/** Waits until all chats are open. If one cannot be opened, the others are stopped. */
async function openAll(opening: readonly Promise<Chat>[]): Promise<readonly Chat[]> {
  const results = await Promise.allSettled(opening);
  const chats = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failed = results.find((result) => result.status === "rejected");
  if (!failed) return chats;
  await Promise.all(chats.map((chat) => chat.stop()));
  throw failed.reason;
}

/**
 * Each chat is loaded only when it runs: the libraries of Discord and Slack take longer to load than everything else.
 */
async function openChat(
  name: ChatName,
  config: Config,
  log: Log,
  transcript: Transcript,
  bot: { join: (chat: Chat) => Promise<void>; ended: (reason: string | null) => void },
): Promise<Chat> {
  switch (name) {
    case "web": {
      const { webChat } = await import("../../adapters/web/adapter.ts");
      const assetsFolder = inPackage("assets/room");
      const room = webChat({
        port: config.roomPort,
        transcript,
        words: wordsEn,
        clock: systemClock,
        ids: systemIds,
        log,
        assetsFolder,
      });
      await bot.join(room);
      process.stdout.write(`The room is open: ${room.address()}\n${howToConnect}\n`);
      return room;
    }
    case "terminal": {
      const { terminalChat } = await import("../../adapters/terminal/adapter.ts");
      const { stdin: input, stdout: output } = process;
      const terminal = terminalChat({
        input,
        output,
        user: systemUser(),
        words: wordsEn,
        log,
        ended: () => bot.ended(null),
      });
      await bot.join(terminal);
      return terminal;
    }
    case "discord":
      return openDiscord(config, log, bot);
    case "slack": {
      if (config.slack === null) throw new OperatorError("Slack needs a token: set SLACK_BOT_TOKEN.");
      const { slackChat } = await import("../../adapters/slack/adapter.ts");
      const slack = slackChat({ ...config.slack, words: wordsEn, clock: systemClock, log });
      await bot.join(slack);
      process.stdout.write("Slack is open: type /async-quiz there.\n");
      return slack;
    }
  }
}

async function openDiscord(
  config: Config,
  log: Log,
  bot: { join: (chat: Chat) => Promise<void>; ended: (reason: string) => void },
): Promise<Chat> {
  const { discordChat } = await import("../../adapters/discord/adapter.ts");
  const { token, apiUrl } = config.discord ?? { token: "", apiUrl: null };
  const discord = discordChat({ token, apiUrl, words: wordsEn, clock: systemClock, log, draw, ended: bot.ended });
  await bot.join(discord);
  process.stdout.write(`Discord is open. Add the bot to a server: ${discord.inviteLink()}\n`);
  return discord;
}

/** The library that draws is large, and few requests need it. */
async function draw(svg: string): Promise<Uint8Array> {
  const { pictureOf } = await import("../../pictures/picture.ts");
  return (await pictureOf(svg)).png;
}

/** The user of this machine. Some containers have no name for it. */
function systemUser(): { id: string; name: string } {
  try {
    const { username, uid } = userInfo();
    return { id: String(uid), name: username };
  } catch {
    return { id: "local", name: "you" };
  }
}
