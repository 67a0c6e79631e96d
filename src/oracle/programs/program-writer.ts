/** What a variable contains, as far as it limits how it can be used. */
export type Kind = "number" | "text" | "list" | "record" | "any" | "promise" | "function" | "async" | "sleep";

export interface Variable {
  readonly name: string;
  readonly kind: Kind;
  readonly assignable: boolean;
  /** The promise, or the one that the function returns, can be rejected. */
  readonly rejects: boolean;
}

/** Where the next statement is written. */
export interface ProgramScope {
  /** The variables in scope. Each block has its own copy, so that its declarations end with it. */
  readonly variables: Variable[];
  readonly depth: number;
  readonly mayAwait: boolean;
  /** Errors thrown or awaited here are caught. */
  readonly caught: boolean;
}

/** A kind of statement, with its relative frequency. */
export interface StatementForm {
  readonly weight: number;
  readonly group: string;
  readonly write: (writer: ProgramWriter, scope: ProgramScope) => string;
  readonly fits?: (writer: ProgramWriter, scope: ProgramScope) => boolean;
}

/** The style of a whole program, so that programs differ as those of people do. */
export interface Habits {
  /** Throws errors and prints their messages; otherwise throws strings. */
  readonly throwsErrors: boolean;
  /** May leave rejections unhandled and throw errors from callbacks. */
  readonly reckless: boolean;
  /** Uses delays whose sums differ by at least 20 ms; otherwise any delays. */
  readonly delaysApart: boolean;
  readonly usesImmediates: boolean;
  readonly arrows: number;
  readonly semicolons: boolean;
  readonly quote: '"' | "'";
}

function randomHabits(random: () => number): Habits {
  return {
    throwsErrors: random() < 0.5,
    reckless: random() < 0.3,
    delaysApart: random() < 0.65,
    usesImmediates: random() < 0.35,
    arrows: random() < 0.6 ? 0.95 : 0.4,
    semicolons: random() < 0.85,
    quote: random() < 0.5 ? '"' : "'",
  };
}

const names = (
  "x y total count value result data box user left right first second part sum word key " +
  "task job step order coffee milk bread queue page row cell note line c p q s t u w z"
).split(" ");

const functionNames = "load save make brew bake wait work run step check pour find read visit count send ask".split(
  " ",
);

const distinctSums = [20, 40, 80, 160];
const anyDelay = [0, 0, 1, 5, 10, 10, 20, 20, 30, 40, 50];

/** A program being written: its source of randomness, its style, and the names that are in use. */
export class ProgramWriter {
  readonly random: () => number;
  readonly habits: Habits;
  /** About how many lines are left to write. */
  linesLeft: number;
  /** A caught error can be an `AggregateError`. */
  hasAggregate = false;
  readonly isModule: boolean;
  /** Node modules that the program imports. */
  readonly imports: ReadonlySet<string>;
  private readonly forms: readonly StatementForm[];
  private readonly delays: number[];
  private labels = 0;
  private readonly taken = new Map<string, number>();

  constructor(random: () => number, isModule: boolean, forms: readonly StatementForm[]) {
    this.random = random;
    this.isModule = isModule;
    this.habits = randomHabits(random);
    this.forms = forms;
    this.linesLeft = this.between(3, 18);
    this.imports = new Set(["events", "fs"].filter((name) => this.chance(name === "fs" ? 0.06 : 0.12)));
    this.delays = [...distinctSums].sort(() => random() - 0.5);
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  between(lowest: number, highest: number): number {
    return lowest + Math.floor(this.random() * (highest - lowest + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items.at(Math.floor(this.random() * items.length));
    if (item === undefined) throw new RangeError("there is nothing to pick from");
    return item;
  }

  /** Writes one of the alternatives. Only the chosen one uses random numbers. */
  oneOf(...alternatives: readonly (() => string)[]): string {
    return this.pick(alternatives)();
  }

  quoted(text: string): string {
    return `${this.habits.quote}${text}${this.habits.quote}`;
  }

  /** The next label as a quoted string. All labels differ. */
  label(): string {
    const number = this.labels++;
    return this.quoted(String.fromCharCode(65 + (number % 26)) + (number < 26 ? "" : Math.floor(number / 26)));
  }

  name(kind: "variable" | "function" = "variable"): string {
    const word = this.pick(kind === "function" ? functionNames : names);
    const times = (this.taken.get(word) ?? 0) + 1;
    this.taken.set(word, times);
    return times === 1 && kind === "variable" ? word : `${word}${times}`;
  }

  /** A delay in milliseconds. */
  delay(): number {
    const { delaysApart, usesImmediates } = this.habits;
    if (!delaysApart) return this.pick(anyDelay);
    if (!usesImmediates && this.chance(0.4)) return this.pick([0, 0, 1]);
    return this.delays.pop() ?? (usesImmediates ? this.pick(distinctSums) : 0);
  }

  declare(
    scope: ProgramScope,
    name: string,
    kind: Kind,
    options: { assignable?: boolean; rejects?: boolean } = {},
  ): string {
    scope.variables.push({ name, kind, assignable: options.assignable ?? false, rejects: options.rejects ?? false });
    return name;
  }

  variable(scope: ProgramScope, fits: (variable: Variable) => boolean): Variable | null {
    const fitting = scope.variables.filter(fits);
    // Newer variables are more likely, so that what is declared gets used.
    return fitting.length === 0 ? null : this.pick([...fitting, ...fitting.slice(-2), ...fitting.slice(-1)]);
  }

  /** One to `most` statements of a block inside a scope, each on its own line or lines. */
  block(scope: ProgramScope, change: Partial<ProgramScope> = {}, most = 2): string {
    const inner: ProgramScope = { ...scope, depth: scope.depth + 1, ...change, variables: [...scope.variables] };
    this.linesLeft -= 1;
    const count = this.linesLeft > 4 ? this.between(1, most) : 1;
    return Array.from({ length: count }, () => this.statement(inner)).join("\n");
  }

  statement(scope: ProgramScope): string {
    this.linesLeft -= 1;
    const isLast = this.linesLeft <= 0 || scope.depth > 4;
    const fitting = this.forms.filter(
      (form) => form.weight > 0 && (!isLast || form.group === "log") && (form.fits?.(this, scope) ?? true),
    );
    let left = this.random() * fitting.reduce((sum, { weight }) => sum + weight, 0);
    const chosen = fitting.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    const form = chosen ?? fitting.at(-1);
    if (!form) throw new RangeError("no statement fits here");
    return form.write(this, scope);
  }
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

export function braces(block: string): string {
  return `{\n${indented(block)}\n}`;
}

/** The value to throw or reject with: an error or a string, depending on the style. */
export function thrown(writer: ProgramWriter): string {
  const text = writer.quoted(writer.pick(["no milk", "lost", "late", "full", "broken", "e1", "e2"]));
  return writer.habits.throwsErrors ? `new Error(${text})` : text;
}

/** What to print of a caught value. Never a whole error, whose stack would contain paths of this machine. */
export function shown(writer: ProgramWriter, name: string): string {
  if (writer.habits.throwsErrors) return writer.chance(0.1) ? `${name}.name, ${name}.message` : `${name}.message`;
  return writer.hasAggregate ? `${name}.message ?? ${name}` : name;
}
