/** The topics of the curriculum, in the order in which a learner meets them. */
export const topics = [
  "sync-and-async",
  "blocking",
  "callbacks-promises-async-await",
  "event-loop",
  "concurrency-and-parallelism",
] as const;

export type Topic = (typeof topics)[number];

export function isTopic(text: string): text is Topic {
  return topics.some((topic) => topic === text);
}

/** A statement about synchronous and asynchronous programs that the bank teaches; `quizzes/README.md` lists them. */
export type LearningObjective = `A${number}`;

/** A1 to A21, in the order in which they are taught. */
export const learningObjectives: readonly LearningObjective[] = Array.from(
  { length: 21 },
  (_, index): LearningObjective => `A${index + 1}`,
);

/** The curriculum position of a question: that of the first objective it serves, or after all if it serves none. */
export function positionOf(served: readonly LearningObjective[]): number {
  const first = learningObjectives.findIndex((objective) => served.includes(objective));
  return first < 0 ? learningObjectives.length : first;
}
