/** The path a learner walks, in its order. */
export const topics = [
  "sync-and-async",
  "blocking",
  "callbacks-promises-async-await",
  "event-loop",
  "concurrency-and-parallelism",
] as const;

export type Topic = (typeof topics)[number];

export function isTopic(text: string): text is Topic {
  return (topics as readonly string[]).includes(text);
}
