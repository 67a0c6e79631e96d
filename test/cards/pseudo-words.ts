import { wordsEn } from "../../src/cards/words/en/words-en.ts";
import type { Words } from "../../src/cards/words/words.ts";
import { leaderboardWindows } from "../../src/engine/community/calendar.ts";
import { topics } from "../../src/engine/question/curriculum.ts";

const accents: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from(
    "aàbƀcçdđeéfƒgĝhĥiîjĵkķlļmɱnñoôpþqǫrŕsštţuûvṽwŵxẋyýzž".matchAll(/(.)(.)/gu),
    ([, letter = "", accented = ""]) => [letter, accented],
  ),
);

/** Every Latin letter with an accent. */
function accented(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const small = accents[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? small : small.toUpperCase();
  });
}

/** Arguments that select a text rather than appear in it. */
const selectors: ReadonlySet<string> = new Set<string>([
  ...topics,
  ...leaderboardWindows,
  ...["commonjs", "module", "timer", "interval", "network", "disk", "worker", "wait", "work", "start", "end"],
]);

/** The texts in arguments, such as a name or a line of code, that the words must leave as they are. */
function givenTexts(given: unknown): readonly string[] {
  if (typeof given === "string") return given.length > 0 && !selectors.has(given) ? [given] : [];
  if (typeof given !== "object" || given === null) return [];
  return Object.entries(given).flatMap(([key, value]) => (key === "kind" ? [] : givenTexts(value)));
}

/** Code and commands are the same in every language. */
const untranslated = /`[^`]+`|(?<!\w)\/[a-z]+(?: @[\w-]+)?/g;

/** A text that is 40 % longer and has accents, except for the texts it was given. */
function pseudo(text: string, unchanged: readonly string[]): string {
  const parts = [...unchanged].sort((a, b) => b.length - a.length).map(escapedPattern);
  const apart = new RegExp(`(${[untranslated.source, ...parts].join("|")})`, "g");
  const written = text.split(apart).map((part, index) => (index % 2 === 1 ? part : accented(part)));
  const ownLength = text.replaceAll(apart, "").length;
  // Words of one or two letters are choice letters and the like.
  return ownLength < 3 ? written.join("") : `${written.join("")}${"ẃ".repeat(Math.ceil(0.4 * ownLength))}`;
}

function escapedPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function pseudoOf(value: unknown, unchanged: readonly string[]): unknown {
  if (typeof value === "string") return pseudo(value, unchanged);
  if (typeof value === "function") {
    return (...given: readonly unknown[]) => pseudoOf(value(...given), givenTexts(given));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, pseudoOf(inner, unchanged)] as const);
  return Object.fromEntries(entries);
}

/** The words of an invented language: longer than English, and without an English letter. */
export const pseudoWords = pseudoOf(wordsEn, []) as Words;
