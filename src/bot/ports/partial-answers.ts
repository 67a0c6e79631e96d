import type { AnswerKey } from "./answers.ts";

/** The next picks, given the current ones. */
type PicksChange = (picks: readonly number[]) => readonly number[];

/** The choices picked so far for answers that take several presses; indexes into the question's choices. */
export interface PartialAnswerStore {
  /**
   * Applies a change and returns the new picks. Presses that arrive together are applied one after the other.
   * @param loaded the picks as they were read; if they have changed since, the change is applied to the newer ones
   */
  change(key: AnswerKey, loaded: readonly number[], change: PicksChange): Promise<readonly number[]>;
}
