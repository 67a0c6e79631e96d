import { renderCard } from "../../../src/adapters/web/render-card.ts";
import type { NamedCard } from "../../../src/cli/question-cards.ts";
import { chatContract } from "../../contracts/chat.contract.ts";
import { chatConversations } from "../../contracts/chat-conversations.ts";
import { webUnderTest } from "./driver.ts";
import { htmlText } from "./html-text.ts";

const allowedTags = /^<\/?[a-z][a-z0-9-]*(?: [A-Za-z-]+(?:="[^"<>]*")?)*\s*\/?>$/;

/** The announcement contains words of the question. */
const spoken = /aria-label="[^"]*"/g;

function htmlOf({ card }: NamedCard): string {
  return String(renderCard(card));
}

chatContract({
  name: "The room",
  rendered: (named) => htmlText(htmlOf(named)),
  violations: (named) => {
    const html = htmlOf(named);
    const tags = html.match(/<[^>]*>?/g) ?? [];
    const odd = tags.filter((tag) => !allowedTags.test(tag.replaceAll(/\s+/g, " ")));
    const live = /javascript:|<script|\son[a-z]+=/i.test(tags.join("").replaceAll(spoken, ""))
      ? ["something could run"]
      : [];
    return [...odd.map((tag) => `odd tag ${tag}`), ...live];
  },
});

chatConversations(webUnderTest);
