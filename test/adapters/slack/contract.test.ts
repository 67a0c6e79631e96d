import { chatConversations } from "../../contracts/chat-conversations.ts";
import { slackUnderTest } from "./driver.ts";

chatConversations(slackUnderTest("socket"));
chatConversations(slackUnderTest("http"));
