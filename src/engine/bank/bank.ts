import { instanceId, instanceOf, isUnfit, questionFrom, type Recipe } from "../generation/template.ts";
import type { MisconceptionId, QuestionId } from "../question/ids.ts";
import type { Misconception } from "../question/misconception.ts";
import { isComposed, type Question } from "../question/question.ts";
import { type Topic, topics } from "../question/topic.ts";

/** A question of the path: a written one, or whatever a recipe makes. */
export type Stop =
  | { readonly type: "question"; readonly question: Question }
  | { readonly type: "family"; readonly recipe: Recipe };

/** Every question and every named belief, in the order of the path. */
export interface Bank {
  /** The written questions. */
  readonly questions: readonly Question[];
  readonly families: readonly Recipe[];
  /** All of both. */
  readonly path: readonly Stop[];
  /** Also the questions that recipes make: their ids name the seed. */
  readonly question: (id: QuestionId) => Question | null;
  readonly misconception: (id: MisconceptionId) => Misconception | null;
  readonly misconceptions: readonly Misconception[];
}

/** So many questions of families are kept rather than made again; the latest. */
const keptInstances = 200;

export function bankOf(
  questions: readonly Question[],
  misconceptions: readonly Misconception[],
  families: readonly Recipe[] = [],
): Bank {
  const path: readonly Stop[] = [
    ...questions.map((question) => ({ type: "question" as const, question })),
    ...families.map((recipe) => ({ type: "family" as const, recipe })),
  ].sort(byPath);
  const questionById = new Map(questions.map((question) => [question.id, question]));
  const misconceptionById = new Map(misconceptions.map((misconception) => [misconception.id, misconception]));
  const instance = instancesOf(families, misconceptions);
  return {
    questions: path.flatMap((stop) => (stop.type === "question" ? [stop.question] : [])),
    families,
    path,
    misconceptions,
    question: (id) => questionById.get(id) ?? instance(id),
    misconception: (id) => misconceptionById.get(id) ?? null,
  };
}

function instancesOf(
  families: readonly Recipe[],
  misconceptions: readonly Misconception[],
): (id: QuestionId) => Question | null {
  const recipeById = new Map(families.map((recipe) => [recipe.id, recipe]));
  const known = new Map<string, Topic>(misconceptions.map(({ id, topic }) => [id, topic]));
  const made = new Map<QuestionId, Question | null>();
  return (id) => {
    const kept = made.get(id);
    if (kept !== undefined) return kept;
    const named = instanceOf(id);
    const recipe = named && recipeById.get(named.recipe);
    if (!named || !recipe || instanceId(recipe.id, named.seed) !== id) return null;
    const drawn = questionFrom(recipe, named.seed, known);
    const question = isUnfit(drawn) ? null : drawn;
    const [oldest] = made.keys();
    if (made.size >= keptInstances && oldest !== undefined) made.delete(oldest);
    made.set(id, question);
    return question;
  };
}

export function stopsOf(bank: Bank, topic: Topic | null): readonly Stop[] {
  return topic === null ? bank.path : bank.path.filter((stop) => placed(stop).topic === topic);
}

/** What a question stands for on the path: itself, or the family that it is of. */
export function stopIdOf(id: QuestionId): string {
  return instanceOf(id)?.recipe ?? id;
}

export function stopId(stop: Stop): string {
  return stop.type === "question" ? stop.question.id : stop.recipe.id;
}

function placed(stop: Stop) {
  return stop.type === "question" ? stop.question : stop.recipe;
}

/**
 * Topics in their order, easiest first; of one difficulty those that one press answers come before the others, and
 * what recipes make last; then as the thought goes on; then by name, so that no order hangs on the disk.
 */
function byPath(one: Stop, other: Stop): number {
  const [a, b] = [placed(one), placed(other)];
  return (
    topics.indexOf(a.topic) - topics.indexOf(b.topic) ||
    a.difficulty - b.difficulty ||
    effort(one) - effort(other) ||
    a.place - b.place ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function effort(stop: Stop): number {
  if (stop.type === "family") return 2;
  return isComposed(stop.question) ? 1 : 0;
}
