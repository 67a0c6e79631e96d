import { Client, GatewayIntentBits, MessageFlags } from "discord.js";
import { afterAll, beforeAll, bench, describe } from "vitest";
import { discordChat } from "../src/adapters/discord/adapter.ts";
import { openBot } from "../src/bot/bot.ts";
import { wordsEn } from "../src/cards/words/en/words-en.ts";
import { systemIds } from "../src/cli/system-ids.ts";
import { openStore } from "../src/store/open.ts";
import { type Discord, openDiscord } from "../test/adapters/discord/server/discord.ts";
import type { Channel, Message } from "../test/adapters/discord/server/fake-discord.ts";
import type { Person } from "../test/adapters/discord/server/people.ts";
import { directAnalyst } from "../test/direct-analyzer.ts";
import { temporaryFolder } from "../test/end-to-end/program.ts";
import { shippedBank } from "../test/shipped-bank.ts";
import { openTestTime } from "../test/test-time.ts";

/**
 * An answer end to end: from the press that Discord sends to the verdict that it receives. For comparison with this
 * bot, whose database is on disk, two bare discord.js bots reply with a constant: one acknowledges first, as this one
 * does; the other's only response is the answer. The network is this machine's own, so only the programs differ.
 */
const constant = { type: 17, accent_color: 1, components: [{ type: 10, content: "A constant." }] } as const;
const body = { flags: MessageFlags.IsComponentsV2, components: [constant], allowedMentions: { parse: [] } } as const;

/** More than discord.js sends without waiting: otherwise this would time its queue and not the bot. */
const globalRequestsPerSecond = Number.POSITIVE_INFINITY;

interface Stage {
  readonly discord: Discord;
  readonly channel: Channel;
  readonly ada: Person;
  stop(): Promise<void>;
}

async function openStage(start: (discord: Discord) => Promise<() => Promise<void>>): Promise<Stage> {
  const discord = await openDiscord(openTestTime({ runs: true }));
  const guild = discord.guild("The Bench");
  const channel = discord.channel(guild, "general");
  const stop = await start(discord);
  const ada = discord.person("Ada");
  return {
    discord,
    channel,
    ada,
    stop: async () => {
      await stop();
      await discord.stop();
    },
  };
}

async function startOurs(discord: Discord): Promise<() => Promise<void>> {
  const options = { ids: systemIds, now: Date.now(), migrationsFolder: "migrations" };
  const { store } = await openStore(databaseUrl, options);
  const log = { info: () => {}, warn: console.warn, error: console.error };
  const clock = { now: () => Date.now() };
  const bot = openBot({
    about: { version: "1.2.3", repository: "https://example.org/async-quiz" },
    bank: await shippedBank(),
    store,
    analyzer: directAnalyst,
    words: wordsEn,
    clock,
    ids: systemIds,
    log,
  });
  const ended = console.error;
  const chat = discordChat({ token: discord.town.token, apiUrl: discord.apiUrl, words: wordsEn, clock, log, ended });
  await bot.join(chat);
  return async () => {
    await chat.stop();
    await bot.rest();
    await store.close();
  };
}

function startBare(deferring: boolean): (discord: Discord) => Promise<() => Promise<void>> {
  return async (discord) => {
    const api = discord.apiUrl.replace(/\/$/, "");
    const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api, globalRequestsPerSecond } });
    const ready = new Promise((resolve) => client.once("clientReady", resolve));
    client.on("interactionCreate", async (interaction) => {
      if (!interaction.isButton()) return;
      if (!deferring) {
        await interaction.reply({ ...body, flags: body.flags | MessageFlags.Ephemeral });
        return;
      }
      await interaction.deferUpdate();
      await interaction.editReply(body);
    });
    await client.login(discord.town.token);
    await ready;
    return () => client.destroy();
  };
}

/** A message with a button A, as for this person's question. */
function questionIn(stage: Stage): Message {
  const button = { type: 2, style: 1, label: "A", custom_id: "constant" } as const;
  const components = [{ type: 17, accent_color: 1, components: [{ type: 1, components: [button] }] }];
  const message: Message = {
    id: "1000",
    channel: stage.channel.id,
    seenBy: stage.ada.id,
    nonce: null,
    body: { flags: 32_768, components, allowed_mentions: { parse: [] } } as Message["body"],
    edits: 0,
  };
  stage.discord.town.messages.set(message.id, message);
  return message;
}

let folder: { path: string; remove: () => Promise<void> };
let databaseUrl = "";
let ours: Stage;
let deferring: Stage;
let replying: Stage;
beforeAll(async () => {
  folder = await temporaryFolder();
  databaseUrl = `sqlite:${folder.path}/bench.db`;
  ours = await openStage(startOurs);
  deferring = await openStage(startBare(true));
  replying = await openStage(startBare(false));
});
afterAll(async () => {
  for (const stage of [ours, deferring, replying]) await stage.stop();
  await folder.remove();
});

describe("an answer end to end", () => {
  let question: Message;
  bench(
    "async-quiz: graded, saved on disk, the verdict in place",
    () =>
      ours.ada
        .presses(question, "A")
        .shown()
        .then(() => {}),
    {
      time: 3_000,
      setup: async (task) => {
        task.opts.beforeEach = async () => {
          question = await ours.ada.types(ours.channel, "play").shown();
        };
      },
    },
  );
  bench(
    "bare discord.js: acknowledge, then edit in a constant",
    async () => {
      await deferring.ada.presses(questionIn(deferring), "A").shown();
    },
    { time: 3_000 },
  );
  bench(
    "bare discord.js: reply with a constant",
    async () => {
      await replying.ada.presses(questionIn(replying), "A").shown();
    },
    { time: 3_000 },
  );
});
