import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { cardRow } from "../../src/store/queries/card-row.ts";
import { everyCard } from "../contracts/card-fixtures.ts";
import { shippedBank } from "../shipped-bank.ts";

test("every kind of card is loaded as it was saved", async () => {
  const cards = everyCard(wordsEn, await shippedBank());
  expect(cards.length).toBeGreaterThan(100);
  const changed = cards.filter(({ card }) => !isDeepStrictEqual(cardRow.parse(JSON.parse(JSON.stringify(card))), card));
  expect(changed.map(({ name }) => name)).toEqual([]);
});

test.each([
  ["an unknown block", { blocks: [{ type: "poem", text: [] }] }],
  ["a field that no card has", { picture: "x" }],
  ["a block without its text", { blocks: [{ type: "text" }] }],
])("%s is refused, not dropped", (_, change) => {
  const card = { type: "card", tone: "neutral", title: "t", blocks: [], buttons: [], reference: [] };
  expect(cardRow.safeParse(card).success).toBe(true);
  expect(cardRow.safeParse({ ...card, ...change }).success).toBe(false);
});
