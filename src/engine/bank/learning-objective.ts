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
