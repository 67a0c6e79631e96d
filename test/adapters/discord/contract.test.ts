import { chatContract } from "../../contracts/chat.contract.ts";
import { chatConversations } from "../../contracts/chat-conversations.ts";
import { discordUnderTest } from "./driver.ts";
import { sent } from "./look.ts";
import { messageFaults, readable, readMessage } from "./server/message-rules.ts";

chatContract({
  name: "Discord",
  drawn: ({ card }) => readable(readMessage(sent(card))),
  violations: ({ card }) => messageFaults(sent(card), { ephemeral: false }),
});

chatConversations(discordUnderTest);
