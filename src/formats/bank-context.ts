import type { Topic } from "../engine/topic.ts";
import type { Problem } from "./fault.ts";
import { references } from "./fields.ts";
import type { FileName } from "./file-id.ts";
import { type Statement, statements } from "./statement.ts";

/** Whose files are read, and what they can refer to. */
export interface BankContext {
  readonly level: "built-in" | "own";
  /** Every misconception that has a file. */
  readonly misconceptions: readonly string[];
  /** Of those whose file could be read. */
  readonly topicOf: (misconception: string) => Topic | null;
}

export type Parsed<Value> =
  | { readonly value: Value; readonly statements: readonly Statement[] }
  | { readonly problems: readonly Problem[] };

/** Takes what the YAML of a question holds: texts, lists and maps. */
export type Parser<Value> = (value: unknown, topic: Topic, file: FileName) => Parsed<Value>;

const sayStatements = "name the statements it serves, as [A2, A5]";

/** The statements that a question serves; a teacher's own may leave them out. */
export function servedStatements({ level }: BankContext) {
  const served = references({
    known: statements,
    thing: "statement",
    say: sayStatements,
    instead: "they are A1 to A21",
  });
  return level === "own" ? served.exactOptional() : served.min(1, `is empty; ${sayStatements}`);
}

/** Statements are numbered as the thought goes on; a question belongs where the first one it serves stands. */
export function placeOf(served: readonly Statement[]): number {
  const places = served.map((statement) => statements.indexOf(statement));
  return places.length > 0 ? Math.min(...places) : statements.length;
}
