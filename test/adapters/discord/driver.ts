import type { ChatDriver, ChatUnderTest, DriverOptions, Shown } from "../../contracts/chat-driver.ts";
import { eventually, openTownWithServer, postsIn, startBot, textOf } from "./open-bot.ts";
import type { Message } from "./server/fake-discord.ts";
import type { Exchange } from "./server/people.ts";

/** Commands that are typed differently on Discord than elsewhere. */
const discordWords: Readonly<Record<string, string>> = { settings: "settings show" };

async function open(options: DriverOptions): Promise<ChatDriver> {
  const { discord, channel } = await openTownWithServer();
  const { bot, chat, store } = await startBot(discord, options);
  const ada = discord.person("Ada", { manages: true });
  let last: Exchange | null = null;

  async function shownBy(exchange: Exchange): Promise<Shown> {
    last = exchange;
    const { interaction } = exchange;
    await eventually(discord, () => interaction.response, "the first response");
    if (interaction.response !== 9) return shownMessage(await exchange.shown());
    const form = await exchange.form();
    return {
      id: interaction.id,
      isPrivate: true,
      text: () => JSON.stringify(form),
      press: async (label) => Promise.reject(new Error(`a form has no button ${label}`)),
      submit: async (values) => shownBy(await ada.submits(exchange, channel, values)),
    };
  }

  function shownMessage(message: Message): Shown {
    return {
      id: message.id,
      isPrivate: message.seenBy === ada.id,
      text: () => textOf(message),
      press: (label) => shownBy(ada.presses(message, label)),
      submit: async () => Promise.reject(new Error("a message is no form")),
    };
  }

  return {
    bot,
    chat,
    store,
    time: discord.town.time,
    channel: channel.id,
    origin: { chat: "discord", workspace: channel.guild, user: { id: ada.id, name: "Ada", scope: "everywhere" } },
    types: (words, values = {}) => shownBy(ada.types(channel, discordWords[words] ?? words, values)),
    posts: () => postsIn(discord, channel).map(shownMessage),
    async acknowledgedLate() {
      await eventually(discord, () => (last?.interaction.response === 5 ? true : null), "the acknowledgement");
    },
  };
}

export const discordUnderTest: ChatUnderTest = {
  name: "Discord",
  capabilities: { edits: true, inPlace: true, lateForm: "asks-again" },
  open,
};
