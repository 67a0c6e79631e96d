import type { AccountId, PresentationId } from "../../engine/question/ids.ts";

/** What comes of what has been pressed. */
type Change = (pressed: readonly number[]) => readonly number[];

/** The choices picked so far for answers that take several presses; indexes into the question's choices. */
export interface PartialAnswerStore {
  find(presentation: PresentationId, account: AccountId): Promise<readonly number[]>;
  /** Applies a change in one transaction and returns the result. */
  change(presentation: PresentationId, account: AccountId, change: Change): Promise<readonly number[]>;
}
