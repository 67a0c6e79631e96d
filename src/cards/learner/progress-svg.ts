import { shortened } from "../../text/shorten.ts";
import type { PictureTheme } from "../picture-theme.ts";
import { element, svgText } from "../timeline/svg-elements.ts";

/** A person's progress as it is drawn. All of it is also in the text of the card. */
export interface ProgressDrawing {
  readonly title: string;
  readonly topics: readonly {
    readonly name: string;
    readonly right: number;
    readonly answered: number;
    readonly total: number;
    readonly text: string;
  }[];
  /** What the two parts of a bar mean. */
  readonly legend: { readonly right: string; readonly answered: string };
  /** Weeks from Monday on, each with its days until today. */
  readonly calendar: {
    readonly title: string;
    readonly weeks: readonly { readonly label: string; readonly answered: readonly boolean[] }[];
  };
  readonly facts: readonly string[];
  /** The picture in words, for those who can't see it. */
  readonly description: string;
}

/** All its letters have the same width, so widths can be computed. A browser may use another monospaced font. */
const fontFamily = "DejaVu Sans Mono, monospace";
const size = { title: 17, label: 13, note: 12 } as const;
const margin = 24;
const width = 620;
const barWidth = width - 2 * margin;
const topicHeight = 46;
const firstTopic = 66;
const square = 18;
const weekHeight = 24;
const factHeight = 20;
/** Letters of a line across the picture. */
const lineLetters = Math.floor(barWidth / (size.label * 0.602));

/** The drawing as SVG, with its description. All texts are escaped. */
export function progressSvg(drawing: ProgressDrawing, theme: PictureTheme): string {
  const { title, topics, calendar, facts, description } = drawing;
  const legendAt = firstTopic + topics.length * topicHeight + 6;
  const calendarAt = legendAt + 44;
  const factsAt = calendarAt + 16 + calendar.weeks.length * weekHeight + 24;
  const height = factsAt + facts.length * factHeight + margin - 14;
  const line = (y: number, text: string, fill: string = theme.text) =>
    svgText({ x: margin, y, size: size.label, fill }, shortened(text, lineLetters));
  const content = [
    element("title", {}, title),
    element("desc", {}, description),
    element("rect", { width, height, fill: theme.paper }),
    svgText({ x: margin, y: 38, size: size.title, weight: "bold", fill: theme.text }, title),
    ...topics.flatMap((topic, index) => topicElements(topic, firstTopic + index * topicHeight, theme)),
    ...legendElements(drawing.legend, legendAt, theme),
    line(calendarAt, calendar.title),
    ...calendar.weeks.flatMap((week, index) => weekElements(week, calendarAt + 16 + index * weekHeight, theme)),
    ...facts.map((fact, index) => line(factsAt + index * factHeight, fact)),
  ];
  const root = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height };
  return element("svg", { ...root, role: "img", "font-family": fontFamily }, content);
}

/** The answered part is as high as a line, the right part twice as high: colour is never alone. */
function topicElements(
  { name, right, answered, total, text }: ProgressDrawing["topics"][number],
  y: number,
  theme: PictureTheme,
): readonly string[] {
  const part = (count: number) => (total === 0 ? 0 : (barWidth * Math.min(count, total)) / total);
  const { full, half } = fillsOf(theme);
  return [
    svgText({ x: margin, y: y + 12, size: size.label, fill: theme.text }, name),
    svgText({ x: width - margin, y: y + 12, size: size.note, anchor: "end", fill: theme.faint }, text),
    element("rect", { x: margin, y: y + 20, width: barWidth, height: 12, rx: 3, fill: theme.hatch }),
    element("rect", { x: margin, y: y + 23, width: part(answered), height: 6, fill: half }),
    element("rect", { x: margin, y: y + 20, width: part(right), height: 12, rx: 3, fill: full }),
  ];
}

function fillsOf({ shades }: PictureTheme): { readonly full: string; readonly half: string } {
  const [full = "#12436d", , half = full] = shades.toReversed().map(({ fill }) => fill);
  return { full, half };
}

function legendElements(legend: ProgressDrawing["legend"], y: number, theme: PictureTheme): readonly string[] {
  const { full, half } = fillsOf(theme);
  const note = (x: number, text: string) => svgText({ x, y: y + 10, size: size.note, fill: theme.faint }, text);
  return [
    element("rect", { x: margin, y, width: 24, height: 12, rx: 3, fill: full }),
    note(margin + 32, legend.right),
    element("rect", { x: margin + 200, y: y + 3, width: 24, height: 6, fill: half }),
    note(margin + 232, legend.answered),
  ];
}

function weekElements(
  { label, answered }: ProgressDrawing["calendar"]["weeks"][number],
  y: number,
  theme: PictureTheme,
): readonly string[] {
  const left = margin + 70;
  return [
    svgText({ x: margin, y: y + 13, size: size.note, fill: theme.faint }, label),
    ...answered.map((isAnswered, day) => {
      const place = { x: left + day * weekHeight, y, width: square, height: square, rx: 3 };
      if (isAnswered) return element("rect", { ...place, fill: fillsOf(theme).full });
      return element("rect", { ...place, fill: theme.paper, stroke: theme.faint, "stroke-width": 1 });
    }),
  ];
}
