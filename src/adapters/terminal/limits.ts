/** What a terminal bears, as data with the reason. */
export const terminalLimits = {
  /** Longer lines tire the eye, however wide the window is. */
  columns: 100,
  /** Where the window's width is not known: a pipe, a log. */
  columnsUnknown: 80,
  /** Narrower than this, words would be cut rather than wrapped. */
  columnsLeast: 40,
} as const;
