import { onOneLine } from "./control-characters.ts";

/** Limits a text to this many characters (code points). A longer text ends in an ellipsis. */
export function shortened(text: string, most: number): string {
  return fitted(text, text.slice(0, 2 * most), most);
}

/** A line of a stranger's code that is safe to show: without control characters, and of limited length. */
export function codeLine(text: string, most: number): string {
  return fitted(text, onOneLine(text.slice(0, 2 * most).replaceAll("\t", "  ")), most);
}

/** @param head the first `2 * most` units, enough for `most` code points: a long text is not read to its end */
function fitted(text: string, head: string, most: number): string {
  const characters = [...head];
  if (text.length <= 2 * most && characters.length <= most) return head;
  return `${characters.slice(0, Math.max(0, most - 1)).join("")}…`;
}

/** Neighbouring lines, from `from` up to but not including `until`. */
export interface LineWindow {
  readonly from: number;
  readonly until: number;
}

/**
 * As many lines around one as fit, taken below and above it in turns. The line itself is always included.
 * @param centre the index of the line
 */
export function windowAround(lines: readonly string[], centre: number, most: { characters: number }): LineWindow {
  let [from, until] = [centre, centre];
  let room = most.characters;
  for (let grown = true; grown; ) {
    grown = false;
    const below = lines[until];
    if (below !== undefined && (until === centre || below.length < room)) {
      room -= below.length + 1;
      until++;
      grown = true;
    }
    const above = from > 0 ? lines[from - 1] : undefined;
    if (above !== undefined && above.length < room) {
      room -= above.length + 1;
      from--;
      grown = true;
    }
  }
  return { from, until };
}
