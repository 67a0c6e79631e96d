/**
 * GIFT puts a backslash before its own signs. The parser undoes that in part only (it leaves a semicolon behind each
 * line break, and takes `&&058;` for a colon), so signs that mean themselves are hidden from it behind characters that
 * no text may hold.
 */
const signs = ["\\", "~", "=", "#", "{", "}", ":", "n", "&"];
const firstHidden = 0xfdd0;
const hiddenSign = /[\ufdd0-\ufdd8]/g;
/** Characters that are no text in any language; a file that holds them is refused. */
export const nonCharacters = /[\ufdd0-\ufdef]/;

export function escapedGift(text: string): string {
  return text.replace(/[\\~=#{}:]/g, "\\$&").replaceAll("\n", "\\n");
}

/**
 * Hides what is escaped; and, as Moodle bears it, signs without a backslash that can mean nothing where they stand: all
 * outside of the answers, and colons within.
 */
export function hideSigns(question: string): string {
  const text = question.replace(/\\([\\~=#{}:n])/g, (_, sign: string) => hidden(sign)).replace(/&(?=&\d{3};)/g, hidden);
  const title = /^\s*::[\s\S]*?::/.exec(text)?.[0] ?? "";
  const open = text.indexOf("{", title.length);
  const close = text.lastIndexOf("}");
  const outside = (part: string) => part.replace(/[:=~#]/g, hidden);
  if (open < 0 || close < open) return title + outside(text.slice(title.length));
  const answers = text.slice(open, close);
  // The error of a number stands behind a colon.
  const isNumber = /^\{\s*#(?!###)/.test(answers);
  const inside = isNumber ? answers : answers.replaceAll(":", hidden);
  return title + outside(text.slice(title.length, open)) + inside + outside(text.slice(close));
}

function hidden(sign: string): string {
  return String.fromCharCode(firstHidden + signs.indexOf(sign));
}

export function showSigns(text: string): string {
  return text.replace(hiddenSign, (character) => {
    const sign = signs[character.charCodeAt(0) - firstHidden] as string;
    return sign === "n" ? "\n" : sign;
  });
}
