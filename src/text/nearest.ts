/**
 * The candidate that was most likely meant: one that begins with what was typed, otherwise the one at the smallest edit
 * distance. A distance of 1, or of a third of the candidate's length, is close enough. Null if nothing is close.
 */
export function nearest(typed: string, candidates: readonly string[]): string | null {
  const wanted = typed.toLowerCase().slice(0, 64);
  if (wanted.length === 0) return null;
  const begun = candidates.find((candidate) => candidate.toLowerCase().startsWith(wanted));
  if (begun !== undefined) return begun;
  const ranked = candidates
    .map((candidate) => ({ candidate, slips: editDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.candidate ?? null;
}

/** Levenshtein's distance with a swap of neighbours as one slip (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const at = (row: readonly number[], column: number) => row[column] ?? 0;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}
