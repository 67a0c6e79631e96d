import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { isTopic, topics } from "../../engine/question/curriculum.ts";
import type { Diagnostic } from "../../engine/review/diagnostic.ts";
import { nearest } from "../../text/nearest.ts";
import { programKinds } from "../question-files/program-file.ts";
import { inWords, quoted } from "../yaml/fields.ts";
import { largestFile } from "../yaml/yaml-text.ts";
import { type CsvRow, choiceNumbers, csvColumns, mistakeNumbers, unguarded } from "./csv-write.ts";
import {
  type DraftChoice,
  type DraftFields,
  type DraftMistake,
  importDiagnostic,
  listOrNone,
  type QuestionDraft,
  type ReadExchange,
  textOrNone,
} from "./question-draft.ts";

interface LocatedRow {
  /** The first line of the row. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a table whose first row names the columns. Commas, semicolons or tabs separate the fields. */
export function readCsv(text: string, file: string): ReadExchange {
  const read = rowsOf(text, file);
  if ("diagnostic" in read) return { drafts: [], skipped: [], diagnostics: [read.diagnostic] };
  const [head, ...rows] = read.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  if (!head) return failed(file, 1, ["is empty; write the names of the columns here"]);
  const names = head.cells.map((cell) => cell.trim().toLowerCase());
  const reasons = headerMessages(names);
  if (reasons.length > 0) return failed(file, head.line, reasons);
  const drafts = rows.map(({ line, cells }) => draftOf(line, rowFrom(names, cells)));
  const unknown = names.filter((name) => name !== "" && !csvColumns.includes(name));
  return {
    drafts: drafts.map(({ draft }) => draft),
    skipped: unknown.map((name) => importDiagnostic(file, head.line, unknownColumn(name))),
    diagnostics: drafts.flatMap(({ draft, reasons }) =>
      reasons.map((message) => importDiagnostic(file, draft.line, message)),
    ),
  };
}

function failed(file: string, line: number, messages: readonly string[]): ReadExchange {
  return { drafts: [], skipped: [], diagnostics: messages.map((message) => importDiagnostic(file, line, message)) };
}

const parsedRows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function rowsOf(
  text: string,
  file: string,
): { readonly rows: readonly LocatedRow[] } | { readonly diagnostic: Diagnostic } {
  try {
    const parsed: unknown = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      max_record_size: largestFile,
    });
    let end = 0;
    const rows = parsedRows.parse(parsed).map(({ record, info }) => {
      const line = end + 1;
      end = info.lines;
      return { line, cells: record };
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { diagnostic: importDiagnostic(file, lineOf(error), causes[error.code] ?? otherCause) };
  }
}

const otherCause = "is not CSV; put each field that holds quotes, commas or line breaks in quotes";
const causes: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "has a quote that is never closed; close it, and double the quotes inside a field",
  CSV_INVALID_CLOSING_QUOTE: "has text after a closing quote; double the quotes inside a field",
  INVALID_OPENING_QUOTE: "has a quote inside an unquoted field; quote the field and double its quotes",
  CSV_MAX_RECORD_SIZE: "is too long a row for a question; look for a quote that is not closed",
};

function lineOf(error: CsvError): number {
  return z.object({ lines: z.number() }).safeParse(error).data?.lines ?? 1;
}

/** Column names contain none of these characters, so the first one is the separator. */
function delimiterOf(text: string): string {
  return /[,;\t\n]/.exec(text)?.[0].replace("\n", ",") ?? ",";
}

function headerMessages(names: readonly string[]): readonly string[] {
  if (!names.some((name) => csvColumns.includes(name))) {
    return ["contains no known column name; write the names in the first row: id, topic, ..."];
  }
  const duplicates = names.filter((name, index) => name !== "" && names.indexOf(name) !== index);
  return duplicates.map((name) => `names the column ${quoted(name)} twice; keep one of the two`);
}

function unknownColumn(name: string): string {
  const meant = nearest(name, csvColumns);
  return `the column ${quoted(name)}${meant === null ? "" : ` (did you mean ${meant}?)`}`;
}

function rowFrom(names: readonly string[], cells: readonly string[]): CsvRow {
  return Object.fromEntries(names.map((name, index) => [name, unguarded(cells[index] ?? "")]));
}

interface ReadRow {
  readonly draft: QuestionDraft;
  readonly reasons: readonly string[];
}

function draftOf(line: number, row: CsvRow): ReadRow {
  const cell = (name: string) => textOrNone(row[name]);
  const given = cell("topic");
  const topic = given !== undefined && isTopic(given) ? given : null;
  const reasons: string[] = [];
  if (given !== undefined && topic === null) {
    reasons.push(`has the unknown topic ${quoted(given)}; write ${inWords(topics)}`);
  }
  const form = formOf(row);
  const isProgram = programKinds.some((kind) => kind === form.kind) && (form.kind !== "ordering" || !!cell("code"));
  const fields: DraftFields = {
    kind: form.kind,
    module: cell("module"),
    difficulty: cell("difficulty"),
    ...(isProgram ? { program: row.code } : { ...promptFields(row), ...form.fields }),
    explanation: cell("explanation"),
    source:
      cell("source_title") || cell("source_url") ? { title: cell("source_title"), url: cell("source_url") } : undefined,
    objectives: wordsIn(row.objectives),
    idea: cell("idea"),
  };
  if (!isProgram) reasons.push(...form.reasons);
  return { draft: { line, name: cell("id") ?? cell("prompt") ?? form.kind, topic, fields }, reasons };
}

function promptFields(row: CsvRow): Partial<DraftFields> {
  const code = row.code?.trimEnd() === "" ? undefined : row.code?.trimEnd();
  return {
    prompt: textOrNone(row.prompt),
    code,
    language: textOrNone(row.language) ?? (code === undefined ? undefined : "text"),
  };
}

interface RowForm {
  readonly kind: string;
  readonly fields: Partial<DraftFields>;
  readonly reasons: readonly string[];
}

function formOf(row: CsvRow): RowForm {
  const right = wordsIn(row.right) ?? ["1"];
  const kind = textOrNone(row.kind) ?? (right.length > 1 ? "choose-all" : "scenario");
  if (kind === "ordering") return { kind, fields: orderFields(row), reasons: [] };
  const all = kind === "choose-all";
  const numbered = choiceNumbers.flatMap((number) => choiceAt(row, number, right, all));
  const choices = numbered.map(({ choice }) => choice);
  // In our files the one correct choice comes first.
  const ordered = all ? choices : [...choices.filter((one) => one.right), ...choices.filter((one) => !one.right)];
  const exists = (text: string) => numbered.some(({ number }) => String(number) === text);
  const unknown = numbered.length > 0 ? right.filter((text) => !exists(text)) : [];
  const several = !all && right.length > 1;
  const reasons = [
    ...unknown.map((text) => `marks choice ${quoted(text)} as correct, but there is none; write its number`),
    ...(several
      ? ["has several correct choices; write choose-all as its kind, or one number in the column right"]
      : []),
  ];
  return { kind, fields: { choices: listOrNone(ordered) }, reasons };
}

interface NumberedChoice {
  /** The number in the name of its column. */
  readonly number: number;
  readonly choice: DraftChoice;
}

function choiceAt(row: CsvRow, number: number, right: readonly string[], all: boolean): NumberedChoice[] {
  const text = textOrNone(row[`choice${number}`]);
  if (text === undefined) return [];
  const isRight = right.includes(String(number));
  const revealed = isRight && !all ? {} : revealedBy(row, `feedback${number}`, `misconceptions${number}`);
  return [{ number, choice: { text, right: isRight, ...revealed } }];
}

function orderFields(row: CsvRow): Partial<DraftFields> {
  const mistakes = mistakeNumbers.flatMap((number): DraftMistake[] => {
    const order = wordsIn(row[`mistake${number}`]);
    return order ? [{ order, ...revealedBy(row, `mistake${number}_feedback`, `mistake${number}_misconceptions`) }] : [];
  });
  const steps = choiceNumbers.flatMap((number) => textOrNone(row[`choice${number}`]) ?? []);
  return { steps: listOrNone(steps), mistakes: listOrNone(mistakes) };
}

function revealedBy(row: CsvRow, feedback: string, misconceptions: string) {
  return { refutation: textOrNone(row[feedback]), misconceptions: wordsIn(row[misconceptions]) };
}

/** Words separated by spaces, commas or semicolons. */
function wordsIn(cell: string | undefined): readonly string[] | undefined {
  return listOrNone((cell ?? "").split(/[\s,;]+/).filter((word) => word !== ""));
}
