/** Characters that no chat shows, or that turn, hide or cut others: control signs, bidi signs, halves of pairs. */
const unshowable = /[\p{Cc}\p{Cs}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A line of a stranger's text, to be shown in a block of code: one line, of at most so many characters. */
export function codeLine(text: string, most: number): string {
  // Twice as many as can be shown: a long line is not read to its end.
  const head = [
    ...text
      .slice(0, 2 * most)
      .replaceAll("\t", "  ")
      .replaceAll(unshowable, "\ufffd"),
  ];
  const isWhole = text.length <= 2 * most && head.length <= most;
  return isWhole ? head.join("") : `${head.slice(0, most - 1).join("")}…`;
}

/** Lines that stand together, from `from` until before `until`. */
export interface LineWindow {
  readonly from: number;
  readonly until: number;
}

/**
 * As many lines around one as fit, ones below and above it by turns, so that it is always there.
 * @param centre the line's place, from 0
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
