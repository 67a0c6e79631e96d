import type { wordsEn } from "./en/words-en.ts";

/**
 * Everything people read. To add a language, add a folder with the same structure as `en/`. Its values may use `code`
 * in backticks where the card reads them with `prose`.
 */
export type Words = typeof wordsEn;
