import type { Fault } from "../yaml/fault.ts";
import { quoted } from "../yaml/fields.ts";
import type { Remark } from "./draft.ts";
import type { QuestionFile } from "./question-files.ts";

export const importFormats = ["gift", "csv"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What is wrong with a question, told by the line where it came from and in the words of that format. */
export function importFault(format: ImportFormat, { id, draft }: QuestionFile, fault: Fault): Remark {
  const cure = fault.message.startsWith("is missing") ? cureOf(format, fault.field) : null;
  const message = cure === null ? fault.message : `is missing; ${cure}`;
  const field = fieldText(fault.field, draft.fields.choices?.map(({ text }) => text) ?? []);
  return { line: draft.line, message: `(${id})${field === "" ? "" : ` ${field}`}: ${message}` };
}

/** A choice by its text: its number in our files need not be the one that it has there. */
function fieldText(field: string, choices: readonly string[]): string {
  const [, index, part] = /^choices\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  const text = choices[Number(index)];
  if (part === undefined || text === undefined) return field;
  return part === "text" ? `the choice ${quoted(text)}` : `${part} of ${quoted(text)}`;
}

const cures: Readonly<Record<ImportFormat, Readonly<Record<string, string>>>> = {
  gift: {
    refutation: "write what is wrong with the choice after a # behind it, or give --refutation for all",
    explanation: "write why the answer is right after #### before the }, or give --explanation for all",
    source: "end what stands after #### with Source: TITLE https://..., or give --source-title and --source-url",
  },
  csv: {
    refutation: "fill the choice's feedback column, or give --refutation for all",
    explanation: "fill the column explanation, or give --explanation for all",
    source: "fill source_title and source_url, or give --source-title and --source-url for all",
    prompt: "fill the column prompt",
    program: "fill the column code",
    mistakes: "fill mistake1, as 2 1 3, and mistake1_feedback",
    steps: "write the steps in the correct order into choice1, choice2 and so on",
    choices: "write them into choice1, choice2 and so on",
  },
};

function cureOf(format: ImportFormat, field: string): string | null {
  const last = field.startsWith("source") ? "source" : field.replace(/^.*\./, "");
  const known = cures[format];
  return Object.hasOwn(known, last) ? (known[last] as string) : null;
}
