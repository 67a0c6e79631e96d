/** What a program may use. Each has its own refusal; all are far above what a teaching snippet needs. */
export const bounds = {
  /** Characters of source text. */
  source: 20_000,
  /** Instructions of one run. */
  steps: 2_000_000,
  /** Calls inside calls. */
  depth: 800,
  /** Jobs in one queue. */
  queue: 5_000,
  /** Timers that wait at one time. */
  timers: 1_000,
  /** Lines of output. */
  lines: 1_000,
  /** Characters of output. */
  output: 100_000,
  /** Elements of one array, characters of one text. */
  length: 100_000,
  /** Elements of arrays made in one run, and a sixteenth of the characters of its texts, taken together. */
  memory: 4_000_000,
  /** Virtual milliseconds: 24 hours. */
  time: 86_400_000,
  /** Jobs that one run takes from its queues. */
  jobs: 20_000,
} as const;
