import type { wordsEn } from "./words-en.ts";

/** All words people read. A language is a file with this shape. */
export type Words = typeof wordsEn;
