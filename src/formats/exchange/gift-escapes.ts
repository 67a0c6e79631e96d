/**
 * GIFT puts a backslash before its own signs. The parser undoes that in part only (it leaves a semicolon behind each
 * line break, and takes `&&058;` for a colon), so escapes are hidden from it behind characters that no text may hold.
 */
const signs = ["\\", "~", "=", "#", "{", "}", ":", "n"];
const firstHidden = 0xfdd0;
const hiddenSign = /[\ufdd0-\ufdd7]/g;
/** Characters that are no text in any language; a file that holds them is refused. */
export const nonCharacters = /[\ufdd0-\ufdef]/;

export function escapedGift(text: string): string {
  return text.replace(/[\\~=#{}:]/g, "\\$&").replaceAll("\n", "\\n");
}

export function hideEscapes(text: string): string {
  return text.replace(/\\([\\~=#{}:n])/g, (_, sign: string) => String.fromCharCode(firstHidden + signs.indexOf(sign)));
}

export function showEscapes(text: string): string {
  return text.replace(hiddenSign, (hidden) => {
    const sign = signs[hidden.charCodeAt(0) - firstHidden] as string;
    return sign === "n" ? "\n" : sign;
  });
}
