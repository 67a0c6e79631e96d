const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

interface Unit {
  readonly name: string;
  readonly milliseconds: number;
  /** Distances between ticks that read well, in this unit; decimal ones are 1, 2 and 5 times a power of ten. */
  readonly steps: "decimal" | readonly number[];
  /** From this span on (in milliseconds) the next unit reads better. */
  readonly upTo: number;
}

const hours: Unit = { name: "h", milliseconds: hour, steps: "decimal", upTo: Number.POSITIVE_INFINITY };
const units: readonly Unit[] = [
  { name: "ms", milliseconds: 1, steps: "decimal", upTo: 10 * second },
  { name: "s", milliseconds: second, steps: [1, 2, 5, 10, 15, 20, 30, 60, 120, 300], upTo: 10 * minute },
  { name: "min", milliseconds: minute, steps: [1, 2, 5, 10, 15, 20, 30, 60, 120, 300], upTo: 10 * hour },
  hours,
];

function unitOf(milliseconds: number): Unit {
  return units.find(({ upTo }) => milliseconds < upTo) ?? hours;
}

/** `80 ms`, `12.5 s`, `24 h`: to five digits. */
export function durationText(milliseconds: number): string {
  const { name, milliseconds: size } = unitOf(milliseconds);
  return `${Number((milliseconds / size).toPrecision(5))} ${name}`;
}

/** The marks of an axis. */
export interface Axis {
  readonly unit: string;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** Ticks at round times from 0, with at most this many steps between them. */
export function axisOf(end: number, mostSteps: number): Axis {
  const { name, milliseconds: size, steps } = unitOf(end);
  const least = end / size / mostSteps;
  const step = stepOf(steps, least);
  // Steps like 0.1 are not exact in binary, so a tick just past the end still counts as the end.
  const count = Math.floor(end / size / step + 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, index) => {
    const value = Number((index * step).toPrecision(9));
    return { at: value * size, label: String(value) };
  });
  return { unit: name, ticks };
}

function stepOf(steps: Unit["steps"], least: number): number {
  // Below this, powers of ten round to zero.
  if (least < 1e-12) return 1;
  if (steps !== "decimal") {
    const fitting = steps.find((step) => step >= least);
    if (fitting !== undefined) return fitting;
  }
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5].map((digit) => digit * power).find((step) => step >= least * (1 - 1e-9)) ?? 10 * power;
}

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
 * Badges for marks from left to right that never overlap: marks that are too close share one. Callbacks of lanes that
 * are not drawn have no letter and get a star.
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
