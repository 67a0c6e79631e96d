import { choiceCount } from "../limits.ts";

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
  "statements",
  "family",
];

/** One question as a row; columns that it leaves empty may be missing. */
export type CsvRow = Readonly<Record<string, string>>;
