import type { Presentation } from "../../engine/question/answer.ts";
import type { AccountId, PresentationId, QuestionId } from "../../engine/question/ids.ts";

/** Questions as they were shown. */
export interface PresentationStore {
  save(presentation: Presentation): Promise<void>;
  find(id: PresentationId): Promise<Presentation | null>;
  /** The question as it was shown to this account before and neither answered nor closed since. */
  findOpen(account: AccountId, question: QuestionId): Promise<Presentation | null>;
}
