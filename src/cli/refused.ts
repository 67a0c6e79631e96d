import { type Fault, faultText } from "../content/yaml/fault.ts";

/** The program cannot do what it was asked; each sentence says what to mend. Exit code 2, no stack. */
export class Refused extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.name = "Refused";
    this.sentences = sentences;
  }
}

/** Each fault by file and line, and how many there are. */
export function faultsText(faults: readonly Fault[]): readonly string[] {
  const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
  return [...faults.map(faultText), `The questions have ${count}; mend them, then start again.`];
}
