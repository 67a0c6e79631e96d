import { Client, GatewayIntentBits, MessageFlags } from "discord.js";
import { onTestFinished, test } from "vitest";
import { startBot } from "../test/adapters/discord/open-bot.ts";
import { type Discord, openDiscord } from "../test/adapters/discord/server/discord.ts";
import type { Channel, Message } from "../test/adapters/discord/server/fake-discord.ts";
import type { Person } from "../test/adapters/discord/server/people.ts";
import { temporaryDatabase } from "../test/adapters/discord/temporary-database.ts";
import { openTestTime } from "../test/test-time.ts";
import { compare, timed } from "./measure.ts";

/**
 * An answer end to end: from the press that Discord sends to the verdict that it receives. The baselines are two bare
 * discord.js bots that answer with a constant: one acknowledges first, as this bot does; the other has only one
 * response.
 */
test("Discord", async ({ task }) => {
  const ours = await openStage();
  await startBot(ours.discord, { url: await temporaryDatabase() });
  const acknowledging = await openStage();
  await startBareBot(acknowledging.discord, "acknowledge first");
  const replying = await openStage();
  await startBareBot(replying.discord, "reply at once");
  const answer = async () => {
    const question = await ours.ada.types(ours.channel, "play").shown();
    return timed(() => ours.ada.presses(question, "A").shown());
  };
  const answerConstant = (stage: Stage) => () => {
    const question = constantQuestion(stage);
    return timed(() => stage.ada.presses(question, "A").shown());
  };
  const often = { rounds: 200, warmUps: 20, measured: [{ name: "a press until its verdict", sample: answer }] };
  await compare(task, {
    ...often,
    baseline: { name: "bare discord.js: acknowledge, then edit", sample: answerConstant(acknowledging) },
  });
  await compare(task, {
    ...often,
    baseline: { name: "bare discord.js: reply at once", sample: answerConstant(replying) },
  });
});

interface Stage {
  readonly discord: Discord;
  readonly channel: Channel;
  readonly ada: Person;
}

async function openStage(): Promise<Stage> {
  const discord = await openDiscord(openTestTime({ runs: true }));
  onTestFinished(discord.stop);
  const channel = discord.channel(discord.guild("The Bench"), "general");
  return { discord, channel, ada: discord.person("Ada") };
}

const constant = { type: 17, accent_color: 1, components: [{ type: 10, content: "A constant." }] } as const;
const body = { flags: MessageFlags.IsComponentsV2, components: [constant], allowedMentions: { parse: [] } } as const;

/** More than discord.js sends without waiting: otherwise this would time its queue and not the bot. */
const globalRequestsPerSecond = Number.POSITIVE_INFINITY;

async function startBareBot(discord: Discord, way: "acknowledge first" | "reply at once"): Promise<void> {
  const api = discord.apiUrl.replace(/\/$/, "");
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api, globalRequestsPerSecond } });
  onTestFinished(() => client.destroy());
  const ready = new Promise((resolve) => client.once("clientReady", resolve));
  client.on("interactionCreate", async (interaction) => {
    if (!interaction.isButton()) return;
    if (way === "reply at once") {
      await interaction.reply({ ...body, flags: body.flags | MessageFlags.Ephemeral });
      return;
    }
    await interaction.deferUpdate();
    await interaction.editReply(body);
  });
  await client.login(discord.town.token);
  await ready;
}

/** A message with a button A that only Ada sees, as her questions are. */
function constantQuestion({ discord, channel, ada }: Stage): Message {
  const button = { type: 2, style: 1, label: "A", custom_id: "constant" } as const;
  const message: Message = {
    id: "1000",
    channel: channel.id,
    seenBy: ada.id,
    nonce: null,
    body: {
      flags: 32_768,
      components: [{ type: 17, accent_color: 1, components: [{ type: 1, components: [button] }] }],
      allowed_mentions: { parse: [] },
    },
    edits: 0,
  };
  discord.town.messages.set(message.id, message);
  return message;
}
