/** The buttons under a question get their ids from whoever owns the codec. A place is that of a letter, from 0. */
export interface AnswerIds {
  /** Answers with the choice at once. */
  readonly pick: (place: number | "unknown") => string;
  /** Adds the letter to an answer that is being put together, or takes it out again. */
  readonly press: (place: number) => string;
  readonly undo: () => string;
  readonly send: () => string;
  /** Shows whoever presses it, alone, where an answer can be put together. */
  readonly open: () => string;
}
