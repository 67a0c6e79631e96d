const named: Readonly<Record<string, string>> = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };

const breakLength = 80;
const longLine = 16;

/** A string as Node shows it inside an object: in quotes that it does not contain, and split at line ends if it is long. */
export function quoted(text: string, indentation: number): string {
  if (text.length <= longLine || text.length <= breakLength - indentation - 4) return quotedLine(text);
  const lines = text.split(/(?<=\n)/);
  return lines.map(quotedLine).join(` +\n${" ".repeat(indentation + 2)}`);
}

function quotedLine(text: string): string {
  const quote = quoteFor(text);
  let escaped = "";
  for (const character of text) escaped += escapedCharacter(character, quote);
  return quote + escaped + quote;
}

function quoteFor(text: string): string {
  if (!text.includes("'")) return "'";
  if (!text.includes('"')) return '"';
  return text.includes("`") || text.includes("${") ? "'" : "`";
}

function escapedCharacter(character: string, quote: string): string {
  if (character === "\\" || (character === quote && quote === "'")) return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return named[character] ?? `\\x${hex.padStart(2, "0")}`;
  return code >= 0xd800 && code <= 0xdfff ? `\\u${hex}` : character;
}
