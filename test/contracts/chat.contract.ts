import { describe, expect, test } from "vitest";
import { buttonIdLimit } from "../../src/bot/requests/button-parts.ts";
import { readButton } from "../../src/bot/requests/catalogue.ts";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import type { NamedCard } from "../../src/cli/question-cards.ts";
import { pseudoWords } from "../cards/pseudo-words.ts";
import { shippedBank } from "../shipped-bank.ts";
import { everyCard, longestCards } from "./card-fixtures.ts";

/**
 * What every chat must do with every card: draw it within the chat's limits, and lose no word that matters.
 * @param violations what is wrong with a card as this chat draws it, one sentence for each violation
 * @param drawn the text that people see
 */
export function chatContract(chat: {
  name: string;
  violations: (named: NamedCard) => readonly string[];
  rendered: (named: NamedCard) => string;
}): void {
  describe(`${chat.name} draws every card of every question`, async () => {
    const cards = everyCard(wordsEn, await shippedBank());

    test("within its limits", () => {
      const found = cards.flatMap((named) => chat.violations(named).map((violation) => `${named.name}: ${violation}`));
      expect(found).toEqual([]);
    });

    test("within its limits in a language with longer words", async () => {
      const longer = longestCards(pseudoWords, await shippedBank());
      const found = longer.flatMap((named) => chat.violations(named).map((violation) => `${named.name}: ${violation}`));
      expect(found).toEqual([]);
    });

    test("with its title, each lettered choice, and the line that runs", () => {
      const missing = cards.flatMap((named) => {
        const text = chat.rendered(named);
        const letters = named.card.blocks.flatMap((block) => (block.type === "choices" ? block.choices : []));
        const absent = letters.filter((choice) => !text.includes(choice.letter)).map((choice) => choice.letter);
        const title = text.includes(named.card.title) ? [] : [named.card.title];
        const codes = named.card.blocks.flatMap((block) => (block.type === "code" ? [block.text] : []));
        const marked = codes.flatMap((code) => /^▶ +\d+/m.exec(code)?.[0] ?? []).filter((mark) => !text.includes(mark));
        return [...title, ...marked, ...absent].map((part) => `${named.name}: ${part}`);
      });
      expect(missing).toEqual([]);
    });

    test("with buttons that the codec reads, at most five in a row and five rows", () => {
      const found = cards.flatMap(({ name, card }) => {
        const ids = card.buttons.flat().map((button) => button.id);
        const unread = ids.filter((id) => id.length > buttonIdLimit || readButton(id).type === "declined");
        const crowded = card.buttons.length > 5 || card.buttons.some((row) => row.length > 5 || row.length === 0);
        return [...unread.map((id) => `${name}: ${id}`), ...(crowded ? [`${name}: too many buttons`] : [])];
      });
      expect(found).toEqual([]);
    });
  });
}
