import type { Problem } from "../yaml/fault.ts";
import { at, quoted } from "../yaml/fields.ts";
import { longest } from "../yaml/limits.ts";

/** What a file's id must be, known before the file is opened. */
export interface FileName {
  /** Without the ending. */
  readonly name: string;
  /** The file that has this name already; null where it is the first. */
  readonly takenBy: string | null;
}

/** An id repeats its file's name, and no other file has it. */
export function idProblems(value: unknown, file: FileName): Problem[] {
  const message = idMessage(at(value, "id"), file);
  return message === null ? [] : [{ path: ["id"], message }];
}

function idMessage(id: unknown, { name, takenBy }: FileName): string | null {
  const say = `write ${name}, as the file is named`;
  if (id === undefined) return `is missing; ${say}`;
  if (typeof id !== "string") return `is ${Array.isArray(id) ? "a list" : "a map"}, not text; ${say}`;
  if (id.trim() !== name) return `is ${quoted(id)}; ${say}`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    return "may contain only lowercase letters, digits and single hyphens; rename the file and this id";
  }
  if (name.length > longest.id) {
    return `is ${name.length} characters long, and the limit is ${longest.id}; rename the file and this id`;
  }
  return takenBy === null ? null : `is already the id of ${takenBy}; choose another name for this file`;
}
