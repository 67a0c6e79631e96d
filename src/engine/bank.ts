import type { MisconceptionId, QuestionId } from "./ids.ts";
import type { Misconception } from "./misconception.ts";
import type { Question } from "./question.ts";
import { type Topic, topics } from "./topic.ts";

/** Every question and every named belief, in the order of the path. */
export interface Bank {
  readonly questions: readonly Question[];
  readonly question: (id: QuestionId) => Question | null;
  readonly misconception: (id: MisconceptionId) => Misconception | null;
  readonly misconceptions: readonly Misconception[];
}

export function bankOf(questions: readonly Question[], misconceptions: readonly Misconception[]): Bank {
  const inPathOrder = [...questions].sort(byPath);
  const questionById = new Map(inPathOrder.map((question) => [question.id, question]));
  const misconceptionById = new Map(misconceptions.map((misconception) => [misconception.id, misconception]));
  return {
    questions: inPathOrder,
    misconceptions,
    question: (id) => questionById.get(id) ?? null,
    misconception: (id) => misconceptionById.get(id) ?? null,
  };
}

export function questionsOf(bank: Bank, topic: Topic | null): readonly Question[] {
  return topic === null ? bank.questions : bank.questions.filter((question) => question.topic === topic);
}

/** Topics in their order, easiest first, as the thought goes on; then by name, so that no order hangs on the disk. */
function byPath(a: Question, b: Question): number {
  return (
    topics.indexOf(a.topic) - topics.indexOf(b.topic) ||
    a.difficulty - b.difficulty ||
    a.place - b.place ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
