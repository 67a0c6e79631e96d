import { expect, test } from "vitest";
import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import { pseudoWords } from "./pseudo-words.ts";
import { screensOf, textOf } from "./screens.ts";

/** What stays the same in every language: authors' texts, code, links, names, units. */
const untranslated = [
  /⟨[^⟩]*⟩?/g,
  /`[^`]*`/g,
  /https?:\S+/g,
  // Neighbouring callbacks in a timeline.
  /(?<= )[A-L]{2}(?= |$)/gm,
  /\b(?:UTC|Europe\/Berlin|C0GENERAL|mon-fri|commonjs|module|ms|s|min|h|load|below)\b/g,
  ...["wrong-key", "unclear-wording", "code-differs", "typing-mistake", "something-else"].map(
    (id) => new RegExp(id, "g"),
  ),
];

/** Screens show code in blocks: a program and what it prints. */
const code =
  /^ {4}(?:[▶ ] +\d+ │ .*|loaded|tick|late|end|[abc]|cpu\(.*|console\.log.*|await .*|worker.*|diskSync.*|process\.nextTick.*)$/gm;

function englishIn(text: string): readonly string[] {
  const rest = untranslated.reduce((left, pattern) => left.replaceAll(pattern, ""), text.replaceAll(code, ""));
  return rest.match(/[A-Za-z]{2,}/g) ?? [];
}

test.each(Object.entries(screensOf(pseudoWords)))("the %s screen has no English word outside the words", (_, shots) => {
  const found = shots.flatMap(({ name, reply }) => {
    // The looks and tones in the plain text are names in code.
    const text = textOf(reply)
      .replaceAll(/ \((?:choice|chosen|primary|plain|danger|disabled|quiet)\)\]/g, "]")
      .replace(/^(?:question|right|wrong|neutral|refused|score|form): /, "");
    return englishIn(text).map((word) => `${name}: ${word}`);
  });
  expect(found).toEqual([]);
});

test("the pseudo-locale has every key of English, and changes every text", () => {
  const keysOf = (words: unknown): unknown =>
    typeof words === "object" && words !== null
      ? Object.fromEntries(Object.entries(words).map(([key, value]) => [key, keysOf(value)]))
      : typeof words;
  expect(keysOf(pseudoWords)).toEqual(keysOf(wordsEn));
  expect(pseudoWords.verdict.right).toBe("Ŕîĝĥţ!ẃẃẃ");
  expect(pseudoWords.refusals["bad-channel"]("general")).toContain("“general”");
});
