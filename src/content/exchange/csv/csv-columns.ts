import { choiceCount } from "../../yaml/limits.ts";

export const choicePlaces: readonly number[] = Array.from({ length: choiceCount.most }, (_, place) => place + 1);
export const mistakePlaces: readonly number[] = [1, 2, 3, 4];

/** The columns in their order; a file needs only those that it fills. */
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
  ...choicePlaces.flatMap((place) => [`choice${place}`, `feedback${place}`, `misconceptions${place}`]),
  ...mistakePlaces.flatMap((place) => [
    `mistake${place}`,
    `mistake${place}_feedback`,
    `mistake${place}_misconceptions`,
  ]),
  "explanation",
  "source_title",
  "source_url",
  "objectives",
  "idea",
];

/** One question as a row; columns that it leaves empty may be missing. */
export type CsvRow = Readonly<Record<string, string>>;

/**
 * What a spreadsheet would take for a formula, also in the wide signs of East Asian keyboards; and what bears our
 * apostrophe already, so that nothing that is guarded twice comes back unguarded.
 */
const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** An apostrophe before it has a spreadsheet show the field as it stands. */
export function guarded(field: string): string {
  return formula.test(field) ? `'${field}` : field;
}

/** The field as it was before it was guarded. */
export function unguarded(field: string): string {
  return field.startsWith("'") && formula.test(field) ? field.slice(1) : field;
}
