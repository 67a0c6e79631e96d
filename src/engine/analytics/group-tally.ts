import type { LearnerId } from "../question/ids.ts";

/** No number rests on fewer people. */
export const leastPeople = 5;

/** How many people of a group something is true of. */
export interface GroupShare {
  readonly people: number;
  readonly holding: number;
}

/**
 * Counts people of whom something is true in a way that says nothing about a few of them. The counts that are shown
 * grow by five people at a time, in the order in which people are added. So two reports never differ by fewer people,
 * whenever they are made.
 */
export interface GroupTally {
  /** Counts a person once: what was said of them first is what counts. */
  add(learner: LearnerId, holds: boolean): void;
  /** Null for fewer than five people. */
  shown(): GroupShare | null;
}

export function newGroupTally(): GroupTally {
  const seen = new Set<LearnerId>();
  let holding = 0;
  let shown: GroupShare | null = null;
  return {
    add(learner, holds) {
      if (seen.has(learner)) return;
      seen.add(learner);
      if (holds) holding++;
      if (seen.size % leastPeople === 0) shown = { people: seen.size, holding };
    },
    shown: () => shown,
  };
}

/** The number of people that is shown: the largest multiple of five up to it, and 0 for fewer than five. */
export function atLeast(people: number): number {
  return people - (people % leastPeople);
}

/**
 * How many people are in any of some groups, shown so that it says nothing about a group of fewer than five. A
 * suppressed group has 0 to 4 people. The total is lowered until each suppressed group could have any of these numbers.
 *
 * @param total people who are in at least one group
 * @param groups the size of each group
 */
export function suppressedTotal(total: number, groups: readonly number[]): number {
  const most = leastPeople - 1;
  const suppressed = groups.filter((size) => size < leastPeople).length;
  let shown = atLeast(total);
  if (suppressed === 0) return shown;
  const shownMost = groups.reduce((sum, size) => (size < leastPeople ? sum : sum + atLeast(size) + most), 0);
  while (shown > 0 && shown > shownMost + most * (suppressed - 1)) shown -= leastPeople;
  return shown;
}
