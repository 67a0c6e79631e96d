/**
 * Characters that nobody can see, or that change how others look: control characters, lone surrogates, line and
 * paragraph separators, noncharacters, and the marks that turn the writing direction.
 */
const unshowable = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u2028\u2029]/gu;

/** The first character that must not be in a text that people will see, as `U+0007`; null if there is none. */
export function firstControl(text: string): string | null {
  const [found] = text.replaceAll("\n", "").match(unshowable) ?? [];
  const code = found?.codePointAt(0);
  return code === undefined ? null : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Shows a mark instead of each character that must not be seen. Line breaks stay. */
export function withoutControls(text: string): string {
  return replaceControls(text, "\ufffd");
}

export function replaceControls(text: string, mark: string): string {
  return text.replaceAll(unshowable, (found) => (found === "\n" ? found : mark));
}

/** The same for a text that must stay on one line. */
export function onOneLine(text: string, mark = "\ufffd"): string {
  return text.replaceAll(unshowable, mark);
}
