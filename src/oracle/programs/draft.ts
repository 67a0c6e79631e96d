/** What a variable holds, as far as it matters for what may be written about it. */
export type Kind = "number" | "text" | "list" | "record" | "any" | "promise" | "function" | "async" | "sleep";

export interface Variable {
  readonly name: string;
  readonly kind: Kind;
  readonly assignable: boolean;
  /** The promise, or what the function returns, may be rejected. */
  readonly rejects: boolean;
}

/** Where in the program the next statement goes. */
export interface Place {
  /** All that are in scope; a block has its own copy, so that what it declares ends with it. */
  readonly variables: Variable[];
  readonly depth: number;
  readonly mayAwait: boolean;
  /** Somebody catches what is thrown or awaited here. */
  readonly caught: boolean;
}

/** A way to write a statement, with how often it is taken among all. */
export interface StatementForm {
  readonly weight: number;
  readonly family: string;
  readonly write: (draft: Draft, place: Place) => string;
  readonly fits?: (draft: Draft, place: Place) => boolean;
}

/** What holds for a whole program, so that programs differ from each other as people's do. */
export interface Habits {
  /** Rejected with and thrown: errors, of which the message is printed, or strings. */
  readonly throwsErrors: boolean;
  /** Rejections may stay without a handler, and errors be thrown out of a callback. */
  readonly reckless: boolean;
  /** Delays whose sums lie 20 ms apart or more, or any. */
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

/** A program being written: the dice, the habits, and what must not be used twice. */
export class Draft {
  readonly random: () => number;
  readonly habits: Habits;
  /** About how many lines may still be written. */
  linesLeft: number;
  /** An `AggregateError` may be among what is caught. */
  hasAggregate = false;
  readonly isModule: boolean;
  /** Modules of Node that the program imports at its head. */
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

  pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)] as Item;
  }

  /** Writes one of the alternatives; only the chosen one rolls dice. */
  oneOf(...alternatives: readonly (() => string)[]): string {
    return this.pick(alternatives)();
  }

  quoted(text: string): string {
    return `${this.habits.quote}${text}${this.habits.quote}`;
  }

  /** The next label, as a string in quotes: no two are the same. */
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

  declare(place: Place, name: string, kind: Kind, options: { assignable?: boolean; rejects?: boolean } = {}): string {
    place.variables.push({ name, kind, assignable: options.assignable ?? false, rejects: options.rejects ?? false });
    return name;
  }

  variable(place: Place, fits: (variable: Variable) => boolean): Variable | null {
    const fitting = place.variables.filter(fits);
    // The latest are the likelier ones, so that what is made is used.
    return fitting.length === 0 ? null : this.pick([...fitting, ...fitting.slice(-2), ...fitting.slice(-1)]);
  }

  /** One to `most` statements of a block inside a place, each on its own line or lines. */
  block(place: Place, change: Partial<Place> = {}, most = 2): string {
    const inner: Place = { ...place, depth: place.depth + 1, ...change, variables: [...place.variables] };
    this.linesLeft -= 1;
    const count = this.linesLeft > 4 ? this.between(1, most) : 1;
    return Array.from({ length: count }, () => this.statement(inner)).join("\n");
  }

  statement(place: Place): string {
    this.linesLeft -= 1;
    const isLast = this.linesLeft <= 0 || place.depth > 4;
    const fitting = this.forms.filter(
      (form) => form.weight > 0 && (!isLast || form.family === "log") && (form.fits?.(this, place) ?? true),
    );
    let left = this.random() * fitting.reduce((sum, { weight }) => sum + weight, 0);
    const chosen = fitting.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    return (chosen ?? (fitting.at(-1) as StatementForm)).write(this, place);
  }
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}

export function braces(block: string): string {
  return `{\n${indented(block)}\n}`;
}

/** What is thrown or rejected with: an error or a string, as the program's habit is. */
export function thrown(draft: Draft): string {
  const text = draft.quoted(draft.pick(["no milk", "lost", "late", "full", "broken", "e1", "e2"]));
  return draft.habits.throwsErrors ? `new Error(${text})` : text;
}

/** What to print of a caught value: never a whole error, since its stack names the machine's folders. */
export function shown(draft: Draft, name: string): string {
  if (draft.habits.throwsErrors) return draft.chance(0.1) ? `${name}.name, ${name}.message` : `${name}.message`;
  return draft.hasAggregate ? `${name}.message ?? ${name}` : name;
}
