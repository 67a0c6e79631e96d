import { renderCard } from "../../../src/adapters/terminal/render.ts";
import { codeIndent } from "../../../src/cards/plain-text.ts";
import { withoutControls } from "../../../src/text/control-characters.ts";
import { chatContract } from "../../contracts/chat.contract.ts";
import { chatConversations } from "../../contracts/chat-conversations.ts";
import { terminalUnderTest } from "./driver.ts";

const options = { columns: 80, colours: false };

chatContract({
  name: "The terminal",
  rendered: ({ card }) => renderCard(card, options).replaceAll("\n", " "),
  violations: ({ card }) => {
    const text = renderCard(card, options);
    const lines = text.split("\n");
    const wide = lines.filter(
      (line) => line.length > options.columns && !line.startsWith(codeIndent) && line.includes(" "),
    );
    const unbreakable = (line: string) =>
      line
        .trim()
        .split(" ")
        .some((word) => word.length > options.columns - 10);
    const odd = withoutControls(text) === text ? [] : ["a control character"];
    return [...wide.filter((line) => !unbreakable(line)).map((line) => `too wide: ${line}`), ...odd];
  },
});

chatConversations(terminalUnderTest);
