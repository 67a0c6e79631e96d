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
