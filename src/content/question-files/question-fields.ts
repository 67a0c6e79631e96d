import { codeLimits } from "../../engine/question/question.ts";
import { firstControl } from "../../text/control-characters.ts";
import type { Problem } from "../yaml/fault.ts";
import { at, oneOf, paragraph, verbatim } from "../yaml/fields.ts";
import { longest } from "../yaml/limits.ts";

/** What keeps code from being shown as it stands; null where nothing does. */
export function codeComplaint(text: string): string | null {
  const lines = text.split("\n");
  if (text.includes("\t")) return "contains a tab; indent with two spaces";
  const control = firstControl(text);
  if (control) return `contains the control character ${control}; remove it`;
  if (lines.length > codeLimits.lines)
    return `has ${lines.length} lines, and the limit is ${codeLimits.lines}; shorten it`;
  const wide = lines.findIndex((line) => [...line].length > codeLimits.columns);
  if (wide < 0) return null;
  const width = [...(lines[wide] as string)].length;
  return `has ${width} columns in its line ${wide + 1}, and the limit is ${codeLimits.columns}; break that line`;
}

/** The fields that several kinds of question share. */

export function difficultyField() {
  return oneOf(["1", "2", "3"]);
}

/** What is asked, with code below it where that is needed. */
export function askedFields() {
  return {
    prompt: paragraph(longest.prompt, "ask one question"),
    code: verbatim("write the code below code: |, or remove the field", codeComplaint).exactOptional(),
    language: paragraph(longest.language, "name the code's language, as javascript").exactOptional(),
  };
}

export function choiceText() {
  return paragraph(longest.choice, "write what people can choose");
}

export function refutationField() {
  return paragraph(longest.refutation, "say in a sentence or two what is wrong with this answer");
}

export function explanationField() {
  return paragraph(longest.explanation, "say in a sentence or two why the right answer is right");
}

interface Count {
  readonly fewest: number;
  readonly most: number;
}

/** How many items a list may have, for a JSON Schema: that there are not so many is told by `textProblems`. */
export function countMeta({ fewest, most }: Count) {
  return { minItems: fewest, maxItems: most };
}

export function codeIn(file: { readonly code?: string; readonly language?: string }) {
  const { code, language } = file;
  return code !== undefined && language !== undefined ? { language, text: code } : null;
}

/** Code and its language stand together. */
export function codeProblems(value: unknown): Problem[] {
  const hasCode = at(value, "code") !== undefined;
  const hasLanguage = at(value, "language") !== undefined;
  if (hasCode && !hasLanguage) return [{ path: ["language"], message: "is missing; name the code's language" }];
  if (!hasCode && hasLanguage) return [{ path: ["language"], message: "is set without code; remove it" }];
  return [];
}

/** A list of texts, or of maps with a text, is neither too short nor too long, and says nothing twice. */
export function textProblems(list: unknown, field: string, count: Count, say: string): Problem[] {
  if (!Array.isArray(list)) return [];
  const problems: Problem[] = [];
  if (list.length > 0 && (list.length < count.fewest || list.length > count.most)) {
    problems.push({ path: [field], message: `has ${list.length} items; ${say}` });
  }
  const seen = new Map<string, number>();
  list.forEach((item: unknown, place) => {
    const isText = typeof item === "string";
    const text = isText ? item : at(item, "text");
    if (typeof text !== "string" || text.trim() === "") return;
    const plainly = text
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/[ .]+$/, "")
      .trim();
    const before = seen.get(plainly);
    if (before === undefined) seen.set(plainly, place);
    else {
      const other = `${field}[${before}]${isText ? "" : ".text"}`;
      const path = isText ? [field, place] : [field, place, "text"];
      problems.push({ path, message: `says the same as ${other}; write something else, or remove it` });
    }
  });
  return problems;
}
