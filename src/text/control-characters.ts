/**
 * Control characters but for the line feed, halves of characters, and the marks that turn the writing direction,
 * which can make a line look like another.
 */
const unshowable = /(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u;
const allUnshowable = new RegExp(unshowable, "gu");

/** The first character that must not stand in a text that people will see, as `U+0007`; null where there is none. */
export function firstControl(text: string): string | null {
  const code = unshowable.exec(text)?.[0].codePointAt(0);
  return code === undefined ? null : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** For a terminal: a file's name or an unknown field may hold what would move the cursor or turn the writing. */
export function withoutControls(text: string): string {
  return text.replaceAll(allUnshowable, "\ufffd");
}
