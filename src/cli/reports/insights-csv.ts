import { csvText } from "../../content/exchange/csv-write.ts";
import {
  type CommunityInsights,
  type MisconceptionTrend,
  percentOf,
} from "../../engine/analytics/community-insights.ts";
import { leastPeople } from "../../engine/analytics/group-tally.ts";
import { isoWeekOf, type LocalDate } from "../../engine/community/calendar.ts";
import type { Misconception } from "../../engine/question/misconception.ts";

const columns = [
  "table",
  "id",
  "belief",
  "week",
  "monday",
  "people",
  "named",
  "share_percent",
  "change_points",
  "corrected_people",
  "right_percent",
] as const;

type CsvCells = Readonly<Partial<Record<(typeof columns)[number], string | number>>>;

/** What is not shown because it rests on too few people. */
const suppressed = `fewer than ${leastPeople}`;

/** All numbers as CSV: a row for each misconception and week, what was corrected, and the hardest questions. */
export function insightsCsv(
  insights: CommunityInsights,
  misconception: (id: Misconception["id"]) => Misconception | null,
): string {
  const rows: readonly CsvCells[] = [
    ...insights.misconceptions.flatMap((trend) =>
      weekRows(insights.weeks, trend, misconception(trend.misconception)?.belief ?? ""),
    ),
    { table: "corrected-this-week", corrected_people: atLeastText(insights.correctedThisWeek) },
    ...insights.hardest.map(({ item, rightBelow }) => ({
      table: "hardest-questions",
      id: item,
      right_percent: `fewer than ${100 * rightBelow}`,
    })),
  ];
  return csvText([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))]);
}

function weekRows(weeks: readonly LocalDate[], trend: MisconceptionTrend, belief: string): readonly CsvCells[] {
  return weeks.map((monday, index) => {
    const { share = null, change = null, corrected = 0 } = trend.weeks[index] ?? {};
    return {
      table: "misconceptions",
      id: trend.misconception,
      belief,
      week: isoWeekOf(monday),
      monday,
      people: share?.people ?? suppressed,
      named: share?.holding ?? suppressed,
      share_percent: share === null ? suppressed : percentOf(share),
      change_points: change ?? "",
      corrected_people: atLeastText(corrected),
    };
  });
}

function atLeastText(people: number): string {
  return people === 0 ? suppressed : `at least ${people}`;
}
