import {
  type CommunityInsights,
  type HardItem,
  type MisconceptionTrend,
  type MisconceptionWeek,
  percentOf,
} from "../../engine/analytics/community-insights.ts";
import type { Misconception } from "../../engine/question/misconception.ts";
import { type Block, type Button, type Card, card, code, heading, list, note, text } from "../card.ts";
import { codeSpan, joined, type Prose, plain, prose, wordsOf } from "../prose.ts";
import type { Words } from "../words/words.ts";
import type { HeatMap } from "./heat-map.ts";

export interface InsightsView {
  readonly insights: CommunityInsights;
  readonly misconception: (id: Misconception["id"]) => Misconception | null;
  /** How many misconceptions are shown, and how many of the latest weeks the table has. */
  readonly rows: number;
  readonly tableWeeks: number;
  /** The shell command that prints all numbers; null where it was just used. */
  readonly command: string | null;
  readonly buttons: readonly Button[];
}

/** What a community believes: a heat map, the same as a table, what was corrected, and what was hardest. */
export function insightsCard(words: Words, view: InsightsView): Card {
  const { insights: texts } = words;
  const { insights } = view;
  const blocks = [
    text(texts.people(insights.people, insights.weeks.length)),
    ...misconceptionBlocks(words, view),
    heading(texts.corrected),
    ...correctedBlocks(words, view),
    heading(texts.hardest),
    insights.hardest.length === 0
      ? text(texts.hardestNone)
      : list(insights.hardest.map((item) => hardLine(words, item))),
    ...(view.command === null ? [] : [csvNote(words, view.command)]),
  ];
  return card("neutral", texts.title, blocks, view.buttons);
}

function csvNote({ insights: { csv } }: Words, command: string): Block {
  return note(joined(plain(csv.before), codeSpan(command), plain(csv.after)));
}

/** For a community of fewer than five people. */
export function noInsightsCard(words: Words, buttons: readonly Button[]): Card {
  return card("neutral", words.insights.title, [text(words.insights.tooFew)], buttons);
}

function misconceptionBlocks(words: Words, view: InsightsView): readonly Block[] {
  const { insights: texts } = words;
  const trends = shownTrends(view);
  const shown = trends.slice(0, view.rows);
  if (shown.length === 0) return [text(texts.none)];
  const lines = shown.map((trend, index) => {
    const average = trend.average === null ? "" : ` ${texts.average(Math.round(100 * trend.average))}`;
    return joined(plain(`${texts.row(index + 1)} `), prose(beliefOf(view, trend)), plain(average));
  });
  const more = trends.length - shown.length;
  return [
    { type: "picture", heatMap: heatMapOf(words, view, shown) },
    heading(texts.byWeek),
    list([...lines, ...(more > 0 ? [plain(texts.moreRows(more))] : [])]),
    code(texts.table, tableOf(words, view, shown)),
    note(texts.how),
  ];
}

/** Those with a share: others were only corrected. */
function shownTrends({ insights }: InsightsView): readonly MisconceptionTrend[] {
  return insights.misconceptions.filter(({ average }) => average !== null);
}

function beliefOf({ misconception }: InsightsView, trend: MisconceptionTrend): string {
  return misconception(trend.misconception)?.belief ?? trend.misconception;
}

/** The rows are those of the list above. */
function tableOf(words: Words, { insights, tableWeeks }: InsightsView, trends: readonly MisconceptionTrend[]): string {
  const { insights: texts } = words;
  const head = ["", ...insights.weeks.slice(-tableWeeks).map((week) => words.shortDate(week).trim()), texts.changeHead];
  const rows = trends.map((trend, index) => {
    const cells = trend.weeks.slice(-tableWeeks).map((week) => cellText(words, week));
    const change = trend.weeks.at(-1)?.change ?? null;
    return [texts.row(index + 1), ...cells, change === null ? texts.noChange : texts.change(change)];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padStart(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cellText({ insights: texts }: Words, { share }: MisconceptionWeek): string {
  return share === null ? texts.suppressed : texts.share(percentOf(share));
}

/** A row for each misconception and a column for each week. */
function heatMapOf(words: Words, view: InsightsView, trends: readonly MisconceptionTrend[]): HeatMap {
  const { picture, suppressed } = words.insights;
  const columns = view.insights.weeks.map((week) => words.shortDate(week).trim());
  const rows = trends.map((trend) => ({
    label: wordsOf(prose(beliefOf(view, trend))).replaceAll("`", ""),
    cells: trend.weeks.map((week) => ({
      text: cellText(words, week),
      percent: week.share === null ? null : percentOf(week.share),
    })),
  }));
  const described = rows.map(({ label, cells }) =>
    picture.describedRow(
      label,
      cells.map((cell, index) =>
        picture.describedCell(
          picture.weekOf(columns[index] ?? ""),
          cell.percent === null ? picture.describedSuppressed : cell.text,
        ),
      ),
    ),
  );
  return {
    title: picture.title,
    columns,
    rows,
    legend: { shades: picture.legend, empty: picture.legendSuppressed, emptyText: suppressed },
    description: picture.description(described),
  };
}

function correctedBlocks(words: Words, view: InsightsView): readonly Block[] {
  const { insights: texts } = words;
  const corrected = view.insights.misconceptions
    .map((trend) => ({ trend, people: trend.weeks.at(-1)?.corrected ?? 0 }))
    .filter(({ people }) => people > 0)
    .slice(0, view.rows);
  const lines = corrected.map(({ trend, people }) =>
    joined(prose(beliefOf(view, trend)), plain(` ${texts.correctedBy(people)}`)),
  );
  return [text(texts.correctedTotal(view.insights.correctedThisWeek)), ...(lines.length > 0 ? [list(lines)] : [])];
}

function hardLine({ insights: texts }: Words, { item, rightBelow }: HardItem): Prose {
  return joined(codeSpan(item), plain(`: ${texts.rightBelow[rightBelow]}`));
}
