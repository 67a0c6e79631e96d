/** How many first attempts are needed for the share that is right, for other figures, and for correlations. */
export const enough = { difficulty: 10, figures: 30, correlations: 100 } as const;

/** A wrong option that fewer choose does not work. */
export const leastShare = 0.05;

/** Beyond these bounds, a figure asks for a closer look. */
const bounds = {
  hard: 0.2,
  easy: 0.95,
  discrimination: 0.2,
  correlation: 0.15,
  unexplained: 0.3,
} as const;

/** What may be wrong with an item, the most serious first. */
export const itemFlags = [
  "the-best-are-wrong",
  "a-wrong-option-attracts-the-best",
  "low-discrimination",
  "poor-discrimination",
  "too-hard",
  "unexplained-wrong-answers",
  "too-easy",
  "a-never-chosen-option",
  "a-rarely-chosen-option",
] as const;
export type ItemFlag = (typeof itemFlags)[number];

/** Figures of an item; null means too few answers to say. */
interface ItemFigures {
  readonly difficulty: number | null;
  readonly discrimination: number | null;
  readonly pointBiserial: number | null;
  readonly unexplained: number | null;
  /** Everything wrong that was answered or could be. */
  readonly wrong: readonly {
    /** Whether it is one of the question's options. */
    readonly isOffered: boolean;
    readonly share: number;
    readonly pointBiserial: number | null;
  }[];
}

/** @param n how many first attempts the figures are from */
export function flagsOf(n: number, figures: ItemFigures): readonly ItemFlag[] {
  const { difficulty, discrimination, pointBiserial, unexplained, wrong } = figures;
  if (difficulty === null) return [];
  const shares = n < enough.figures ? [] : wrong.flatMap(({ isOffered, share }) => (isOffered ? [share] : []));
  const attractsTheBest = wrong.some(({ share, pointBiserial: r }) => share >= leastShare && (r ?? 0) > 0);
  const raised: Readonly<Record<ItemFlag, boolean>> = {
    "the-best-are-wrong": pointBiserial !== null && pointBiserial < 0,
    "a-wrong-option-attracts-the-best": attractsTheBest,
    "low-discrimination": pointBiserial !== null && pointBiserial >= 0 && pointBiserial < bounds.correlation,
    // With fewer people, the best and the weakest are a dozen each: their difference is shown, but proves nothing.
    "poor-discrimination":
      n >= enough.correlations && discrimination !== null && discrimination < bounds.discrimination,
    "too-hard": difficulty < bounds.hard,
    "unexplained-wrong-answers": (unexplained ?? 0) > bounds.unexplained,
    "too-easy": difficulty > bounds.easy,
    "a-never-chosen-option": shares.includes(0),
    "a-rarely-chosen-option": shares.some((share) => share > 0 && share < leastShare),
  };
  return itemFlags.filter((flag) => raised[flag]);
}
