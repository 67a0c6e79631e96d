import { counted } from "./format.ts";

export const insights = {
  title: "What this community believes",
  people: (people: number, weeks: number) =>
    `At least ${people} people answered in the last ${counted(weeks, "week")}.`,
  tooFew:
    "Fewer than 5 people have answered here in the last weeks. I show what a community believes from 5 people on, so " +
    "that no number tells about one person.",
  byWeek: "Misconceptions by week",
  /** Above the table. */
  table: "share by week",
  /** The share of a cell. */
  share: (percent: number) => `${percent} %`,
  /** A cell with fewer than five people. It is as narrow as a share. */
  suppressed: "<5",
  /** A change between two weeks, in percentage points. */
  change: (points: number) => (points > 0 ? `+${points}` : String(points).replace("-", "−")),
  changeHead: "change",
  noChange: "-",
  row: (number: number) => `${number}.`,
  average: (percent: number) => `${percent} % on average`,
  moreRows: (more: number) => `and ${more} more`,
  none: "No misconception was met by five people in the same week yet.",
  how:
    "Of the people who met a misconception in a week, this share named it in their first answer. “<5” means fewer " +
    "than 5 people. Change: percentage points from last week to this week. People are counted in groups of five, so " +
    "the latest four may not be counted yet.",
  corrected: "Corrected this week",
  correctedTotal: (people: number) =>
    people === 0
      ? "Fewer than 5 people corrected a misconception this week."
      : `At least ${people} people corrected a misconception this week.`,
  correctedBy: (people: number) => `at least ${people} people`,
  hardest: "Hardest questions",
  hardestNone: "No question was hard for most of at least five people.",
  rightBelow: { 0.25: "fewer than a quarter were right", 0.5: "fewer than half were right" },
  /** Around the command. */
  csv: { before: "The bot's operator gets all numbers as a table with ", after: "." },
  picture: {
    name: "misconceptions by week",
    title: "Misconceptions by week",
    weekOf: (date: string) => `week of ${date}`,
    legend: "Share of people whose answer named it, from few to all.",
    legendSuppressed: "fewer than 5 people",
    /** The picture in words: one sentence for each row. */
    description: (rows: readonly string[]) => `Heat map, one row for each misconception. ${rows.join(" ")}`,
    describedRow: (belief: string, cells: readonly string[]) => `“${belief}” ${cells.join(", ")}.`,
    describedCell: (week: string, share: string) => `${week}: ${share}`,
    describedSuppressed: "fewer than 5 people",
  },
};
