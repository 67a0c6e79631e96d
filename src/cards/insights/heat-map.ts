import { shortened } from "../../text/shorten.ts";
import { element, svgText } from "../timeline/svg-elements.ts";

/** A table whose cells are shaded by their values. */
export interface HeatMap {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly HeatMapRow[];
  /** What the shades mean, and what a cell without a value means. */
  readonly legend: { readonly shades: string; readonly empty: string; readonly emptyText: string };
  /** The picture in words, for those who can't see it. */
  readonly description: string;
}

interface HeatMapRow {
  readonly label: string;
  readonly cells: readonly HeatMapCell[];
}

interface HeatMapCell {
  readonly text: string;
  /** 0 to 100; null for no value, which is hatched. */
  readonly percent: number | null;
}

/** The colours of a heat map. Each shade has the colour of the text on it; the lightest comes first. */
export interface HeatMapTheme {
  readonly paper: string;
  readonly text: string;
  readonly faint: string;
  readonly hatch: string;
  readonly shades: readonly { readonly fill: string; readonly text: string }[];
}

/** All texts have a contrast of at least 4.5 to 1. Each cell also shows its value, so colour is never alone. */
export const heatMapThemes = {
  light: {
    paper: "#ffffff",
    text: "#1a1a1a",
    faint: "#595959",
    hatch: "#d9d9d9",
    shades: [
      { fill: "#eef4fb", text: "#1a1a1a" },
      { fill: "#c6dbf0", text: "#1a1a1a" },
      { fill: "#8fb8de", text: "#1a1a1a" },
      { fill: "#2b6ca3", text: "#ffffff" },
      { fill: "#12436d", text: "#ffffff" },
    ],
  },
  dark: {
    paper: "#1e2128",
    text: "#e9eaef",
    faint: "#a5abb8",
    hatch: "#3a404c",
    shades: [
      { fill: "#262c38", text: "#e9eaef" },
      { fill: "#1f3f5f", text: "#e9eaef" },
      { fill: "#2b5f8f", text: "#ffffff" },
      { fill: "#8fb8de", text: "#15171c" },
      { fill: "#d3e4f5", text: "#15171c" },
    ],
  },
} as const satisfies Readonly<Record<string, HeatMapTheme>>;

/** The least percentage of each shade after the lightest. */
const shadeSteps = [10, 30, 50, 70] as const;

/** All its letters have the same width, so widths can be computed. A browser may use another monospaced font. */
const fontFamily = "DejaVu Sans Mono, monospace";
const letterWidth = 0.602;
const size = { title: 17, label: 13, cell: 13, note: 12 } as const;
const margin = 24;
/** Six weeks fit the page of the local room. */
const labelLetters = 34;
const labelWidth = Math.ceil(labelLetters * size.label * letterWidth) + 16;
const cellWidth = 58;
const mostLines = 4;
const cellHeight = 30;
const lineHeight = 16;
const firstRow = 84;

/** The heat map as an SVG drawing, with its description. All texts are escaped. */
export function heatMapSvg(map: HeatMap, theme: HeatMapTheme): string {
  const rows = placedRows(map);
  const bottom = rows.at(-1)?.bottom ?? firstRow;
  const plotWidth = labelWidth + Math.max(map.columns.length, 5) * cellWidth;
  const width = plotWidth + 2 * margin;
  const height = bottom + 62;
  const content = [
    element("title", {}, map.title),
    element("desc", {}, map.description),
    hatching(theme),
    element("rect", { width, height, fill: theme.paper }),
    svgText({ x: margin, y: 38, size: size.title, weight: "bold", fill: theme.text }, map.title),
    ...map.columns.map((column, index) =>
      svgText(
        { x: cellLeft(index) + cellWidth / 2, y: firstRow - 10, size: size.note, anchor: "middle", fill: theme.faint },
        column,
      ),
    ),
    ...rows.flatMap((row) => rowElements(row, theme)),
    ...legendElements(map, bottom + 30, theme),
  ];
  const root = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height };
  return element("svg", { ...root, role: "img", "font-family": fontFamily }, content);
}

interface PlacedRow {
  readonly lines: readonly string[];
  readonly cells: readonly HeatMapCell[];
  readonly top: number;
  readonly bottom: number;
}

/** Each row is as high as its label. */
function placedRows({ rows }: HeatMap): readonly PlacedRow[] {
  const placed: PlacedRow[] = [];
  for (const { label, cells } of rows) {
    const lines = brokenLines(label, labelLetters);
    const top = placed.at(-1)?.bottom ?? firstRow;
    placed.push({ lines, cells, top, bottom: top + Math.max(cellHeight, lines.length * lineHeight + 10) });
  }
  return placed;
}

/** Breaks a text between words into few lines. */
function brokenLines(label: string, letters: number): readonly string[] {
  const lines: string[] = [""];
  for (const word of label.split(" ")) {
    const longer = [lines.at(-1), word].filter(Boolean).join(" ");
    if (longer.length <= letters) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  const filled = lines.filter((line) => line !== "");
  const last = mostLines - 1;
  const kept = filled.length <= mostLines ? filled : [...filled.slice(0, last), filled.slice(last).join(" ")];
  return kept.map((line) => shortened(line, letters));
}

function cellLeft(column: number): number {
  return margin + labelWidth + column * cellWidth;
}

function rowElements({ lines, cells, top, bottom }: PlacedRow, theme: HeatMapTheme): readonly string[] {
  const middle = (top + bottom) / 2;
  const firstLine = middle - ((lines.length - 1) * lineHeight) / 2 + 4.5;
  return [
    ...lines.map((line, index) =>
      svgText({ x: margin, y: firstLine + index * lineHeight, size: size.label, fill: theme.text }, line),
    ),
    ...cells.flatMap((cell, column) => {
      const shade = shadeOf(cell.percent, theme);
      const box = { x: cellLeft(column) + 1, y: top + 1, width: cellWidth - 2, height: bottom - top - 2, rx: 3 };
      const x = cellLeft(column) + cellWidth / 2;
      return [
        element("rect", { ...box, fill: shade.fill }),
        svgText({ x, y: middle + 4.5, size: size.cell, anchor: "middle", fill: shade.text }, cell.text),
      ];
    }),
  ];
}

function shadeOf(percent: number | null, theme: HeatMapTheme): { readonly fill: string; readonly text: string } {
  const empty = { fill: "url(#too-few)", text: theme.faint };
  if (percent === null) return empty;
  return theme.shades[shadeSteps.filter((step) => percent >= step).length] ?? empty;
}

/** Wide gaps between the lines leave room for the text of the cell. */
function hatching({ paper, hatch }: HeatMapTheme): string {
  const tile = { width: 10, height: 10, patternUnits: "userSpaceOnUse" };
  return element("defs", {}, [
    element("pattern", { id: "too-few", ...tile }, [
      element("rect", { width: 10, height: 10, fill: paper }),
      element("path", { d: "M-1 1 L1 -1 M0 10 L10 0 M9 11 L11 9", stroke: hatch, "stroke-width": 1 }),
    ]),
  ]);
}

function legendElements({ legend }: HeatMap, y: number, theme: HeatMapTheme): readonly string[] {
  const note = (x: number, at: number, text: string) => svgText({ x, y: at, size: size.note, fill: theme.faint }, text);
  const shades = theme.shades.map(({ fill }, index) =>
    element("rect", { x: margin + index * 20, y: y - 11, width: 20, height: 14, fill }),
  );
  return [
    ...shades,
    note(margin + theme.shades.length * 20 + 10, y, legend.shades),
    element("rect", { x: margin, y: y + 9, width: 40, height: 14, fill: "url(#too-few)" }),
    note(margin + 50, y + 20, `${legend.emptyText}: ${legend.empty}`),
  ];
}
