import { FSRSAlgorithm, Rating } from "ts-fsrs";

/** How well the correction of one misconception is remembered, as FSRS describes it. */
export interface Memory {
  /** Days until the chance to remember falls to 90 %. */
  readonly stability: number;
  readonly difficulty: number;
  /** The day of the last review, as a day number. */
  readonly day: number;
}

/** Answers come at most a few times a day, so the short-term steps of FSRS are off. Nothing is left to chance. */
const scheduler = new FSRSAlgorithm({ request_retention: 0.9, enable_fuzz: false, enable_short_term: false });

/** The memory after a review: an answer that showed the misconception again, or one that did not. */
export function reviewed(memory: Memory | null, remembered: boolean, day: number): Memory {
  const rating = remembered ? Rating.Good : Rating.Again;
  const state = memory && { stability: memory.stability, difficulty: memory.difficulty };
  const { stability, difficulty } = scheduler.next_state(state, memory ? Math.max(0, day - memory.day) : 0, rating);
  return { stability, difficulty, day };
}

/** How likely the correction is still remembered on a day. */
export function retrievability(memory: Memory, day: number): number {
  return scheduler.forgetting_curve(Math.max(0, day - memory.day), memory.stability);
}

/** Days until the next review after this one. */
export function intervalOf(memory: Memory): number {
  return scheduler.next_interval(memory.stability, 0);
}
