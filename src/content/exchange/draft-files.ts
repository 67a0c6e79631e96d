import { stringify } from "yaml";
import { type Topic, topics } from "../../engine/question/curriculum.ts";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { inWords, longest, quoted } from "../yaml/fields.ts";
import {
  type DraftChoice,
  type DraftFields,
  importDiagnostic,
  mostQuestions,
  type QuestionDraft,
} from "./question-draft.ts";

export const importFormats = ["gift", "csv"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Values for questions that lack them. */
export interface ImportDefaults {
  readonly topic: Topic | null;
  readonly difficulty: string;
  readonly sourceTitle: string | null;
  readonly sourceUrl: string | null;
  readonly explanation: string | null;
  readonly refutation: string | null;
}

/** The question file that a draft becomes. */
export interface DraftFile {
  readonly draft: QuestionDraft;
  readonly topic: Topic;
  /** The id of the question and the name of its file. */
  readonly id: string;
  readonly yaml: string;
}

/** Makes a question file of each draft. A draft without a topic is a problem. */
export function draftFiles(
  file: string,
  drafts: readonly QuestionDraft[],
  defaults: ImportDefaults,
): { readonly files: readonly DraftFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const files: DraftFile[] = [];
  const excess = drafts[mostQuestions];
  if (excess) {
    const message = `begins question ${mostQuestions + 1}, and the limit is ${mostQuestions}; split the file here`;
    return { files, diagnostics: [importDiagnostic(file, excess.line, message)] };
  }
  const diagnostics: Diagnostic[] = [];
  const taken = new Set<string>();
  for (const draft of drafts) {
    const topic = draft.topic ?? defaults.topic;
    if (topic === null) {
      diagnostics.push(importDiagnostic(file, draft.line, `has no topic; add --topic ${inWords(topics)}`));
      continue;
    }
    const id = freeId(draft.name, taken);
    taken.add(id);
    files.push({ draft, topic, id, yaml: yamlOf({ id, ...completed(draft.fields, defaults) }) });
  }
  return { files, diagnostics };
}

/** Lowercase letters, digits and hyphens. Questions with the same name get a number. */
function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .slice(0, 400)
    .replace(/[^a-z0-9]+/g, "-");
  const id = cut(plain.replace(/^-|-$/g, "") || "question", longest.id);
  for (let number = 2; ; number++) {
    const numbered = number === 2 ? id : `${cut(id, longest.id - 5)}-${number - 1}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** Cuts between words, unless that removes more than half. */
function cut(id: string, length: number): string {
  if (id.length <= length) return id;
  const end = id.lastIndexOf("-", length);
  return id.slice(0, end > length / 2 ? end : length).replace(/-$/, "");
}

function completed(fields: DraftFields, defaults: ImportDefaults) {
  const { kind, module, program, prompt, code, language, choices, steps, mistakes, source } = fields;
  const title = source?.title ?? defaults.sourceTitle ?? undefined;
  const url = source?.url ?? defaults.sourceUrl ?? undefined;
  const refutation = defaults.refutation ?? undefined;
  return {
    kind,
    module,
    difficulty: fields.difficulty ?? defaults.difficulty,
    program: program?.trimEnd(),
    prompt,
    code: code?.trimEnd(),
    language,
    choices: choices?.map((choice) => choiceFields(choice, kind === "choose-all", refutation)),
    steps,
    mistakes: mistakes?.map((mistake) => ({ ...mistake, refutation: mistake.refutation ?? refutation })),
    explanation: fields.explanation ?? defaults.explanation ?? undefined,
    source: title === undefined && url === undefined ? undefined : { title, url },
    objectives: fields.objectives,
    idea: fields.idea,
  };
}

function choiceFields(choice: DraftChoice, all: boolean, refutation: string | undefined) {
  const { text, right, misconceptions } = choice;
  if (!all && right) return { text };
  return {
    text,
    right: all ? (right ? "yes" : "no") : undefined,
    misconceptions,
    refutation: choice.refutation ?? refutation,
  };
}

/** Every value is text, and undefined fields are left out. */
function yamlOf(fields: object): string {
  return stringify(fields, { schema: "failsafe", lineWidth: 110, aliasDuplicateObjects: false });
}

/** Translates a problem of a new question file to the line and the words of the imported file. */
export function draftDiagnostic(
  file: string,
  format: ImportFormat,
  { id, draft }: DraftFile,
  { field, message }: Diagnostic,
): Diagnostic {
  const cure = message.startsWith("is missing") ? cureOf(format, field) : null;
  const name = fieldText(field, draft.fields.choices?.map(({ text }) => text) ?? []);
  const where = name === "" ? `(${id})` : `(${id}) ${name}`;
  return importDiagnostic(file, draft.line, cure === null ? message : `is missing; ${cure}`, where);
}

/** Names a choice by its text, since its index here can differ from its number in the imported file. */
function fieldText(field: string, choices: readonly string[]): string {
  const [, index, part] = /^choices\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  const text = choices[Number(index)];
  if (part === undefined || text === undefined) return field;
  return part === "text" ? `the choice ${quoted(text)}` : `${part} of ${quoted(text)}`;
}

const cures: Readonly<Record<ImportFormat, ReadonlyMap<string, string>>> = {
  gift: new Map([
    ["refutation", "write what is wrong with the choice after a # behind it, or add --refutation for all"],
    ["explanation", "write why the answer is correct after #### before the }, or add --explanation for all"],
    ["source", "end the text after #### with Source: TITLE https://..., or add --source-title and --source-url"],
  ]),
  csv: new Map([
    ["refutation", "fill the feedback column of the choice, or add --refutation for all"],
    ["explanation", "fill the column explanation, or add --explanation for all"],
    ["source", "fill source_title and source_url, or add --source-title and --source-url for all"],
    ["prompt", "fill the column prompt"],
    ["program", "fill the column code"],
    ["mistakes", "fill mistake1, as 2 1 3, and mistake1_feedback"],
    ["steps", "write the steps in the correct order into choice1, choice2 and so on"],
    ["choices", "write them into choice1, choice2 and so on"],
  ]),
};

function cureOf(format: ImportFormat, field: string): string | null {
  const last = field.startsWith("source") ? "source" : field.replace(/^.*\./, "");
  return cures[format].get(last) ?? null;
}
