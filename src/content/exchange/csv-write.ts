import { stringify } from "csv-stringify/sync";
import { choiceCount } from "../yaml/fields.ts";
import type { ExportChoices, ExportOrder, ExportQuestion } from "./export-question.ts";

export const choiceNumbers: readonly number[] = Array.from({ length: choiceCount.most }, (_, index) => index + 1);
export const mistakeNumbers: readonly number[] = [1, 2, 3, 4];

/** All columns in order. A file needs only those that it fills. */
export const csvColumns: readonly string[] = [
  "id",
  "topic",
  "kind",
  "difficulty",
  "prompt",
  "code",
  "language",
  "module",
  "right",
  ...choiceNumbers.flatMap((number) => [`choice${number}`, `feedback${number}`, `misconceptions${number}`]),
  ...mistakeNumbers.flatMap((number) => [
    `mistake${number}`,
    `mistake${number}_feedback`,
    `mistake${number}_misconceptions`,
  ]),
  "explanation",
  "source_title",
  "source_url",
  "objectives",
  "idea",
];

/** One question, by column name. */
export type CsvRow = Readonly<Record<string, string>>;

/**
 * Text that a spreadsheet would run as a formula, including full-width signs. Also text that already has our
 * apostrophe, so that guarding and unguarding are inverse.
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Adds an apostrophe, which makes a spreadsheet show the field as text. */
export function guarded(field: string): string {
  return formula.test(field) ? `'${field}` : field;
}

/** Undoes `guarded`. */
export function unguarded(field: string): string {
  return field.startsWith("'") && formula.test(field) ? field.slice(1) : field;
}

/** One question in each row, all fields quoted, with Windows line ends for spreadsheets. Leaves out empty columns. */
export function csvOf(questions: readonly ExportQuestion[]): string {
  const rows = questions.map(rowOf);
  const columns = csvColumns.filter((column) => rows.some((row) => (row[column] ?? "") !== ""));
  return csvText([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]);
}

/** Records as CSV that spreadsheets read as UTF-8, in which no field is a formula. */
export function csvText(records: readonly (readonly (string | number)[])[]): string {
  const fields = records.map((record) =>
    record.map((field) => (typeof field === "number" ? String(field) : guarded(field))),
  );
  // The byte order mark tells a spreadsheet that this is UTF-8.
  return `\ufeff${stringify(fields, { quoted: true, quoted_empty: true, record_delimiter: "windows" })}`;
}

/** The number of wrong orders that do not fit into the columns. */
export function mistakesBeyond({ mistakes }: ExportOrder): number {
  return Math.max(mistakes.length - mistakeNumbers.length, 0);
}

function rowOf(question: ExportQuestion): CsvRow {
  const { id, topic, kind, prompt, code, module, form, explanation, source, objectives, idea } = question;
  return {
    id,
    topic,
    kind,
    difficulty: String(question.difficulty),
    prompt,
    code: code?.text ?? "",
    language: module === null ? (code?.language ?? "") : "",
    module: module ?? "",
    ...(form.type === "order" ? orderCells(form) : choiceCells(form)),
    explanation,
    source_title: source.title,
    source_url: source.url,
    objectives: objectives.join(" "),
    idea: idea ?? "",
  };
}

function choiceCells({ choices }: ExportChoices): CsvRow {
  const right = choices.flatMap((choice, index) => (choice.right ? [index + 1] : []));
  const cells = choices.map(({ text, refutation, misconceptions }, index) => ({
    [`choice${index + 1}`]: text,
    [`feedback${index + 1}`]: refutation ?? "",
    [`misconceptions${index + 1}`]: misconceptions.join(" "),
  }));
  return Object.assign({ right: right.join(" ") }, ...cells);
}

function orderCells({ items, mistakes }: ExportOrder): CsvRow {
  const steps = items.map((item, index) => ({ [`choice${index + 1}`]: item }));
  const wrong = mistakes.slice(0, mistakeNumbers.length).map(({ order, refutation, misconceptions }, index) => ({
    [`mistake${index + 1}`]: order.map((index) => index + 1).join(" "),
    [`mistake${index + 1}_feedback`]: refutation,
    [`mistake${index + 1}_misconceptions`]: misconceptions.join(" "),
  }));
  return Object.assign({}, ...steps, ...wrong);
}
