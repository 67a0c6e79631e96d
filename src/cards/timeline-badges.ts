/** A badge on the row of callbacks: the letters of the callbacks that run there. */
interface Badge {
  /** Its middle. */
  readonly x: number;
  readonly text: string;
}

interface Cluster {
  readonly from: number;
  readonly until: number;
  readonly letters: readonly string[];
}

const mostLetters = 4;
const apart = 3;
const star = "*";

/** How wide a badge is around its text. */
export function badgeWidth(text: string): number {
  return Math.max(18, text.length * 7.9 + 10);
}

/**
 * Badges for marks in order of place, none over another: marks too close for a badge each share one. Callbacks of
 * lanes that are not drawn have no letter and are shown by a star.
 */
export function badgesOf(
  marks: readonly { readonly x: number; readonly letter: string }[],
  room: { readonly left: number; readonly right: number },
): readonly Badge[] {
  const clusters: Cluster[] = [];
  for (const { x, letter } of marks) {
    let cluster: Cluster = { from: x, until: x, letters: [letter || star] };
    for (let before = clusters.at(-1); before !== undefined; before = clusters.at(-1)) {
      const [left, right] = [badgeOf(before, room), badgeOf(cluster, room)];
      const distance = right.x - badgeWidth(right.text) / 2 - (left.x + badgeWidth(left.text) / 2);
      if (distance >= apart) break;
      clusters.pop();
      const letters = [...new Set([...before.letters, ...cluster.letters])].sort();
      cluster = { from: before.from, until: cluster.until, letters };
    }
    clusters.push(cluster);
  }
  return clusters.map((cluster) => badgeOf(cluster, room));
}

function badgeOf({ from, until, letters }: Cluster, room: { readonly left: number; readonly right: number }): Badge {
  const named = letters.filter((letter) => letter !== star);
  const text = letters.length > mostLetters ? `${named[0]}..${named.at(-1)}` : letters.join(" ");
  const half = badgeWidth(text) / 2;
  const x = Math.min(Math.max((from + until) / 2, room.left + half), room.right - half);
  return { x, text };
}
