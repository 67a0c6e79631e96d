/** Something that only the operator can fix. The command line prints each sentence and exits with `exitCode`. */
export class OperatorError extends Error {
  /** One sentence each, saying what is wrong and what to do. */
  readonly sentences: readonly string[];
  readonly exitCode: number;

  constructor(sentences: string | readonly string[], options: { exitCode?: number; cause?: unknown } = {}) {
    const list = typeof sentences === "string" ? [sentences] : sentences;
    super(list.join(" "), { cause: options.cause });
    this.name = "OperatorError";
    this.sentences = list;
    this.exitCode = options.exitCode ?? 2;
  }
}
