import { withoutControls } from "../../text/control-characters.ts";
import { templateOf } from "../question/ids.ts";
import type { Question } from "../question/question.ts";

/** A problem in a file of questions, reported to its author. */
export interface Diagnostic {
  /** The path as its author would type it. */
  readonly file: string;
  /** From 1. If a field is missing, the line of the map that lacks it. */
  readonly line: number;
  /** `choices[2].refutation`; empty if the problem is not in one field. */
  readonly field: string;
  readonly rule: Rule;
  /** What is wrong and what to do. */
  readonly message: string;
}

export type Rule =
  | "schema"
  | "import"
  | "node"
  | "race"
  | "computed-choice"
  | "template"
  | "position"
  | "length"
  | "absolute-words"
  | "line-count"
  | "catch-all"
  | "guessing"
  | "near-duplicate"
  | "coverage"
  | "chat-limits"
  | "code-width"
  | "stated-sum"
  | "terms";

/** The part of the bank that a diagnostic is about. */
export interface Subject {
  readonly of: "question" | "template" | "misconception";
  readonly id: string;
  /** The field within its file; left out for the whole file. */
  readonly path?: readonly PropertyKey[];
}

/** Makes a diagnostic. Reviews know ids and fields; only the reader of the files knows their lines. */
export type Diagnose = (rule: Rule, subject: Subject | "bank", message: string) => Diagnostic;

/** What its author has to fix in a question: its own file or, for a variant, the file of its template. */
export function sourceSubject({ id }: Question): Subject {
  const template = templateOf(id);
  return template === null ? { of: "question", id } : { of: "template", id: template };
}

/** One line, in the form that compilers use: `quizzes/blocking/x.yaml:12 choices[2].refutation: is missing; ...`. */
export function diagnosticText({ file, line, field, rule, message }: Diagnostic): string {
  const where = field === "" ? `${file}:${line}` : `${file}:${line} ${field}`;
  const isFormat = rule === "schema" || rule === "import";
  return withoutControls(`${where}: ${message}${isFormat ? "" : ` [${rule}]`}`);
}

export function byLocation(one: Diagnostic, other: Diagnostic): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line;
}
