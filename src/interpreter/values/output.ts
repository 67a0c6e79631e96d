import { bounds } from "../rules/budget.ts";

/** What a program has printed. */
export class Output {
  #text = "";
  #indentation = 0;
  /** When each line was completed. */
  readonly #times: number[] = [];
  readonly #counts = new Map<string, number>();
  readonly #refuse: (message: string) => never;
  readonly #opens: () => void;
  readonly #now: () => number;

  /**
   * @param refuse ends the run when there is too much output
   * @param opens called before the first write
   * @param now the time of the run
   */
  constructor(refuse: (message: string) => never, opens: () => void, now: () => number) {
    this.#refuse = refuse;
    this.#opens = opens;
    this.#now = now;
  }

  /** Prints what one call of console.log prints, indented by the surrounding groups. */
  print(text: string): void {
    const space = " ".repeat(this.#indentation);
    this.write(`${this.#indentation === 0 ? text : text.replace(/^/gm, space)}\n`);
  }

  write(text: string): void {
    if (this.#text === "") this.#opens();
    this.#text += text;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) this.#times.push(this.#now());
    if (this.#times.length > bounds.lines) this.#refuse(`A program may print at most ${bounds.lines} lines.`);
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
    return this.#times.length;
  }

  lines(): string[] {
    if (this.#text === "") return [];
    const text = this.#text.endsWith("\n") ? this.#text.slice(0, -1) : this.#text;
    return text.split("\n");
  }

  /** The time at which each line was printed. */
  times(): readonly number[] {
    return this.lines().map((_, index) => this.#times[index] ?? this.#now());
  }
}
