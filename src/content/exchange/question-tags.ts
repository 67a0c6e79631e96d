import { isTopic, type Topic } from "../../engine/question/curriculum.ts";
import type { ExportQuestion } from "./export-question.ts";

/** The tags of a question in GIFT and Anki: words without spaces. */
export function questionTags(question: ExportQuestion): string[] {
  const { topic, kind, difficulty, module, objectives, idea, misconceptions } = question;
  return [
    topic,
    `kind-${kind}`,
    `difficulty-${difficulty}`,
    ...(module === null ? [] : [`module-${module}`]),
    ...objectives,
    ...(idea === null ? [] : [`idea-${idea}`]),
    ...misconceptions.map((id) => `misconception-${id}`),
  ];
}

/** What the tags of an imported question say. Unknown tags are ignored. */
export interface ReadTags {
  readonly topic: Topic | null;
  readonly kind: string | null;
  readonly difficulty: string | null;
  readonly module: string | null;
  readonly idea: string | null;
  readonly objectives: readonly string[];
}

export function readTags(tags: readonly string[]): ReadTags {
  const after = (name: string) => tags.find((tag) => tag.startsWith(`${name}-`))?.slice(name.length + 1) ?? null;
  return {
    topic: tags.find(isTopic) ?? null,
    kind: after("kind"),
    difficulty: after("difficulty"),
    module: after("module"),
    idea: after("idea"),
    objectives: tags.filter((tag) => /^A\d+$/.test(tag)),
  };
}
