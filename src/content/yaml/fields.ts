import { z } from "zod";
import { firstControl } from "../../text/control-characters.ts";
import { nearest } from "../../text/nearest.ts";
import type { Problem } from "./fault.ts";
import { longest } from "./limits.ts";

/** The message where the input has the wrong shape: nothing, a list, a map or a text. */
function shapeMessage(wanted: "text" | "a list" | "a map", say: string) {
  return (issue: { readonly input?: unknown }) => {
    const { input } = issue;
    if (input === undefined) return `is missing; ${say}`;
    if (input === "") return `is empty; ${say}`;
    const found = Array.isArray(input) ? "a list" : typeof input === "string" ? "text" : "a map";
    return `is ${found}, not ${wanted}; ${say}`;
  };
}

type Complaint = (text: string) => string | null;

/**
 * A text without blanks around it; the first complaint of the list is its fault. What such checks cannot tell a JSON
 * Schema stands beside them as meta.
 */
function checkedText(say: string, ...complaints: readonly Complaint[]) {
  return z
    .string({ error: shapeMessage("text", say) })
    .transform((text) => text.trim())
    .superRefine((text, context) => {
      if (text === "") context.addIssue(`is empty; ${say}`);
      else for (const complaint of complaints) if (add(complaint(text), context)) return;
    })
    .meta({ description: say, minLength: 1 });
}

function add(message: string | null, context: z.RefinementCtx): boolean {
  if (message !== null) context.addIssue(message);
  return message !== null;
}

function tooLong(limit: number): Complaint {
  return (text) => {
    const length = [...text].length;
    return length > limit ? `is ${length} characters long and ${limit} fit; shorten it` : null;
  };
}

const onePlainLine: Complaint = (text) => {
  const control = firstControl(text);
  if (control) return `holds the control character ${control}; leave it out`;
  return text.includes("\n") ? "holds a line break; write one paragraph, with >- if it needs several lines" : null;
};

/** @param say what to write, for the one who left it out */
export function paragraph(limit: number, say: string) {
  return checkedText(say, onePlainLine, tooLong(limit)).meta({ maxLength: limit });
}

/** Text as it stands, all lines of it, but for blank ones at its end. */
export function verbatim(say: string, complaint: Complaint) {
  return z
    .string({ error: shapeMessage("text", say) })
    .transform((text) => text.trimEnd())
    .superRefine((text, context) => {
      add(text === "" ? `is empty; ${say}` : complaint(text), context);
    })
    .meta({ description: say, minLength: 1 });
}

/** One word out of a closed list. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  const say = `write ${inWords(words)}`;
  return checkedText(say, (text) => (isOneOf(words, text) ? null : `is ${quoted(text)}; ${say}`))
    .transform((text) => text as Word)
    .meta({ description: say, enum: words });
}

function isOneOf(words: readonly string[], text: string): boolean {
  return words.includes(text);
}

/** A field that belongs here and whose fault is found by other means. */
export const checkedElsewhere = z.string().trim().catch("").prefault("");

/** Words that must exist: ids of the catalogue, numbers of statements. */
interface Known {
  readonly known: readonly string[];
  /** What such a word names. */
  readonly thing: string;
  /** What to write, for the one who left it out. */
  readonly say: string;
  /** What to write in place of a word that names nothing and is like nothing. */
  readonly instead: string;
}

/** One word that must exist. */
export function reference(words: Known) {
  const existing = new Set(words.known);
  return checkedText(words.say, (text) => {
    if (existing.has(text)) return null;
    const meant = nearest(text, words.known);
    const cure = meant === null ? words.instead : `did you mean ${meant}?`;
    return `names no ${words.thing}: ${quoted(text)}; ${cure}`;
  }).meta({ enum: words.known });
}

/** A list of words that must exist. */
export function references(words: Known) {
  return z
    .array(reference(words), { error: shapeMessage("a list", words.say) })
    .superRefine((texts, context) => {
      for (const [place, text] of texts.entries()) {
        if (texts.indexOf(text) === place) continue;
        context.addIssue({ code: "custom", path: [place], message: `repeats ${text}; name it once` });
      }
    })
    .meta({ description: words.say, uniqueItems: true });
}

export function list<Item extends z.ZodType>(item: Item, say: string) {
  return z
    .array(item, { error: shapeMessage("a list", say) })
    .min(1, `is empty; ${say}`)
    .meta({ description: say });
}

/** A map of names, each with a list of texts. */
export function slotFields() {
  const say = "write each slot's name with a list of texts";
  const text = z.string({ error: shapeMessage("text", say) }).transform((one) => one.trimEnd());
  return z.record(z.string(), list(text, say), { error: shapeMessage("a map", say) }).meta({ description: say });
}

/** A list whose first item is of another shape than the rest. */
export function firstAndRest<First extends z.ZodType, Rest extends z.ZodType>(first: First, rest: Rest, say: string) {
  return z.tuple([first], rest, { error: shapeMessage("a list", say) }).meta({ description: say });
}

/**
 * A map with these fields and no other.
 *
 * @param hints for fields that do not belong here, but which people have a reason to write
 */
export function fields<Shape extends z.ZodRawShape>(
  shape: Shape,
  say: string,
  hints: Readonly<Record<string, string>> = {},
) {
  const known = Object.keys(shape);
  const wrongShape = shapeMessage("a map", say);
  const unknownField = (key: string) => {
    if (Object.hasOwn(hints, key)) return hints[key];
    const meant = nearest(key, known);
    const instead = meant === null ? `the fields are ${inWords(known, "and")}` : `did you mean ${meant}?`;
    return `is not a field here; ${instead}`;
  };
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === "unrecognized_keys" ? issue.keys.map(unknownField).join("\n") : wrongShape(issue),
    })
    .meta({ description: say });
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

/** What zod found, a problem for each unknown field: such an issue's message has one line for each of its keys. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ path: issue.path, message: issue.message }];
    const messages = issue.message.split("\n");
    return issue.keys.map((key, place) => ({ path: [...issue.path, key], message: messages[place] as string }));
  });
}

/** What stands at a path, whatever the shape on the way there; undefined where nothing does. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let inner = value;
  for (const part of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, part)) return undefined;
    inner = (inner as Record<string | number, unknown>)[part];
  }
  return inner;
}

export function inWords(words: readonly string[], last: "or" | "and" = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** At most 60 characters, so that a slipped quote does not fill the screen. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
