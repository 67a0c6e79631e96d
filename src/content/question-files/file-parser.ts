import type { z } from "zod";
import type { LearningObjective, Topic } from "../../engine/question/curriculum.ts";
import { probedBy, type Question } from "../../engine/question/question.ts";
import { at, issuesOf, longest, quoted } from "../yaml/fields.ts";
import type { Issue } from "../yaml/yaml-text.ts";

/** What is known about a file before it is opened. */
export interface FileName {
  /** Without the extension. */
  readonly name: string;
  /** Another file with this name, which comes first; null if there is none. */
  readonly takenBy: string | null;
}

export type Parsed<Value> =
  | { readonly value: Value; readonly objectives: readonly LearningObjective[] }
  | { readonly issues: readonly Issue[] };

/** Parses the YAML value of a question, made of texts, lists and maps. */
export type Parser<Value> = (value: unknown, topic: Topic, file: FileName) => Parsed<Value>;

/**
 * Checks the whole value before building anything, so that all issues of a file are reported together.
 *
 * @param between issues that no single field shows; found in the raw value, even if its fields have issues
 */
export function parseFile<Schema extends z.ZodType, Value>(
  { value, file, schema }: { readonly value: unknown; readonly file: FileName; readonly schema: Schema },
  between: readonly Issue[],
  build: (fields: z.output<Schema>) => Parsed<Value>,
): Parsed<Value> {
  const read = schema.safeParse(value);
  const issues = [...idIssues(value, file), ...(read.success ? [] : issuesOf(read.error)), ...between];
  return read.success && issues.length === 0 ? build(read.data) : { issues };
}

/** The id repeats the file's name, and no other file has the same name. */
function idIssues(value: unknown, file: FileName): Issue[] {
  const message = idMessage(at(value, "id"), file);
  return message === null ? [] : [{ path: ["id"], message }];
}

function idMessage(id: unknown, { name, takenBy }: FileName): string | null {
  const advice = `write ${name}, the name of the file`;
  if (id === undefined) return `is missing; ${advice}`;
  if (typeof id !== "string") return `is ${Array.isArray(id) ? "a list" : "a map"}, not text; ${advice}`;
  if (id.trim() !== name) return `is ${quoted(id)}; ${advice}`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    return "may contain only lowercase letters, digits and single hyphens; rename the file and this id";
  }
  if (name.length > longest.id) {
    return `is ${name.length} characters long, and the limit is ${longest.id}; rename the file and this id`;
  }
  return takenBy === null ? null : `is already the id of ${takenBy}; choose another name for this file`;
}

/** Unless its file names an idea, a question shares that of its main misconception, the first it asks about. */
export function withIdea<QuestionType extends Question>(
  question: QuestionType,
  idea: string | undefined,
): QuestionType {
  return { ...question, idea: idea ?? probedBy(question)[0] ?? question.id };
}
