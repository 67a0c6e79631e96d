import type { Template } from "../generation/template.ts";
import { type Topic, topics } from "../question/curriculum.ts";
import type { TopicOf } from "../question/diagnosis.ts";
import { type MisconceptionId, type QuestionId, templateOf } from "../question/ids.ts";
import type { Misconception } from "../question/misconception.ts";
import { isComposed, type Question } from "../question/question.ts";
import type { Refusal } from "../question/refusal.ts";

/** A template with the variants that people are asked. At least one, all with different programs. */
export interface TemplateVariants {
  readonly template: Template;
  readonly variants: readonly Question[];
}

/** A step of the curriculum: a written question, or a template, of which any variant can be asked. */
export type CurriculumItem =
  | { readonly type: "question"; readonly question: Question }
  | ({ readonly type: "template" } & TemplateVariants);

/** Every question and every misconception. All questions are complete, so looking one up computes nothing. */
export interface Bank {
  /** The written questions, in the order of the curriculum. */
  readonly questions: readonly Question[];
  readonly templates: readonly Template[];
  /** Written questions and templates, in the order in which a learner meets them. */
  readonly curriculum: readonly CurriculumItem[];
  /** The questions with which the topics begin, in this order. */
  readonly first: readonly QuestionId[];
  /** A written question or a variant; a refusal if the bank does not have it, or has it no longer. */
  readonly question: (id: QuestionId) => Question | Refusal;
  readonly misconception: (id: MisconceptionId) => Misconception | null;
  readonly misconceptions: readonly Misconception[];
  readonly topicOf: TopicOf;
}

export function bankOf(
  questions: readonly Question[],
  misconceptions: readonly Misconception[],
  templates: readonly TemplateVariants[] = [],
  first: readonly QuestionId[] = [],
): Bank {
  const curriculum: readonly CurriculumItem[] = [
    ...questions.map((question): CurriculumItem => ({ type: "question", question })),
    ...templates.map((template): CurriculumItem => ({ type: "template", ...template })),
  ].sort(byCurriculum(first));
  const all = [...questions, ...templates.flatMap(({ variants }) => variants)];
  const questionById = new Map(all.map((question) => [question.id, question]));
  const misconceptionById = new Map(misconceptions.map((misconception) => [misconception.id, misconception]));
  return {
    questions: curriculum.flatMap((item) => (item.type === "question" ? [item.question] : [])),
    templates: templates.map(({ template }) => template),
    curriculum,
    first,
    misconceptions,
    question: (id) => questionById.get(id) ?? { code: "question-changed" },
    misconception: (id) => misconceptionById.get(id) ?? null,
    topicOf: (id) => misconceptionById.get(id)?.topic ?? null,
  };
}

export function isQuestion(found: Question | Refusal): found is Question {
  return "kind" in found;
}

export function itemsOf(bank: Bank, topic: Topic | null): readonly CurriculumItem[] {
  return topic === null ? bank.curriculum : bank.curriculum.filter((item) => sortedBy(item).topic === topic);
}

/** The curriculum item that a question belongs to: itself, or its template. */
export function itemIdOf(id: QuestionId): string {
  return templateOf(id) ?? id;
}

export function itemId(item: CurriculumItem): string {
  return item.type === "question" ? item.question.id : item.template.id;
}

function sortedBy(item: CurriculumItem) {
  return item.type === "question" ? item.question : item.template;
}

/**
 * By topic: the first questions of its list, then by difficulty, easiest first. Among those, questions that take one
 * press come before composed ones, and templates last; then by learning objective. Names decide the rest, so that the
 * order never depends on the disk.
 */
function byCurriculum(first: readonly QuestionId[]): (one: CurriculumItem, other: CurriculumItem) => number {
  const ranks = new Map<string, number>(first.map((id, rank) => [id, rank]));
  const rank = (item: CurriculumItem) => ranks.get(itemId(item)) ?? first.length;
  return (one, other) => {
    const [a, b] = [sortedBy(one), sortedBy(other)];
    return (
      topics.indexOf(a.topic) - topics.indexOf(b.topic) ||
      rank(one) - rank(other) ||
      a.difficulty - b.difficulty ||
      effort(one) - effort(other) ||
      a.position - b.position ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
    );
  };
}

function effort(item: CurriculumItem): number {
  if (item.type === "template") return 2;
  return isComposed(item.question) ? 1 : 0;
}
