import type { wordsEn } from "./en/words-en.ts";

/**
 * Everything people read. Another language is another folder of the shape of `en/`. Its values may use `code` in
 * backticks where the card reads them with `prose`.
 */
export type Words = typeof wordsEn;
