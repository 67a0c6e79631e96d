/**
 * The first character that must not stand in a text that people will see: control characters but for the line
 * feed, and the marks that turn the writing direction, which can make a line look like another.
 *
 * @returns its place in the text and its name, as `U+0007`; null where there is none
 */
export function firstControl(text: string): { readonly at: number; readonly name: string } | null {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || !isControl(code)) continue;
    return { at, name: `U+${code.toString(16).toUpperCase().padStart(4, "0")}` };
  }
  return null;
}

function isControl(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  return (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}
