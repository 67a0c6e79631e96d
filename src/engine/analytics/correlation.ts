/** A person's success on other items, and whether something is true of them: being right, or choosing an option. */
export interface Observation {
  /** On any scale where more is better. */
  readonly score: number;
  readonly inGroup: boolean;
}

/** Discrimination compares this share of people with the highest and with the lowest scores: Kelley's 27 %. */
const groupPart = 0.27;

/**
 * How much more often something holds for the best people than for the weakest, from -1 to 1; null without people.
 * People with the same score at the edge of a group share what is left of it, so their order does not matter.
 */
export function discriminationOf(people: readonly Observation[]): number | null {
  if (people.length === 0) return null;
  const ascending = tiesOf(people);
  const size = Math.max(1, Math.round(groupPart * people.length));
  return shareAmong(ascending.toReversed(), size) - shareAmong(ascending, size);
}

interface Tie {
  readonly count: number;
  readonly holding: number;
}

/** Groups of people with the same score, by ascending score. */
function tiesOf(people: readonly Observation[]): readonly Tie[] {
  const ties = new Map<number, { count: number; holding: number }>();
  for (const { score, inGroup } of people) {
    const tie = ties.get(score) ?? { count: 0, holding: 0 };
    tie.count++;
    if (inGroup) tie.holding++;
    ties.set(score, tie);
  }
  return [...ties].sort(([one], [other]) => one - other).map(([, tie]) => tie);
}

function shareAmong(ties: readonly Tie[], size: number): number {
  let left = size;
  let holding = 0;
  for (const tie of ties) {
    const taken = Math.min(left, tie.count);
    holding += (taken * tie.holding) / tie.count;
    left -= taken;
  }
  return holding / size;
}

/**
 * The point-biserial correlation of what holds with the score: (M1 - M0) / s * sqrt(p(1 - p)), from -1 to 1. Null when
 * all people have the same score, or when it holds for all or for none.
 */
export function pointBiserialOf(people: readonly Observation[]): number | null {
  // Sums of fractions depend on their order; the result must not.
  const ascending = [...people].sort((one, other) => one.score - other.score);
  const holding = ascending.filter(({ inGroup }) => inGroup);
  const others = ascending.filter(({ inGroup }) => !inGroup);
  if (holding.length === 0 || others.length === 0) return null;
  const mean = meanOf(ascending);
  const variance = ascending.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / ascending.length;
  if (ascending.at(0)?.score === ascending.at(-1)?.score) return null;
  const part = holding.length / ascending.length;
  return ((meanOf(holding) - meanOf(others)) / Math.sqrt(variance)) * Math.sqrt(part * (1 - part));
}

function meanOf(people: readonly Observation[]): number {
  return people.reduce((sum, { score }) => sum + score, 0) / people.length;
}
