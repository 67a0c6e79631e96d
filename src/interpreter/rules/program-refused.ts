/** Why a program is not run, or not run to its end. A closed list: each has a sentence that says what to do. */
export type ProgramRefusalCode =
  | "syntax"
  | "unsupported"
  | "error-printed-whole"
  | "chance"
  | "source-too-long"
  | "too-many-steps"
  | "too-deep"
  | "too-much-queued"
  | "too-many-timers"
  | "too-much-output"
  | "too-much-memory"
  | "too-long-a-wait"
  | "never-ends";

/** A program outside what the interpreter models, or beyond its bounds. Never the program's own error. */
export class ProgramRefusal extends Error {
  override readonly name = "ProgramRefused";
  readonly code: ProgramRefusalCode;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;

  constructor(code: ProgramRefusalCode, message: string, place: { line: number; column: number }) {
    super(message);
    this.code = code;
    this.line = place.line;
    this.column = place.column;
  }
}
