import type { ComposedQuestion } from "./question.ts";

/** What a press does to an answer that is being put together. */
export type Move = { readonly type: "press"; readonly choice: number } | { readonly type: "undo" };

/**
 * What stands after a move: in an order a letter is appended, once; in a set it is put in or taken out.
 *
 * @param pressed indexes into `choicesOf(question)`; of a set, ascending
 */
export function pressedAfter(question: ComposedQuestion, pressed: readonly number[], move: Move): readonly number[] {
  if (move.type === "undo") return pressed.slice(0, -1);
  const { choice } = move;
  const isIn = pressed.includes(choice);
  if (question.kind === "ordering") return isIn ? pressed : [...pressed, choice];
  return isIn ? pressed.filter((one) => one !== choice) : [...pressed, choice].sort((a, b) => a - b);
}

/** An order is whole when every piece stands in it; of a set, one letter is enough. */
export function isComplete(question: ComposedQuestion, pressed: readonly number[]): boolean {
  return question.kind === "ordering" ? pressed.length === question.items.length : pressed.length > 0;
}
