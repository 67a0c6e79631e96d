/** Something in the bank that a rule finds fault with. */
export interface Finding {
  readonly rule: Rule;
  /** What it is about; `bank` is the whole of it. */
  readonly of: "question" | "template" | "misconception" | "bank";
  /** Empty for the whole bank. */
  readonly id: string;
  /** The field within its file; empty for the file. */
  readonly path: readonly (string | number)[];
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** What a review looks for. */
export type Rule =
  | "schema"
  | "node"
  | "race"
  | "computed-choice"
  | "template"
  | "position"
  | "length"
  | "absolute-words"
  | "line-count"
  | "catch-all"
  | "near-duplicate"
  | "coverage"
  | "chat-limits"
  | "terms";

export function ofQuestion(rule: Rule, id: string, path: Finding["path"], message: string): Finding {
  return { rule, of: "question", id, path, message };
}

export function ofBank(rule: Rule, message: string): Finding {
  return { rule, of: "bank", id: "", path: [], message };
}
