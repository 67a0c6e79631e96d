import { stringify } from "csv-stringify/sync";
import type { ToldChoices, ToldOrder, ToldQuestion } from "../export-question.ts";
import { type CsvRow, csvColumns, guarded, mistakePlaces } from "./csv-columns.ts";

/**
 * One question a row, every field in quotes, with the lines that spreadsheets expect. Columns that no row fills are
 * left out.
 */
export function csvOf(questions: readonly ToldQuestion[]): string {
  const rows = questions.map(rowOf);
  const columns = csvColumns.filter((column) => rows.some((row) => (row[column] ?? "") !== ""));
  const records = [columns, ...rows.map((row) => columns.map((column) => guarded(row[column] ?? "")))];
  // The mark tells a spreadsheet that this is UTF-8.
  return `\ufeff${stringify(records, { quoted: true, quoted_empty: true, record_delimiter: "windows" })}`;
}

/** How many wrong orders of a question have no column. */
export function mistakesBeyond({ mistakes }: ToldOrder): number {
  return Math.max(mistakes.length - mistakePlaces.length, 0);
}

function rowOf(question: ToldQuestion): CsvRow {
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

function choiceCells({ choices }: ToldChoices): CsvRow {
  const right = choices.flatMap((choice, place) => (choice.right ? [place + 1] : []));
  const cells = choices.map(({ text, refutation, misconceptions }, place) => ({
    [`choice${place + 1}`]: text,
    [`feedback${place + 1}`]: refutation ?? "",
    [`misconceptions${place + 1}`]: misconceptions.join(" "),
  }));
  return Object.assign({ right: right.join(" ") }, ...cells);
}

function orderCells({ items, mistakes }: ToldOrder): CsvRow {
  const steps = items.map((item, place) => ({ [`choice${place + 1}`]: item }));
  const wrong = mistakes.slice(0, mistakePlaces.length).map(({ order, refutation, misconceptions }, place) => ({
    [`mistake${place + 1}`]: order.map((index) => index + 1).join(" "),
    [`mistake${place + 1}_feedback`]: refutation,
    [`mistake${place + 1}_misconceptions`]: misconceptions.join(" "),
  }));
  return Object.assign({}, ...steps, ...wrong);
}
