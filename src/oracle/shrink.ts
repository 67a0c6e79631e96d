/**
 * Makes a program smaller while a condition stays true, by removing lines: single ones, runs, whole blocks, and only
 * the first and last line of a block.
 * @param holds the condition, which is checked at most `most` times
 */
export async function shrink(
  source: string,
  predicate: (source: string) => Promise<boolean>,
  most = 300,
): Promise<string> {
  let lines = source.split("\n").filter((line) => line.trim() !== "");
  let checks = 0;
  const seen = new Set<string>();
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const smaller of smallerPrograms(lines)) {
      const text = `${smaller.join("\n")}\n`;
      if (seen.has(text)) continue;
      seen.add(text);
      if (checks++ >= most) return `${lines.join("\n")}\n`;
      if (!(await predicate(text))) continue;
      lines = smaller;
      isSmaller = true;
      break;
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Longest cuts first, so that few checks remove much. */
function* smallerPrograms(lines: readonly string[]): Generator<string[]> {
  const without = (from: number, to: number) => [...lines.slice(0, from), ...lines.slice(to)];
  for (let size = Math.floor(lines.length / 2); size > 1; size = Math.floor(size / 2)) {
    for (let from = 0; from + size <= lines.length; from += size) yield without(from, from + size);
  }
  const ends = lines.map((_, first) => endOfBlock(lines, first));
  for (const [first, end] of ends.entries()) if (end > first) yield without(first, end + 1);
  for (let line = lines.length - 1; line >= 0; line--) yield without(line, line + 1);
  for (const [first, end] of ends.entries()) {
    if (end > first) yield [...lines.slice(0, first), ...lines.slice(first + 1, end), ...lines.slice(end + 1)];
  }
}

/** The line that closes the block this one opens, found by indentation; the line itself if it opens none. */
function endOfBlock(lines: readonly string[], first: number): number {
  const indent = indentOf(lines[first] ?? "");
  if (indentOf(lines[first + 1] ?? "") <= indent) return first;
  const end = lines.findIndex((line, index) => index > first && indentOf(line) <= indent);
  return end < 0 ? lines.length - 1 : end;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
