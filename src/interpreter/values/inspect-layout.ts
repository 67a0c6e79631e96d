/** How the text of an object opens and closes. `base` comes first, such as the text of a function with properties. */
export interface Shape {
  readonly open: string;
  readonly close: string;
  readonly base: string;
}

interface Layout {
  readonly indentation: number;
  /** The nesting depth of the last entry. */
  readonly depthBelow: number;
  readonly isArray: boolean;
  /** Numbers are aligned right in their columns, everything else left. */
  readonly alignsRight: boolean;
  /** Whether the last entry is the count of items that are not shown. */
  readonly hasRest: boolean;
}

const breakLength = 80;
/** Objects of at most this depth may share a line with the object around them. */
const compact = 3;
const separator = 2;

/** Entries on one line if they fit, otherwise one per line; long arrays in columns. Node's `reduceToSingleString`. */
export function laidOut(entries: readonly string[], shape: Shape, layout: Layout): string {
  const output = layout.isArray && entries.length > 6 ? inColumns(entries, layout) : entries;
  const base = shape.base === "" ? "" : `${shape.base} `;
  if (layout.depthBelow < compact && output === entries) {
    const start = output.length + layout.indentation + shape.open.length + shape.base.length + 10;
    const length = output.reduce((sum, entry) => sum + entry.length, output.length + start);
    const joined = output.join(", ");
    const fits = length <= breakLength && !shape.base.includes("\n");
    if (fits && !joined.includes("\n")) return `${base}${shape.open} ${joined} ${shape.close}`;
  }
  const line = `\n${" ".repeat(layout.indentation)}`;
  return `${base}${shape.open}${line}  ${output.join(`,${line}  `)}${line}${shape.close}`;
}

/** Short entries of an array in columns, about 2.5 times as wide as high. Node's `groupArrayElements`. */
function inColumns(entries: readonly string[], layout: Layout): readonly string[] {
  const count = layout.hasRest ? entries.length - 1 : entries.length;
  const lengths = entries.slice(0, count).map((entry) => entry.length);
  const total = lengths.reduce((sum, length) => sum + length + separator, 0);
  const longest = Math.max(...lengths) + separator;
  if (longest * 3 + layout.indentation >= breakLength) return entries;
  if (total / longest <= 5 && longest - separator > 6) return entries;
  const bias = Math.sqrt(longest - total / entries.length);
  const biased = Math.max(longest - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((breakLength - layout.indentation) / longest),
    compact * 4,
    15,
  );
  if (columns <= 1) return entries;
  const widths = Array.from({ length: columns }, (_, column) => {
    const inColumn = lengths.filter((_length, index) => index % columns === column);
    return Math.max(0, ...inColumn) + separator;
  });
  const rows: string[] = [];
  for (let first = 0; first < count; first += columns) {
    rows.push(row(entries.slice(first, Math.min(first + columns, count)), widths, layout.alignsRight));
  }
  return [...rows, ...entries.slice(count)];
}

function row(cells: readonly string[], widths: readonly number[], alignsRight: boolean): string {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    const isLast = column === cells.length - 1;
    if (alignsRight) return isLast ? cell.padStart(width - separator) : `${cell}, `.padStart(width);
    return isLast ? cell : `${cell}, `.padEnd(width);
  });
  return padded.join("");
}

const named: Readonly<Record<string, string>> = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };

const longLine = 16;

/** A string as Node shows it inside an object: in quotes that it does not contain, split at line ends if long. */
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
