import { chatContract } from "../../contracts/chat.contract.ts";
import { chatConversations } from "../../contracts/chat-conversations.ts";
import { discordUnderTest } from "./driver.ts";
import { sent } from "./rendered-card.ts";
import { messageViolations, readable, readMessage } from "./server/message-rules.ts";

chatContract({
  name: "Discord",
  rendered: ({ card }) => readable(readMessage(sent(card))),
  violations: ({ card }) => messageViolations(sent(card), { ephemeral: false }),
});

chatConversations(discordUnderTest);
