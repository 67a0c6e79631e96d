/** Most characters of each text: what a phone shows without scrolling, and what every chat's card bears. */
export const longest = {
  id: 60,
  prompt: 320,
  choice: 110,
  step: 60,
  refutation: 300,
  explanation: 400,
  language: 20,
  belief: 110,
  tempting: 220,
  truth: 260,
  sourceTitle: 160,
  url: 300,
} as const;

export const choiceCount = { fewest: 3, most: 5 } as const;

/** A file that is larger is not a question. */
export const largestFile = 64 * 1024;

/** Lists within maps within lists: our files need four. Deeper ones would overrun the parser's stack. */
export const deepestNesting = 16;
