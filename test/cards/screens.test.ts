import { expect, test } from "vitest";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { screensOf, textOf } from "./screens.ts";

/** These files show each change of words or cards, so that a reviewer reads what people will read. */
test.each(Object.entries(screensOf(wordsEn)))("the %s screen", async (screen, shots) => {
  const parts = shots.map(({ name, reply }) => `=== ${name}\n\n${textOf(reply)}\n`);
  await expect(parts.join("\n")).toMatchFileSnapshot(`golden/${screen}.txt`);
});
