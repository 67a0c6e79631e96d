import {
  type LearningObjective,
  learningObjectives,
  positionOf,
  type Topic,
} from "../../engine/question/curriculum.ts";
import { type MisconceptionId, questionId } from "../../engine/question/ids.ts";
import type { Source } from "../../engine/question/misconception.ts";
import { codeLimits, type Difficulty } from "../../engine/question/question.ts";
import { moduleKinds } from "../../interpreter/rules/semantics.ts";
import { firstControl } from "../../text/control-characters.ts";
import {
  at,
  type choiceCount,
  longest,
  oneOf,
  paragraph,
  reference,
  references,
  sourceFields,
  verbatim,
} from "../yaml/fields.ts";
import type { Issue } from "../yaml/yaml-text.ts";
import type { FileName } from "./file-parser.ts";

/** What a file may refer to, and how strictly it is read. */
export interface BankContext {
  readonly level: "built-in" | "own";
  /** Every misconception that has a file. */
  readonly misconceptions: readonly MisconceptionId[];
  /** Every template that has a file. */
  readonly templates: readonly string[];
}

const objectivesAdvice = "name the learning objectives it serves, as [A2, A5]";

/** The learning objectives of a question. Only built-in questions have to name them. */
export function objectivesField({ level }: BankContext) {
  const served = references({
    known: learningObjectives,
    thing: "learning objective",
    advice: objectivesAdvice,
    instead: "they are A1 to A21",
  });
  return level === "own" ? served.exactOptional() : served.min(1, `is empty; ${objectivesAdvice}`);
}

const misconceptionAdvice = "name the misconception that leads to this answer";

/** The misconceptions behind a wrong answer. Only built-in questions have to name them. */
export function leadingMisconceptions(context: BankContext) {
  const named = misconceptionsField(context, misconceptionAdvice);
  return context.level === "own" ? named.exactOptional() : named.min(1, `is empty; ${misconceptionAdvice}`);
}

/** A list of misconceptions that have a file. */
export function misconceptionsField({ misconceptions }: BankContext, advice: string) {
  return references({
    known: misconceptions,
    thing: "misconception",
    advice,
    instead: "use one that has a file in misconceptions/",
  });
}

/** The template or misconception that groups questions which ask the same. */
function ideaField({ misconceptions, templates }: BankContext) {
  return reference({
    known: [...templates, ...misconceptions],
    thing: "template or misconception",
    advice: "name a template or a misconception, or remove the field",
    instead: "use one that has a file in templates/ or misconceptions/, or remove the field",
  }).exactOptional();
}

/** The last fields of a question of any kind. */
export function closingFields(context: BankContext, explanation = explanationField()) {
  return { explanation, source: sourceFields(), objectives: objectivesField(context), idea: ideaField(context) };
}

interface Closing {
  readonly difficulty: Difficulty;
  readonly explanation: string;
  readonly source: Source;
  readonly objectives?: readonly LearningObjective[];
  readonly idea?: string;
}

/** The properties that a question of any kind has. */
export function commonProperties({ misconceptions }: BankContext, file: FileName, topic: Topic, fields: Closing) {
  const { difficulty, explanation, source, objectives = [], idea } = fields;
  const id = questionId(file.name);
  const about = misconceptions.filter((misconception) => misconception === idea);
  return { id, topic, difficulty, explanation, source, position: positionOf(objectives), idea: idea ?? id, about };
}

const difficulties = { "1": 1, "2": 2, "3": 3 } as const satisfies Record<string, Difficulty>;

export function difficultyField() {
  return oneOf(["1", "2", "3"]).transform((digit): Difficulty => difficulties[digit]);
}

export function moduleField() {
  return oneOf(moduleKinds).exactOptional();
}

/** The question in words, with code below it if it needs any. */
export function promptFields() {
  return {
    prompt: paragraph(longest.prompt, "ask one question"),
    code: verbatim("write the code below code: |, or remove the field", codeMessage).exactOptional(),
    language: paragraph(longest.language, "name the language of the code, as javascript").exactOptional(),
  };
}

export function choiceText() {
  return paragraph(longest.choice, "write what people can choose");
}

export function refutationField() {
  return paragraph(longest.refutation, "say in a sentence or two what is wrong with this answer");
}

function explanationField() {
  return paragraph(longest.explanation, "say in a sentence or two why the correct answer is correct");
}

/** What keeps code from being shown unchanged; null if nothing does. */
export function codeMessage(text: string): string | null {
  const lines = text.split("\n");
  if (text.includes("\t")) return "contains a tab; indent with two spaces";
  const control = firstControl(text);
  if (control) return `contains the control character ${control}; remove it`;
  if (lines.length > codeLimits.lines) {
    return `has ${lines.length} lines, and the limit is ${codeLimits.lines}; shorten it`;
  }
  for (const [index, line] of lines.entries()) {
    const width = [...line].length;
    if (width <= codeLimits.columns) continue;
    return `has ${width} columns in its line ${index + 1}, and the limit is ${codeLimits.columns}; break that line`;
  }
  return null;
}

export function codeIn({ code, language }: { readonly code?: string; readonly language?: string }) {
  return code !== undefined && language !== undefined ? { language, text: code } : null;
}

/** Code and its language are written together or not at all. */
export function codeIssues(value: unknown): Issue[] {
  const hasCode = at(value, "code") !== undefined;
  const hasLanguage = at(value, "language") !== undefined;
  if (hasCode && !hasLanguage) {
    return [{ path: ["language"], message: "is missing; name the language of the code" }];
  }
  if (!hasCode && hasLanguage) return [{ path: ["language"], message: "is set without code; remove it" }];
  return [];
}

type Count = Readonly<Record<keyof typeof choiceCount, number>>;

/** Tells a JSON Schema how many items a list has. `textIssues` checks it when the file is read. */
export function countMeta({ fewest, most }: Count) {
  return { minItems: fewest, maxItems: most };
}

/** A list of texts, or of maps with a text, has the right length and no duplicates. */
export function textIssues(list: unknown, field: string, count: Count, advice: string): Issue[] {
  if (!Array.isArray(list)) return [];
  const issues: Issue[] = [];
  if (list.length > 0 && (list.length < count.fewest || list.length > count.most)) {
    issues.push({ path: [field], message: `has ${list.length} items; ${advice}` });
  }
  const seen = new Map<string, number>();
  list.forEach((item: unknown, index) => {
    const isText = typeof item === "string";
    const text = isText ? item : at(item, "text");
    if (typeof text !== "string" || text.trim() === "") return;
    const plainly = text
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/[ .]+$/, "")
      .trim();
    const before = seen.get(plainly);
    if (before === undefined) {
      seen.set(plainly, index);
      return;
    }
    const other = `${field}[${before}]${isText ? "" : ".text"}`;
    const path = isText ? [field, index] : [field, index, "text"];
    issues.push({ path, message: `says the same as ${other}; write something else, or remove it` });
  });
  return issues;
}
