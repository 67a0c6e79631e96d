import { isRejected, type Template, variantFrom, variantId, variantOf } from "../generation/template.ts";
import type { MisconceptionId, QuestionId } from "../question/ids.ts";
import type { Misconception } from "../question/misconception.ts";
import { isComposed, type Question } from "../question/question.ts";
import { type Topic, topics } from "../question/topic.ts";

/** A question of the path: a written one, or whatever a template makes. */
export type CurriculumItem =
  | { readonly type: "question"; readonly question: Question }
  | { readonly type: "template"; readonly template: Template };

/** Every question and every named belief, in the order of the path. */
export interface Bank {
  /** The written questions. */
  readonly questions: readonly Question[];
  readonly templates: readonly Template[];
  /** All of both. */
  readonly curriculum: readonly CurriculumItem[];
  /** Also the questions that templates make: their ids name the seed. */
  readonly question: (id: QuestionId) => Question | null;
  readonly misconception: (id: MisconceptionId) => Misconception | null;
  readonly misconceptions: readonly Misconception[];
}

/** So many questions of templates are kept rather than made again; the latest. */
const variantsInMemory = 200;

export function bankOf(
  questions: readonly Question[],
  misconceptions: readonly Misconception[],
  templates: readonly Template[] = [],
): Bank {
  const path: readonly CurriculumItem[] = [
    ...questions.map((question) => ({ type: "question" as const, question })),
    ...templates.map((template) => ({ type: "template" as const, template })),
  ].sort(byPath);
  const questionById = new Map(questions.map((question) => [question.id, question]));
  const misconceptionById = new Map(misconceptions.map((misconception) => [misconception.id, misconception]));
  const instance = variantsOf(templates, misconceptions);
  return {
    questions: path.flatMap((item) => (item.type === "question" ? [item.question] : [])),
    templates,
    curriculum: path,
    misconceptions,
    question: (id) => questionById.get(id) ?? instance(id),
    misconception: (id) => misconceptionById.get(id) ?? null,
  };
}

function variantsOf(
  templates: readonly Template[],
  misconceptions: readonly Misconception[],
): (id: QuestionId) => Question | null {
  const templateById = new Map(templates.map((template) => [template.id, template]));
  const known = new Map(misconceptions.map(({ id, topic }) => [id, topic]));
  const made = new Map<QuestionId, Question | null>();
  return (id) => {
    const kept = made.get(id);
    if (kept !== undefined) return kept;
    const named = variantOf(id);
    const template = named && templateById.get(named.template);
    if (!named || !template || variantId(template.id, named.seed) !== id) return null;
    const drawn = variantFrom(template, named.seed, known);
    const question = isRejected(drawn) ? null : drawn;
    const [oldest] = made.keys();
    if (made.size >= variantsInMemory && oldest !== undefined) made.delete(oldest);
    made.set(id, question);
    return question;
  };
}

export function itemsOf(bank: Bank, topic: Topic | null): readonly CurriculumItem[] {
  return topic === null ? bank.curriculum : bank.curriculum.filter((item) => placed(item).topic === topic);
}

/** What a question stands for on the path: itself, or the template that it is of. */
export function itemIdOf(id: QuestionId): string {
  return variantOf(id)?.template ?? id;
}

export function itemId(item: CurriculumItem): string {
  return item.type === "question" ? item.question.id : item.template.id;
}

function placed(item: CurriculumItem) {
  return item.type === "question" ? item.question : item.template;
}

/**
 * Topics in their order, easiest first; of one difficulty those that one press answers come before the others, and
 * what templates make last; then as the thought goes on; then by name, so that no order hangs on the disk.
 */
function byPath(one: CurriculumItem, other: CurriculumItem): number {
  const [a, b] = [placed(one), placed(other)];
  return (
    topics.indexOf(a.topic) - topics.indexOf(b.topic) ||
    a.difficulty - b.difficulty ||
    effort(one) - effort(other) ||
    a.position - b.position ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function effort(item: CurriculumItem): number {
  if (item.type === "template") return 2;
  return isComposed(item.question) ? 1 : 0;
}
