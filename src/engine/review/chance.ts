/** How far counts stray from even: the sum of squared differences over what was expected. */
export function chiSquareOf(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Chi-square at 0.1 %, by how many counts there are: one degree of freedom fewer. */
export const chiSquareLimits: Readonly<Record<number, number>> = { 2: 10.83, 3: 13.82, 4: 16.27, 5: 18.47 };

/** How likely chance alone makes at least so many hits, each trial with a probability of its own. */
export function chanceOfAtLeast(hits: number, probabilities: readonly number[]): number {
  // likelihood[k]: of exactly k hits in the trials so far.
  let likelihood = [1];
  for (const probability of probabilities) {
    const next = new Array<number>(likelihood.length + 1).fill(0);
    likelihood.forEach((likely, count) => {
      next[count] = (next[count] as number) + likely * (1 - probability);
      next[count + 1] = (next[count + 1] as number) + likely * probability;
    });
    likelihood = next;
  }
  return likelihood.slice(hits).reduce((sum, likely) => sum + likely, 0);
}
