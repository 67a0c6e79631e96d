import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { isTopic, topics } from "../../../engine/question/topic.ts";
import { nearest } from "../../../text/nearest.ts";
import { programKinds } from "../../question-files/program-file.ts";
import { inWords, quoted } from "../../yaml/fields.ts";
import { largestFile } from "../../yaml/limits.ts";
import {
  type Draft,
  type DraftChoice,
  type DraftFields,
  type DraftMistake,
  listOrNone,
  type ReadExchange,
  type Remark,
  textOrNone,
} from "../draft.ts";
import { type CsvRow, choicePlaces, csvColumns, mistakePlaces, unguarded } from "./csv-columns.ts";

interface PlacedRow {
  /** Where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Reads a table with a row of column names; separated by commas, semicolons or tabs. */
export function readCsv(text: string): ReadExchange {
  const read = rowsOf(text);
  if ("fault" in read) return { drafts: [], leftOut: [], faults: [read.fault] };
  const [head, ...rows] = read.rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const nothing = { drafts: [], leftOut: [] };
  if (!head) return { ...nothing, faults: [{ line: 1, message: "is empty; write the names of the columns here" }] };
  const names = head.cells.map((cell) => cell.trim().toLowerCase());
  const faults = headFaults(head.line, names);
  if (faults.length > 0) return { ...nothing, faults };
  const drafts = rows.map(({ line, cells }) => draftOf(line, rowFrom(names, cells)));
  const leftOut = names
    .filter((name) => name !== "" && !csvColumns.includes(name))
    .map((name) => unknownColumn(head.line, name));
  return { drafts: drafts.map(({ draft }) => draft), leftOut, faults: drafts.flatMap((each) => each.faults) };
}

const parsedRows = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function rowsOf(text: string): { readonly rows: readonly PlacedRow[] } | { readonly fault: Remark } {
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
    return { fault: { line: lineOf(error), message: causes[error.code] ?? otherCause } };
  }
}

const otherCause = "is not CSV; put each field that holds quotes, commas or line breaks in quotes";
const causes: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "has a quote before this end that is never closed; close it, and double quotes within a field",
  CSV_INVALID_CLOSING_QUOTE: "has text after a closing quote; double the quotes that stand within a field",
  INVALID_OPENING_QUOTE: "has a quote within a field that begins without one; quote the field and double its quotes",
  CSV_MAX_RECORD_SIZE: "is a row too long for a question; look for a quote that is not closed",
};

function lineOf(error: CsvError): number {
  return z.object({ lines: z.number() }).safeParse(error).data?.lines ?? 1;
}

/** The names of columns hold none of these signs, so the first one sets them apart. */
function delimiterOf(text: string): string {
  return /[,;\t\n]/.exec(text)?.[0].replace("\n", ",") ?? ",";
}

function headFaults(line: number, names: readonly string[]): Remark[] {
  if (!names.some((name) => csvColumns.includes(name))) {
    return [
      { line, message: "names no column that is known here; write their names in the first row: id, topic, ..." },
    ];
  }
  const doubled = names.filter((name, place) => name !== "" && names.indexOf(name) !== place);
  return doubled.map((name) => ({ line, message: `names the column ${quoted(name)} twice; keep one of the two` }));
}

function unknownColumn(line: number, name: string): Remark {
  const meant = nearest(name, csvColumns);
  return { line, message: `the column ${quoted(name)}${meant === null ? "" : ` (did you mean ${meant}?)`}` };
}

function rowFrom(names: readonly string[], cells: readonly string[]): CsvRow {
  return Object.fromEntries(names.map((name, place) => [name, unguarded(cells[place] ?? "")]));
}

function draftOf(line: number, row: CsvRow): { readonly draft: Draft; readonly faults: readonly Remark[] } {
  const cell = (name: string) => textOrNone(row[name]);
  const said = cell("topic");
  const topic = said !== undefined && isTopic(said) ? said : null;
  const faults: Remark[] = [];
  if (said !== undefined && topic === null) {
    faults.push({ line, message: `has the topic ${quoted(said)}, which is none; write ${inWords(topics)}` });
  }
  const form = formOf(row);
  const isProgram = programKinds.some((kind) => kind === form.kind) && (form.kind !== "ordering" || !!cell("code"));
  const fields: DraftFields = {
    kind: form.kind,
    module: cell("module"),
    difficulty: cell("difficulty"),
    ...(isProgram ? { program: row.code } : { ...askedFields(row), ...form.fields }),
    explanation: cell("explanation"),
    source:
      cell("source_title") || cell("source_url") ? { title: cell("source_title"), url: cell("source_url") } : undefined,
    objectives: wordsIn(row.objectives),
    idea: cell("idea"),
  };
  if (!isProgram) faults.push(...form.faults.map((message) => ({ line, message })));
  return { draft: { line, name: cell("id") ?? cell("prompt") ?? form.kind, topic, fields }, faults };
}

function askedFields(row: CsvRow): Partial<DraftFields> {
  const code = row.code?.trimEnd() === "" ? undefined : row.code?.trimEnd();
  return {
    prompt: textOrNone(row.prompt),
    code,
    language: textOrNone(row.language) ?? (code === undefined ? undefined : "text"),
  };
}

interface Form {
  readonly kind: string;
  readonly fields: Partial<DraftFields>;
  readonly faults: readonly string[];
}

function formOf(row: CsvRow): Form {
  const right = wordsIn(row.right) ?? ["1"];
  const kind = textOrNone(row.kind) ?? (right.length > 1 ? "choose-all" : "scenario");
  if (kind === "ordering") return { kind, fields: orderFields(row), faults: [] };
  const all = kind === "choose-all";
  const placed = choicePlaces.flatMap((place) => choiceAt(row, place, right, all));
  const choices = placed.map(({ choice }) => choice);
  // In our files the one right choice stands first.
  const ordered = all ? choices : [...choices.filter((one) => one.right), ...choices.filter((one) => !one.right)];
  const isThere = (number: string) => placed.some(({ place }) => String(place) === number);
  const unknown = placed.length > 0 ? right.filter((number) => !isThere(number)) : [];
  const several = !all && right.length > 1;
  const faults = [
    ...unknown.map((number) => `calls choice ${quoted(number)} right, and there is none; write its number`),
    ...(several ? ["has several right choices; write choose-all as its kind, or one number in the column right"] : []),
  ];
  return { kind, fields: { choices: listOrNone(ordered) }, faults };
}

interface PlacedChoice {
  /** The number of its column. */
  readonly place: number;
  readonly choice: DraftChoice;
}

function choiceAt(row: CsvRow, place: number, right: readonly string[], all: boolean): PlacedChoice[] {
  const text = textOrNone(row[`choice${place}`]);
  if (text === undefined) return [];
  const isRight = right.includes(String(place));
  const revealed = isRight && !all ? {} : revealedBy(row, `feedback${place}`, `misconceptions${place}`);
  return [{ place, choice: { text, right: isRight, ...revealed } }];
}

function orderFields(row: CsvRow): Partial<DraftFields> {
  const mistakes = mistakePlaces.flatMap((place): DraftMistake[] => {
    const order = wordsIn(row[`mistake${place}`]);
    return order ? [{ order, ...revealedBy(row, `mistake${place}_feedback`, `mistake${place}_misconceptions`) }] : [];
  });
  const steps = choicePlaces.flatMap((place) => textOrNone(row[`choice${place}`]) ?? []);
  return { steps: listOrNone(steps), mistakes: listOrNone(mistakes) };
}

function revealedBy(row: CsvRow, feedback: string, misconceptions: string) {
  return { refutation: textOrNone(row[feedback]), misconceptions: wordsIn(row[misconceptions]) };
}

/** Words with blanks, commas or semicolons between. */
function wordsIn(cell: string | undefined): readonly string[] | undefined {
  return listOrNone((cell ?? "").split(/[\s,;]+/).filter((word) => word !== ""));
}
