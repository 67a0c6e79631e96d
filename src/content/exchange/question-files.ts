import { stringify } from "yaml";
import { type Topic, topics } from "../../engine/question/topic.ts";
import { inWords } from "../yaml/fields.ts";
import { longest } from "../yaml/limits.ts";
import { type Draft, type DraftChoice, type DraftFields, mostQuestions, type Remark, type YamlValue } from "./draft.ts";

/** What questions have that do not say it themselves. */
export interface Defaults {
  readonly topic: Topic | null;
  readonly difficulty: string;
  readonly sourceTitle: string | null;
  readonly sourceUrl: string | null;
  readonly explanation: string | null;
  readonly refutation: string | null;
}

/** A file of ours that a question becomes. */
export interface QuestionFile {
  readonly draft: Draft;
  readonly topic: Topic;
  /** The question's id, which is also the file's name. */
  readonly id: string;
  readonly yaml: string;
}

/** Each question as a file of ours; where one has no topic there is a fault for it. */
export function questionFiles(
  drafts: readonly Draft[],
  defaults: Defaults,
): { readonly files: readonly QuestionFile[]; readonly faults: readonly Remark[] } {
  const files: QuestionFile[] = [];
  const faults: Remark[] = [];
  if (drafts.length > mostQuestions) {
    const line = drafts[mostQuestions]?.line ?? 1;
    return { files, faults: [{ line, message: `begins question ${mostQuestions + 1}; split the file here` }] };
  }
  const taken = new Set<string>();
  for (const draft of drafts) {
    const topic = draft.topic ?? defaults.topic;
    if (topic === null) {
      faults.push({ line: draft.line, message: `tells no topic; give --topic ${inWords(topics)}` });
      continue;
    }
    const id = freeId(draft.name, taken);
    taken.add(id);
    files.push({ draft, topic, id, yaml: yamlOf(id, completed(draft.fields, defaults)) });
  }
  return { files, faults };
}

/** Small letters, digits and hyphens; questions of one name are numbered. */
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

/** Between words where that leaves enough. */
function cut(id: string, length: number): string {
  if (id.length <= length) return id;
  const end = id.lastIndexOf("-", length);
  return id.slice(0, end > length / 2 ? end : length).replace(/-$/, "");
}

function completed(fields: DraftFields, defaults: Defaults): YamlValue {
  const { kind, module, program, prompt, code, language, choices, steps, mistakes, source } = fields;
  const title = source?.title ?? defaults.sourceTitle ?? undefined;
  const url = source?.url ?? defaults.sourceUrl ?? undefined;
  const refutation = defaults.refutation ?? undefined;
  return {
    kind,
    module,
    difficulty: fields.difficulty ?? defaults.difficulty,
    program: program === undefined ? undefined : withoutTail(program),
    prompt,
    code: code === undefined ? undefined : withoutTail(code),
    language,
    choices: choices?.map((choice) => choiceValue(choice, kind === "choose-all", refutation)),
    steps,
    mistakes: mistakes?.map((mistake) => ({ ...mistake, refutation: mistake.refutation ?? refutation })),
    explanation: fields.explanation ?? defaults.explanation ?? undefined,
    source: title === undefined && url === undefined ? undefined : { title, url },
    objectives: fields.objectives,
    idea: fields.idea,
  };
}

function choiceValue(choice: DraftChoice, all: boolean, refutation: string | undefined): YamlValue {
  const { text, right, misconceptions } = choice;
  if (!all && right) return { text };
  return {
    text,
    right: all ? (right ? "yes" : "no") : undefined,
    misconceptions,
    refutation: choice.refutation ?? refutation,
  };
}

/** Lines of code end where their last sign does: what is behind it nobody sees. */
function withoutTail(code: string): string {
  return code.trimEnd();
}

/** As our files are written: every value is text, and nothing stands for anything else. */
function yamlOf(id: string, fields: YamlValue): string {
  const value = { id, ...(fields as Readonly<Record<string, YamlValue>>) };
  return stringify(value, { schema: "failsafe", lineWidth: 110, aliasDuplicateObjects: false });
}
