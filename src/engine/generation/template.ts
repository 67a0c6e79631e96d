import { ProgramRefusal, type ProgramRefusalCode } from "../../interpreter/rules/program-refused.ts";
import type { ModuleKind } from "../../interpreter/rules/semantics.ts";
import { randomFrom, shuffled, textHash } from "../../random/seed.ts";
import { type MisconceptionId, type QuestionId, questionId } from "../question/ids.ts";
import type { Source } from "../question/misconception.ts";
import { codeLimits, type Difficulty, probedBy, type Question } from "../question/question.ts";
import type { Topic } from "../question/topic.ts";
import { computedQuestion } from "./computed-question.ts";
import type { KnownMisconceptions, RejectedProgram } from "./generation-input.ts";

/** The words that templates print: each theme has eight that differ at a glance. */
const wordThemes: readonly (readonly string[])[] = [
  ["soup", "bread", "salad", "rice", "cake", "tea", "juice", "pasta"],
  ["red", "blue", "green", "black", "white", "pink", "brown", "grey"],
  ["cat", "dog", "horse", "mouse", "owl", "fish", "goat", "bear"],
  ["river", "lake", "hill", "forest", "island", "desert", "coast", "valley"],
  ["chair", "table", "lamp", "shelf", "mirror", "carpet", "clock", "door"],
  ["piano", "drum", "flute", "violin", "guitar", "harp", "trumpet", "cello"],
  ["train", "bus", "tram", "ferry", "bike", "plane", "taxi", "truck"],
  ["apple", "pear", "plum", "cherry", "lemon", "grape", "melon", "fig"],
  ["Monday", "Tuesday", "Friday", "Sunday", "March", "June", "August", "April"],
  ["rain", "snow", "wind", "storm", "fog", "sun", "hail", "frost"],
];

/** How a template of questions about programs is made: a program with slots, filled anew from each seed. */
export interface Template {
  readonly id: string;
  readonly kind: "output" | "timing" | "ordering";
  readonly topic: Topic;
  readonly difficulty: Difficulty;
  /** The beliefs that every question of the template can show one of; the main one first. */
  readonly about: readonly MisconceptionId[];
  readonly module: ModuleKind;
  /** Texts of which one takes the slot's place; they may hold other slots. */
  readonly slots: ReadonlyMap<string, readonly string[]>;
  /** Pieces that stand at `{{mixed}}` in a drawn order. */
  readonly mixed: readonly string[];
  readonly program: string;
  readonly explanation: string;
  readonly source: Source;
  readonly position: number;
}

/** A slot as it stands in a text: `{{word1}}`. */
export const slotPattern = /\{\{([A-Za-z0-9-]+)\}\}/g;

const mixedSlot = "mixed";

/** Slots that every template has: words of one theme, times that ascend, digits; all of one kind differ. */
export const readySlots: readonly string[] = [
  mixedSlot,
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => `word${number}`),
  ...[1, 2, 3, 4].map((number) => `time${number}`),
  ...[1, 2, 3, 4].map((number) => `n${number}`),
];

/** How often another draw is tried where one makes no fit question. */
const draws = 48;

/** A draw that makes no question: its program, and why. */
export interface RejectedVariant {
  readonly type: "unfit-draw";
  readonly program: string;
  readonly reason: RejectedProgram | ProgramRefusal | { readonly type: "too-large" } | { readonly type: "not-about" };
}

/** What a program is refused for that goes on and on: to find that out takes as long as a hundred good draws. */
const endless: readonly ProgramRefusalCode[] = [
  ...(["too-many-steps", "never-ends", "too-much-queued", "too-many-timers"] as const),
  ...(["too-much-output", "too-much-memory"] as const),
];

/**
 * The question that a template makes from a seed; where none of its draws makes a fit one, the last of them. A draw that
 * goes on and on is the last one.
 */
export function variantFrom(template: Template, seed: number, known: KnownMisconceptions): Question | RejectedVariant {
  let last: Question | RejectedVariant | null = null;
  for (let draw = 0; draw < draws; draw++) {
    last = questionOfDraw(template, seed, `${template.id} ${seed} ${draw}`, known);
    if (!isRejected(last) || isEndless(last)) return last;
  }
  return last as RejectedVariant;
}

export function isRejected(made: Question | RejectedVariant): made is RejectedVariant {
  return "type" in made;
}

function isEndless({ reason }: RejectedVariant): boolean {
  return reason instanceof ProgramRefusal ? endless.includes(reason.code) : reason.type === "too-many-steps";
}

function questionOfDraw(
  template: Template,
  seed: number,
  draw: string,
  known: KnownMisconceptions,
): Question | RejectedVariant {
  const { topic, module, difficulty, source, position, about } = template;
  const fill = fillerOf(template, draw);
  const program = fill(template.program).trimEnd();
  const unfit = (reason: RejectedVariant["reason"]): RejectedVariant => ({ type: "unfit-draw", program, reason });
  if (!fitsPhone(program)) return unfit({ type: "too-large" });
  const id = variantId(template.id, seed);
  const explanation = fill(template.explanation);
  const stated = { id, topic, module, program, difficulty, source, position, explanation, idea: template.id };
  try {
    const question = computedQuestion(template.kind, stated, { id, topic, module, program, known, about });
    if ("type" in question) return unfit(question);
    const isAbout = probedBy(question).some((belief) => about.includes(belief));
    return isAbout ? question : unfit({ type: "not-about" });
  } catch (error) {
    if (error instanceof ProgramRefusal) return unfit(error);
    throw error;
  }
}

function fitsPhone(program: string): boolean {
  const lines = program.split("\n");
  return lines.length <= codeLimits.lines && lines.every((line) => [...line].length <= codeLimits.columns);
}

/** Far more than a phone shows: slots within slots could double a text again and again. */
const mostFilled = 4_000;

/** Fills a template's texts; one draw gives a slot one value throughout. */
function fillerOf(template: Template, draw: string): (text: string) => string {
  const ready = readyValues(draw);
  const chance = (name: string) => randomFrom(textHash(`${draw} ${name}`));
  const values = new Map<string, string>();
  const valueIn = (name: string): string => {
    const known = values.get(name) ?? ready.get(name);
    if (known !== undefined) return known;
    const value = name === mixedSlot ? fill(shuffled(template.mixed, chance(name)).join("\n")) : drawn(name);
    values.set(name, value);
    return value;
  };
  const drawn = (name: string) => {
    const texts = template.slots.get(name) ?? [];
    return fill(texts[Math.floor(chance(name)() * texts.length)] ?? "");
  };
  // What takes several lines keeps the indentation of its slot.
  const fill = (text: string): string =>
    text
      .split("\n")
      .map((line) => {
        const indent = /^ */.exec(line)?.[0] ?? "";
        return line.replace(slotPattern, (_, name: string) => valueIn(name).replaceAll("\n", `\n${indent}`));
      })
      // A slot that was drawn empty leaves no empty line.
      .filter((line, index) => line.trim() !== "" || text.split("\n")[index]?.trim() === "")
      .join("\n")
      .slice(0, mostFilled);
  return fill;
}

function readyValues(draw: string): ReadonlyMap<string, string> {
  const random = randomFrom(textHash(`${draw} ready`));
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

const seedMark = ".";

/** The id of a template's question: `two-waits-in-turn.4fz`. */
export function variantId(template: string, seed: number): QuestionId {
  return questionId(`${template}${seedMark}${seed.toString(36)}`);
}

/** The template and the seed that an id names; null where it is a written question's. */
export function variantOf(id: QuestionId): { readonly template: string; readonly seed: number } | null {
  const found = /^([a-z0-9-]+)\.([0-9a-z]{1,10})$/.exec(id);
  return found ? { template: found[1] as string, seed: Number.parseInt(found[2] as string, 36) } : null;
}
