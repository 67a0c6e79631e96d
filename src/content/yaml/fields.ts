import { z } from "zod";
import { firstControl } from "../../text/control-characters.ts";
import { nearest } from "../../text/nearest.ts";
import type { Issue } from "./yaml-text.ts";

/** The longest texts, in characters: what a phone shows without scrolling and every chat accepts in a card. */
export const longest = {
  id: 60,
  prompt: 320,
  choice: 110,
  step: 60,
  refutation: 300,
  explanation: 400,
  language: 20,
  belief: 110,
  tempting: 220,
  truth: 260,
  sourceTitle: 160,
  url: 300,
} as const;

export const choiceCount = { fewest: 3, most: 5 } as const;

/** The message for a missing value and for a value of the wrong shape. */
function shapeMessage(wanted: "text" | "a list" | "a map", advice: string) {
  return (issue: { readonly input?: unknown }) => {
    const { input } = issue;
    if (input === undefined) return `is missing; ${advice}`;
    if (input === "") return `is empty; ${advice}`;
    const found = Array.isArray(input) ? "a list" : typeof input === "string" ? "text" : "a map";
    return `is ${found}, not ${wanted}; ${advice}`;
  };
}

/** Says what is wrong with a text; null if nothing is. */
type Check = (text: string) => string | null;

/** Trims the text and reports the first check that fails. `meta` tells a JSON Schema what checks cannot. */
function checkedText(advice: string, ...checks: readonly Check[]) {
  return z
    .string({ error: shapeMessage("text", advice) })
    .transform((text) => text.trim())
    .superRefine((text, context) => {
      const message = text === "" ? `is empty; ${advice}` : firstMessage(checks, text);
      if (message !== null) context.addIssue(message);
    })
    .meta({ description: advice, minLength: 1 });
}

function firstMessage(checks: readonly Check[], text: string): string | null {
  for (const check of checks) {
    const message = check(text);
    if (message !== null) return message;
  }
  return null;
}

function tooLong(limit: number): Check {
  return (text) => {
    const length = [...text].length;
    return length > limit ? `is ${length} characters long, and the limit is ${limit}; shorten it` : null;
  };
}

const onePlainLine: Check = (text) => {
  const control = firstControl(text);
  if (control) return `contains the control character ${control}; remove it`;
  return text.includes("\n") ? "contains a line break; write one paragraph, with >- if it needs several lines" : null;
};

/** @param say what to write, for authors who left it out */
export function paragraph(limit: number, advice: string) {
  return checkedText(advice, onePlainLine, tooLong(limit)).meta({ maxLength: limit });
}

/** Text with its line breaks and indentation; only blank lines at its end are dropped. */
export function verbatim(advice: string, check: Check) {
  return z
    .string({ error: shapeMessage("text", advice) })
    .transform((text) => text.trimEnd())
    .superRefine((text, context) => {
      const message = text === "" ? `is empty; ${advice}` : check(text);
      if (message !== null) context.addIssue(message);
    })
    .meta({ description: advice, minLength: 1 });
}

/** A text that must be one of `words`; `unknown` says what is wrong with any other text. */
function knownWord<Word extends string>(words: readonly Word[], advice: string, unknown: (text: string) => string) {
  const byText = new Map<string, Word>(words.map((word) => [word, word]));
  return z
    .string({ error: shapeMessage("text", advice) })
    .transform((raw, context) => {
      const text = raw.trim();
      const word = byText.get(text);
      if (word !== undefined) return word;
      context.addIssue(text === "" ? `is empty; ${advice}` : unknown(text));
      return z.NEVER;
    })
    .meta({ description: advice, minLength: 1, enum: words });
}

/**
 * One word of a closed list.
 * @param offered the words that a message lists, if authors may write more here than this reader takes
 */
export function oneOf<const Word extends string>(words: readonly Word[], offered: readonly string[] = words) {
  const advice = `write ${inWords(offered)}`;
  return knownWord(words, advice, (text) => `is ${quoted(text)}; ${advice}`);
}

/** A field that other code checks. */
export const checkedElsewhere = z.string().trim().catch("").prefault("");

/** Words that must exist, such as the ids of misconceptions. */
interface Known<Word extends string> {
  readonly known: readonly Word[];
  /** What such a word names. */
  readonly thing: string;
  /** What to write, for authors who left it out. */
  readonly advice: string;
  /** What to write if the word is unknown and similar to no known one. */
  readonly instead: string;
}

/** One word that must exist. */
export function reference<Word extends string>({ known, thing, advice, instead }: Known<Word>) {
  return knownWord(known, advice, (text) => {
    const meant = nearest(text, known);
    return `is not a known ${thing}: ${quoted(text)}; ${meant === null ? instead : `did you mean ${meant}?`}`;
  });
}

/** A list of words that must exist. */
export function references<Word extends string>(words: Known<Word>) {
  return z
    .array(reference(words), { error: shapeMessage("a list", words.advice) })
    .superRefine((texts, context) => {
      for (const [index, text] of texts.entries()) {
        if (texts.indexOf(text) === index) continue;
        context.addIssue({ code: "custom", path: [index], message: `repeats ${text}; name it once` });
      }
    })
    .meta({ description: words.advice, uniqueItems: true });
}

export function list<Item extends z.ZodType>(item: Item, advice: string) {
  return z
    .array(item, { error: shapeMessage("a list", advice) })
    .min(1, `is empty; ${advice}`)
    .meta({ description: advice });
}

/** The slots of a template: a map of names, each with a list of texts. */
export function slotFields() {
  const advice = "write each slot's name with a list of texts";
  const text = z.string({ error: shapeMessage("text", advice) }).transform((one) => one.trimEnd());
  return z
    .record(z.string(), list(text, advice), { error: shapeMessage("a map", advice) })
    .meta({ description: advice });
}

/** A list of maps from names to texts. */
export function linkedSlotFields(advice: string) {
  const text = z.string({ error: shapeMessage("text", advice) }).transform((one) => one.trimEnd());
  return list(z.record(z.string(), text, { error: shapeMessage("a map", advice) }), advice);
}

/** A list whose first item has another shape than the rest. */
export function firstAndRest<First extends z.ZodType, Rest extends z.ZodType>(
  first: First,
  rest: Rest,
  advice: string,
) {
  return z.tuple([first], rest, { error: shapeMessage("a list", advice) }).meta({ description: advice });
}

/**
 * A map with exactly these fields.
 *
 * @param hints what to do about fields that authors are likely to write here by mistake
 */
export function fields<Shape extends z.ZodRawShape>(
  shape: Shape,
  advice: string,
  hints: Readonly<Record<string, string>> = {},
) {
  const known = Object.keys(shape);
  const wrongShape = shapeMessage("a map", advice);
  const unknownField = (key: string) => {
    const hint = Object.hasOwn(hints, key) ? hints[key] : undefined;
    if (hint !== undefined) return hint;
    const meant = nearest(key, known);
    const instead = meant === null ? `the fields are ${inWords(known, "and")}` : `did you mean ${meant}?`;
    return `is not a field here; ${instead}`;
  };
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === "unrecognized_keys" ? issue.keys.map(unknownField).join("\n") : wrongShape(issue),
    })
    .meta({ description: advice });
}

const sourceHint = "name a page that supports this, as title: and url:";

/** Where a claim can be checked. */
export function sourceFields() {
  return fields(
    {
      title: paragraph(longest.sourceTitle, "write the name of the page"),
      url: checkedText("write the address of the page", tooLong(longest.url), (text) =>
        isWebAddress(text) ? null : `is not a web address: ${quoted(text)}; write one that begins with https://`,
      ).meta({ maxLength: longest.url, pattern: "^https://" }),
    },
    sourceHint,
  );
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false;
  const url = new URL(text);
  return url.protocol === "https:" && url.username === "" && url.password === "";
}

/** One issue for each problem. zod reports all unknown fields in one issue, with a line of its message for each. */
export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    if (issue.code !== "unrecognized_keys") return [{ path: issue.path, message: issue.message }];
    const messages = issue.message.split("\n");
    return issue.keys.map((key, index) => ({ path: [...issue.path, key], message: messages[index] ?? issue.message }));
  });
}

/** The value at a path; undefined if the path leads nowhere. */
export function at(value: unknown, ...path: readonly PropertyKey[]): unknown {
  let inner = value;
  for (const part of path) {
    if (typeof inner !== "object" || inner === null) return undefined;
    inner = Object.getOwnPropertyDescriptor(inner, part)?.value;
  }
  return inner;
}

export function inWords(words: readonly string[], last: "or" | "and" = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** At most 60 characters, so that an unclosed quote does not fill the screen. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
