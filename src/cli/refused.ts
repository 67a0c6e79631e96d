/** The program cannot do what it was asked; each sentence says what to mend. Exit code 2, no stack. */
export class Refused extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.name = "Refused";
    this.sentences = sentences;
  }
}
