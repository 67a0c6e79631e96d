import type { Form, FormField } from "../../cards/card.ts";
import { wordsOf } from "../../cards/prose.ts";
import type { Words } from "../../cards/words/words.ts";
import { harmless } from "./render.ts";

/** A form whose fields are typed one after the other. */
export interface OpenForm {
  readonly form: Form;
  readonly values: Record<string, string>;
  /** The place of the field that is being typed. */
  next: number;
  /** The lines of a field that has several. */
  lines: string[];
}

const endOfLines = ".";

export function openedForm(form: Form): OpenForm {
  return { form, values: {}, next: 0, lines: [] };
}

export function introductionOf(words: Words, { form }: OpenForm): string {
  const hasLines = form.fields.some((field) => field.kind === "code");
  const how = hasLines ? words.terminal.codeHow : words.terminal.fieldHow;
  return `${harmless(`${form.title}. ${wordsOf(form.intro)}`)}\n${how}`;
}

/** Takes one typed line; `asks` where another field, or its first line, is asked for now. */
export function takeFormLine(open: OpenForm, line: string): "asks" | "goes-on" | "cancelled" | "filled" {
  const field = open.form.fields[open.next];
  if (!field) return "filled";
  const isEnd = line.trim() === endOfLines;
  if (isEnd && open.lines.length === 0) return "cancelled";
  if (field.kind === "code" && !isEnd) {
    open.lines.push(line);
    return "goes-on";
  }
  if (field.kind === "option" && !isOption(field, line)) return "asks";
  open.values[field.name] = field.kind === "code" ? open.lines.join("\n") : typedIn(field, line);
  open.lines = [];
  open.next++;
  return open.next < open.form.fields.length ? "asks" : "filled";
}

function typedIn(field: FormField, line: string): string {
  return line.trim() === "" ? field.value : line;
}

/** An empty line keeps what stands in brackets, where something does. */
function isOption(field: Extract<FormField, { kind: "option" }>, line: string): boolean {
  const typed = typedIn(field, line).trim().toLowerCase();
  return field.options.some(({ value }) => value === typed);
}

export function formPrompt(words: Words, open: OpenForm): string {
  const field = open.form.fields[open.next];
  if (!field) return "";
  if (field.kind === "code") return open.lines.length === 0 ? harmless(`${field.label}, ${field.hint}:\n`) : "";
  const options = field.kind === "option" ? `: ${field.options.map(({ value }) => value).join(words.terminal.or)}` : "";
  const kept = field.value === "" ? "" : ` [${field.value}]`;
  return harmless(`${field.label}, ${field.hint}${options}${kept}: `);
}
