/** Why a program is not run, or not run to its end. Cards have advice for each code. */
export type ProgramRefusalCode =
  | "syntax"
  | "unsupported"
  | "error-printed"
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

/** A program that uses something unsupported or exceeds a bound. Never an error of the program itself. */
export class ProgramRefusal extends Error {
  override readonly name = "ProgramRefusal";
  readonly code: ProgramRefusalCode;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;

  constructor(code: ProgramRefusalCode, message: string, position: { line: number; column: number }) {
    super(message);
    this.code = code;
    this.line = position.line;
    this.column = position.column;
  }
}
