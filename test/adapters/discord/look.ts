import type { Look } from "../../../src/adapters/discord/blocks.ts";
import { renderCard } from "../../../src/adapters/discord/render.ts";
import type { Card } from "../../../src/cards/card.ts";
import { wordsEn } from "../../../src/cards/words/en/words-en.ts";

/** Cards as they are drawn in a server where the command is registered. */
export const look: Look = {
  words: wordsEn,
  names: { command: "111111111111111111", server: (workspace) => (workspace === "1" ? "The *bold* @everyone" : null) },
};

/** A card as it is sent over the wire. */
export function sent(card: Card, drawnWith: Look = look): unknown {
  return JSON.parse(JSON.stringify(renderCard(drawnWith, card)));
}
