import type { ProgramRefusalCode } from "../../interpreter/rules/program-refusal.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";
import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import type { Topic } from "../question/curriculum.ts";
import { type MisconceptionId, variantId } from "../question/ids.ts";
import type { Source } from "../question/misconception.ts";
import { codeLimits, type Difficulty, phoneColumns, probedBy } from "../question/question.ts";
import { imbalanceOf } from "./balance.ts";
import { type ComputedQuestion, computedQuestion } from "./computed-question.ts";
import type { KnownMisconceptions, RejectedProgram } from "./generation-input.ts";

/** The words that templates print. Each theme has eight words that are easy to tell apart. */
const wordThemes: readonly (readonly string[])[] = [
  ["soup", "bread", "salad", "rice", "cake", "tea", "juice", "pasta"],
  ["red", "blue", "green", "black", "white", "pink", "brown", "gray"],
  ["cat", "dog", "horse", "mouse", "owl", "fish", "goat", "bear"],
  ["river", "lake", "hill", "forest", "island", "desert", "coast", "valley"],
  ["chair", "table", "lamp", "shelf", "mirror", "carpet", "clock", "door"],
  ["piano", "drum", "flute", "violin", "guitar", "harp", "trumpet", "cello"],
  ["train", "bus", "tram", "ferry", "bike", "plane", "taxi", "truck"],
  ["apple", "pear", "plum", "cherry", "lemon", "grape", "melon", "fig"],
  ["Monday", "Tuesday", "Friday", "Sunday", "March", "June", "August", "April"],
  ["rain", "snow", "wind", "storm", "fog", "sun", "hail", "frost"],
];

/** Slots whose values are chosen together, each with its text. */
type LinkedSlots = readonly (readonly [string, string])[];

/** A program with slots. Each seed fills the slots in another way and so makes another variant. */
export interface Template {
  readonly id: string;
  readonly kind: ComputedQuestion["kind"];
  readonly topic: Topic;
  readonly difficulty: Difficulty;
  /** The misconceptions that the template is about, the main one first. Each variant probes at least one of them. */
  readonly about: readonly MisconceptionId[];
  readonly module: ModuleKind;
  /** By slot, the texts to draw from. A text may contain other slots. */
  readonly slots: readonly (readonly [string, readonly string[]])[];
  /** Names and texts that belong together: each variant takes one story for all of its slots. */
  readonly stories: readonly LinkedSlots[];
  /** Shapes of the program, with what the explanation says of each: each variant takes one case. */
  readonly cases: readonly LinkedSlots[];
  /** Pieces that replace `{{mixed}}`, in a drawn order. */
  readonly mixed: readonly string[];
  readonly program: string;
  readonly explanation: string;
  readonly source: Source;
  readonly position: number;
}

/** A slot in a text: `{{word1}}`. */
export const slotPattern = /\{\{([A-Za-z0-9-]+)\}\}/g;

const mixedSlot = "mixed";

/** Slots that every template has: words of one theme, ascending times, digits. No two of a kind are the same. */
export const readySlots: readonly string[] = [
  mixedSlot,
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => `word${number}`),
  ...[1, 2, 3, 4].map((number) => `time${number}`),
  ...[1, 2, 3, 4].map((number) => `n${number}`),
];

/** How many draws are tried for one seed. */
const attempts = 96;

/** Of how many usable draws the one whose form favours the right choice least is taken. Times need more of them. */
const usableDraws = { output: 12, ordering: 12, timing: 32 } as const;

/** So small an imbalance is not worth another draw. */
const smallImbalance = 2;

/** How many seeds are tried for each variant that is asked for. */
const seedsPerVariant = 5;

/** A draw that makes no question: its program, and why. */
export interface RejectedVariant {
  readonly type: "rejected-variant";
  readonly program: string;
  readonly reason: RejectedProgram | { readonly type: "too-large" } | { readonly type: "not-about" };
}

/** Reasons that take as long to find out as a hundred good draws: no other draw is tried after them. */
const endless: readonly (ProgramRefusalCode | RejectedProgram["type"])[] = [
  ...(["too-many-steps", "never-ends", "too-much-queued", "too-many-timers"] as const),
  ...(["too-much-output", "too-much-memory"] as const),
];

/** The question that a template makes from a seed or, when none of the draws makes one, the last rejected draw. */
export function variantFrom(
  template: Template,
  seed: number,
  known: KnownMisconceptions,
): ComputedQuestion | RejectedVariant {
  let best: { readonly question: ComputedQuestion; readonly imbalance: number } | null = null;
  let usable = 0;
  for (let textSeed = 0; ; textSeed++) {
    const made = variantFromText(template, seed, `${template.id} ${seed} ${textSeed}`, known);
    if (!isRejected(made)) {
      usable++;
      const imbalance = imbalanceOf(made);
      // A race is always balanced. It must not be more frequent for that, so the first draw decides.
      const isRival = best === null || (imbalance < best.imbalance && hasRace(made) === hasRace(best.question));
      if (isRival) best = { question: made, imbalance };
    }
    const isLast = usable === usableDraws[template.kind] || textSeed === attempts - 1;
    if (best !== null && (best.imbalance <= smallImbalance || isLast)) return best.question;
    if (isRejected(made) && (isLast || isEndless(made))) return best?.question ?? made;
  }
}

function hasRace(question: ComputedQuestion): boolean {
  return question.kind === "output" && question.race !== null;
}

/**
 * Variants with different programs, from the first seeds that make them.
 * @returns at least one variant, and at most `count`; or why the first seed makes none
 */
export function variantsOf(
  template: Template,
  count: number,
  known: KnownMisconceptions,
): readonly ComputedQuestion[] | RejectedVariant {
  const variants = new Map<string, ComputedQuestion>();
  for (let seed = 1; seed <= count * seedsPerVariant && variants.size < count; seed++) {
    const made = variantFrom(template, seed, known);
    if (!isRejected(made)) variants.set(made.program, variants.get(made.program) ?? made);
    else if (variants.size === 0) return made;
  }
  return [...variants.values()];
}

export function isRejected<Made extends object>(made: Made | RejectedVariant): made is RejectedVariant {
  return "type" in made && made.type === "rejected-variant";
}

function isEndless({ reason }: RejectedVariant): boolean {
  return endless.some((code) => code === reason.type || (reason.type === "refused" && code === reason.code));
}

function variantFromText(
  template: Template,
  seed: number,
  textSeed: string,
  known: KnownMisconceptions,
): ComputedQuestion | RejectedVariant {
  const { kind, topic, module, difficulty, source, position, about } = template;
  const fill = stretching(template, textSeed, fillerOf(template, textSeed));
  const program = fill(template.program).trimEnd();
  const rejected = (reason: RejectedVariant["reason"]): RejectedVariant => ({
    type: "rejected-variant",
    program,
    reason,
  });
  if (!fitsPhone(program)) return rejected({ type: "too-large" });
  const id = variantId(template.id, seed);
  const explanation = fill(template.explanation);
  const stated = {
    kind,
    id,
    topic,
    module,
    program,
    difficulty,
    source,
    position,
    explanation,
    idea: template.id,
    about,
  };
  const question = computedQuestion(stated, known);
  if ("type" in question) return rejected(question);
  const isAbout = probedBy(question).some((misconception) => about.includes(misconception));
  return isAbout ? question : rejected({ type: "not-about" });
}

/** The most code of a variant. */
export const variantLimits = { lines: codeLimits.lines, columns: phoneColumns } as const;

function fitsPhone(program: string): boolean {
  const lines = program.split("\n");
  return lines.length <= variantLimits.lines && lines.every((line) => [...line].length <= variantLimits.columns);
}

/** Far more characters than a phone shows. Without a limit, slots within slots could double a text many times. */
const mostFilled = 4_000;

/** How much longer all times of a variant are than in its template, in percent. */
const stretches = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190] as const;

/** A time in a program or an explanation. Templates state times in hundreds of milliseconds. */
const statedTime = /\b[1-9]\d?00\b/g;

/** Makes all times of a variant longer alike: otherwise the same few amounts would be right again and again. */
function stretching({ kind }: Template, textSeed: string, fill: (text: string) => string): (text: string) => string {
  if (kind !== "timing") return fill;
  const stretch = stretches[textHash(`${textSeed} stretch`) % stretches.length] ?? 100;
  return (text) => fill(text).replace(statedTime, (time) => String((Number(time) * stretch) / 100));
}

/** Fills the texts of a template. In one draw a slot has the same value everywhere. */
function fillerOf(template: Template, textSeed: string): (text: string) => string {
  const ready = readyValues(textSeed);
  const chance = (name: string) => randomFrom(textHash(`${textSeed} ${name}`));
  const oneOf = <Choice>(choices: readonly Choice[], name: string): Choice | undefined =>
    choices[Math.floor(chance(name)() * choices.length)];
  const linked = [...(oneOf(template.stories, "stories") ?? []), ...(oneOf(template.cases, "cases") ?? [])];
  const slots = new Map([...template.slots, ...linked.map(([name, text]) => [name, [text]] as const)]);
  const values = new Map<string, string>();
  const valueIn = (name: string): string => {
    const known = values.get(name) ?? ready.get(name);
    if (known !== undefined) return known;
    const value = name === mixedSlot ? fill(shuffled(template.mixed, chance(name)).join("\n")) : slotText(name);
    values.set(name, value);
    return value;
  };
  const slotText = (name: string) => fill(oneOf(slots.get(name) ?? [], name) ?? "");
  // A value of several lines keeps the indentation of its slot.
  const fill = (text: string): string =>
    text
      .split("\n")
      .map((line) => {
        const indent = /^ */.exec(line)?.[0] ?? "";
        return line.replace(slotPattern, (_, name: string) => valueIn(name).replaceAll("\n", `\n${indent}`));
      })
      // A slot that is drawn empty leaves no empty line.
      .filter((line, index) => line.trim() !== "" || text.split("\n")[index]?.trim() === "")
      .join("\n")
      .slice(0, mostFilled);
  return fill;
}

function readyValues(textSeed: string): ReadonlyMap<string, string> {
  const random = randomFrom(textHash(`${textSeed} ready`));
  const theme = wordThemes[Math.floor(random() * wordThemes.length)] ?? [];
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const times = shuffled(digits, random)
    .slice(0, 4)
    .sort((a, b) => a - b);
  const numbered = (name: string, values: readonly (string | number)[]) =>
    values.map((value, index) => [`${name}${index + 1}`, String(value)] as const);
  return new Map([
    ...numbered("word", shuffled(theme, random)),
    ...numbered(
      "time",
      times.map((time) => time * 100),
    ),
    ...numbered("n", shuffled(digits, random).slice(0, 4)),
  ]);
}
