import type { RenderContext } from "../../../src/adapters/discord/blocks.ts";
import { renderCard } from "../../../src/adapters/discord/render.ts";
import type { Card } from "../../../src/cards/card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";

/** Cards as they are rendered in a server where the command is registered. */
export const context: RenderContext = {
  words: wordsEn,
  names: { command: "111111111111111111", server: (workspace) => (workspace === "1" ? "The *bold* @everyone" : null) },
};

/** A card as it is sent over the wire. */
export function sent(card: Card, rendering: RenderContext = context): unknown {
  return JSON.parse(JSON.stringify(renderCard(rendering, card)));
}
