import { bounds } from "../rules/budget.ts";

/** What a program has printed. */
export class Output {
  #text = "";
  #indentation = 0;
  #lines = 0;
  readonly #counts = new Map<string, number>();
  readonly #refuse: (message: string) => never;
  readonly #opens: () => void;

  /**
   * @param refuse ends the run when there is too much output
   * @param opens called before the first write
   */
  constructor(refuse: (message: string) => never, opens: () => void) {
    this.#refuse = refuse;
    this.#opens = opens;
  }

  /** Prints what one call of console.log prints, indented by the surrounding groups. */
  print(text: string): void {
    const space = " ".repeat(this.#indentation);
    this.write(`${this.#indentation === 0 ? text : text.replace(/^/gm, space)}\n`);
  }

  write(text: string): void {
    if (this.#text === "") this.#opens();
    this.#text += text;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) this.#lines++;
    if (this.#lines > bounds.lines) this.#refuse(`A program may print at most ${bounds.lines} lines.`);
    if (this.#text.length > bounds.output) this.#refuse(`A program may print at most ${bounds.output} characters.`);
  }

  indent(columns: number): void {
    this.#indentation = Math.max(0, this.#indentation + columns);
  }

  count(label: string): number {
    const count = (this.#counts.get(label) ?? 0) + 1;
    this.#counts.set(label, count);
    return count;
  }

  /** The number of lines so far. */
  get size(): number {
    return this.#lines;
  }

  lines(): string[] {
    if (this.#text === "") return [];
    const text = this.#text.endsWith("\n") ? this.#text.slice(0, -1) : this.#text;
    return text.split("\n");
  }
}
