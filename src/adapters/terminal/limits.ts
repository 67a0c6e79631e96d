/** The widths at which text is wrapped, each with its reason. */
export const terminalLimits = {
  /** Longer lines are hard to read. */
  columns: 100,
  /** For pipes, whose width is not known. */
  columnsUnknown: 80,
  /** In a narrower window, words would not fit on a line. */
  columnsLeast: 40,
} as const;
