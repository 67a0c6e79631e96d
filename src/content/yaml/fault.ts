import { withoutControls } from "../../text/control-characters.ts";

/** Something that keeps a file of the bank from being read: what is wrong, and what to write instead. */
export interface Fault {
  /** The path as a person at the prompt would type it. */
  readonly file: string;
  /** From 1; where a field is missing, the line of the map that misses it. */
  readonly line: number;
  /** `choices[2].refutation`; empty where the fault is the whole file's. */
  readonly field: string;
  readonly message: string;
}

/** A fault that does not know its file and line yet. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  /** The line within a text of several lines, from 1; without it the field's own. */
  readonly within?: number;
  readonly message: string;
}

/** One line, as compilers write theirs: `quizzes/blocking/x.yaml:12 choices[2].refutation: is missing; ...`. */
export function faultText(fault: Fault): string {
  const field = fault.field === "" ? "" : ` ${fault.field}`;
  return withoutControls(`${fault.file}:${fault.line}${field}: ${fault.message}`);
}

export function byPlace(a: Fault, b: Fault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}

export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}
