import { refusalCard, withCommands } from "../../../cards/notices/notice-card.ts";
import { defineRequest } from "../definition.ts";
import { helpLines } from "./help.ts";

/** Says why something could not be read. After an unknown command, also lists all commands. */
export const declined = defineRequest({
  type: "declined",
  who: "everyone",
  needsPerson: false,
  replyMode: "private",
  handle: (context, { refusal }) => {
    const card = refusalCard(context.words, refusal, []);
    return refusal.code === "unknown-command" ? withCommands(context.words, card, helpLines(context)) : card;
  },
});
