import { shortened } from "../../text/shorten.ts";
import type { Words } from "../words/words.ts";
import { element, svgText } from "./svg-elements.ts";
import { type BusySpan, type Lane, marksOf, type Timeline } from "./timeline.ts";
import { axisOf, badgesOf, badgeWidth, durationText } from "./timeline-axis.ts";
import { laneName, laneNote, restText, type TimelineWords, threadNote, timelineDescription } from "./timeline-text.ts";

/** The font of every timeline. All its letters have the same width, so widths can be computed. */
const fontFamily = "DejaVu Sans Mono";
const letterWidth = 0.602;
const size = { title: 17, name: 14, note: 13 } as const;

const width = 760;
const margin = 24;
const gap = 18;
/** Room for a badge between the last moment and the note beside a lane. */
const besideNote = 30;
/** A badge is to the right of the moment it marks, so that it does not hide a short bar before it. */
const besideMoment = 10;
const rowHeight = 34;
const barHeight = 18;
const firstRow = 92;

/** Distinct for any colour vision; each state also has its own pattern. */
const ink = { text: "#1a1a1a", faint: "#595959", grid: "#d9d9d9", link: "#a6a6a6", paper: "#ffffff" } as const;
const busyFill = "#12436d";

type State = "busy" | "waits" | "due" | "neverRan";

const stateStyles: Readonly<Record<State, Readonly<Record<string, string>>>> = {
  busy: { fill: busyFill, stroke: ink.paper },
  waits: { fill: "url(#waits)", stroke: "#0072b2" },
  due: { fill: "url(#due)", stroke: "#b34700" },
  neverRan: { fill: ink.paper, stroke: "#6b6b6b", "stroke-dasharray": "4 3" },
};

/** Positions in the drawing. */
interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly x: (moment: number) => number;
  /** Where the last row ends. */
  readonly bottom: number;
}

/** The timeline as an SVG drawing, complete except for the font, with a description. Pasted names are escaped. */
export function timelineSvg(all: Words, timeline: Timeline): string {
  const words = all.timeline;
  const frame = frameOf(words, timeline);
  const isEmpty = timeline.lanes.length === 0;
  const rest = restText(words, timeline);
  const afterRows = frame.bottom + (isEmpty || rest === "" ? 0 : 26);
  const hasRows = hasThreadRow(timeline);
  const key = hasRows ? keyOf(words, timeline, afterRows + 30) : { elements: [], bottom: firstRow - 30 };
  const height = key.bottom + margin;
  const content = [
    element("title", {}, words.title),
    element("desc", {}, timelineDescription(all, timeline)),
    patterns,
    element("rect", { width, height, fill: ink.paper }),
    svgText({ x: margin, y: 38, size: size.title, weight: "bold", fill: ink.text }, words.title),
    svgText(
      { x: width - margin, y: 38, size: size.name, anchor: "end", fill: ink.text },
      words.total(durationText(timeline.end)),
    ),
    ...(isEmpty ? [svgText({ x: margin, y: 64, size: size.name, fill: ink.text }, words.nothingWaits)] : []),
    ...(hasRows ? [...axisElements(timeline, frame), ...threadElements(words, timeline, frame)] : []),
    ...(isEmpty ? [] : [...callbackElements(words, timeline, frame), ...laneElements(words, timeline, frame)]),
    ...(rest === "" ? [] : [note(margin, frame.bottom + 24, fitted(rest, width - 2 * margin))]),
    ...key.elements,
  ];
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "font-family": fontFamily,
  };
  return element("svg", root, content);
}

const patterns = element("defs", {}, [
  element("pattern", { id: "waits", width: 7, height: 7, patternUnits: "userSpaceOnUse" }, [
    element("rect", { width: 7, height: 7, fill: "#e3f1fa" }),
    element("path", { d: "M-1 1 L1 -1 M0 7 L7 0 M6 8 L8 6", stroke: "#6fb1d9", "stroke-width": 1.2 }),
  ]),
  element("pattern", { id: "due", width: 5, height: 5, patternUnits: "userSpaceOnUse" }, [
    element("rect", { width: 5, height: 5, fill: "#fff1dc" }),
    element("path", { d: "M2.5 0 V5", stroke: "#d9822b", "stroke-width": 1.6 }),
  ]),
]);

function hasThreadRow(timeline: Timeline): boolean {
  return timeline.lanes.length > 0 || timeline.busy.length > 0;
}

function frameOf(words: TimelineWords, timeline: Timeline): PlotArea {
  const isEmpty = timeline.lanes.length === 0;
  const names = isEmpty ? [words.thread] : [words.callbacks, ...timeline.lanes.map((lane) => laneName(words, lane))];
  const notes = [threadNote(words, timeline), ...timeline.lanes.map((lane) => laneNote(words, lane))];
  const left = margin + widest(names, size.name) + gap;
  const right = width - margin - widest(notes, size.note) - besideNote;
  const end = timeline.end > 0 ? timeline.end : 1;
  const rows = isEmpty ? Number(hasThreadRow(timeline)) : timeline.lanes.length + 2;
  return {
    left,
    right,
    x: (moment) => left + ((right - left) * Math.min(moment, end)) / end,
    bottom: firstRow + (isEmpty ? 14 : 0) + rows * rowHeight,
  };
}

function widest(texts: readonly string[], fontSize: number): number {
  return Math.ceil(Math.max(...texts.map((text) => text.length)) * fontSize * letterWidth);
}

/** A row's middle; row 0 is the thread, row 1 the callbacks. */
function middleOf(row: number, timeline: Timeline): number {
  return firstRow + (timeline.lanes.length === 0 ? 14 : 0) + (row + 0.5) * rowHeight;
}

function fitted(label: string, room: number): string {
  return shortened(label, Math.floor(room / (size.note * letterWidth)));
}

function name(row: number, timeline: Timeline, text: string): string {
  return svgText({ x: margin, y: middleOf(row, timeline) + 5, size: size.name, fill: ink.text }, text);
}

function note(x: number, y: number, text: string): string {
  return svgText({ x, y, size: size.note, fill: ink.faint }, text);
}

function axisElements(timeline: Timeline, frame: PlotArea): string[] {
  const axis = axisOf(timeline.end, Math.floor((frame.right - frame.left) / 60));
  const top = middleOf(0, timeline) - rowHeight / 2;
  const elements = [note(margin, top - 9, axis.unit)];
  for (const { at, label } of axis.ticks) {
    const x = frame.x(at);
    elements.push(element("path", { d: `M${x} ${top - 4} V${frame.bottom}`, stroke: ink.grid }));
    elements.push(svgText({ x, y: top - 9, size: size.note, anchor: "middle", fill: ink.faint }, label));
  }
  const ends = `M${frame.right} ${top} V${frame.bottom} M${frame.left} ${top} H${frame.right}`;
  return [...elements, element("path", { d: ends, stroke: ink.link, fill: "none" })];
}

function bar(frame: PlotArea, y: number, state: State, from: number, until: number): string {
  const x = frame.x(from);
  const most = frame.right - x;
  const long = Math.max(frame.x(until) - x, Math.min(3, most));
  const start = most < 3 ? frame.right - 3 : x;
  const box = { x: start, y: y - barHeight / 2, width: Math.max(long, 3), height: barHeight };
  return element("rect", { ...box, ...stateStyles[state] });
}

function threadElements(words: TimelineWords, timeline: Timeline, frame: PlotArea): string[] {
  const y = middleOf(0, timeline);
  const bars = timeline.busy.map(({ from, until }) => bar(frame, y, "busy", from, until));
  // If a span lies within another, only the outer one has room for its label.
  const isFree = (span: BusySpan, index: number) =>
    timeline.busy.slice(0, index).every(({ until }) => until <= span.from);
  const labels = timeline.busy.filter(isFree).flatMap((span) => busyLabel(span, frame, y));
  const elements = [name(0, timeline, words.thread), ...bars, ...labels];
  return [...elements, note(frame.right + besideNote, y + 5, threadNote(words, timeline))];
}

/** What keeps the thread busy, if there is room to write it. */
function busyLabel({ label, from, until }: BusySpan, frame: PlotArea, y: number): string[] {
  const room = frame.x(until) - frame.x(from) - 10;
  const text = fitted(label, room);
  if (text !== label && [...text].length < 12) return [];
  const x = (frame.x(from) + frame.x(until)) / 2;
  return [svgText({ x, y: y + 4.5, size: size.note, anchor: "middle", fill: ink.paper }, text)];
}

function badge(x: number, y: number, text: string): string {
  const long = badgeWidth(text);
  const box = { x: x - long / 2, y: y - 9, width: long, height: 18, rx: 9, fill: ink.text };
  const letter = { x, y: y + 4.5, size: size.note, weight: "bold", anchor: "middle", fill: ink.paper } as const;
  return element("rect", box) + svgText(letter, text);
}

function callbackElements(words: TimelineWords, timeline: Timeline, frame: PlotArea): string[] {
  const y = middleOf(1, timeline);
  const bottomOf = (letter: string) => {
    const index = timeline.lanes.findIndex((lane) => lane.letter === letter);
    return index < 0 ? y : middleOf(index + 2, timeline);
  };
  const marks = marksOf(timeline).map(({ at, letter }) => ({ x: frame.x(at), letter }));
  const links = marks.map(({ x, letter }) =>
    element("path", { d: `M${x} ${y - 9} V${bottomOf(letter)}`, stroke: ink.link, "stroke-dasharray": "2 3" }),
  );
  const flags = marks.map(({ x, letter }) => ({ x: x + besideMoment, letter }));
  const badges = badgesOf(flags, { left: frame.left, right: frame.right + 2 * besideMoment });
  return [name(1, timeline, words.callbacks), ...links, ...badges.map(({ x, text }) => badge(x, y, text))];
}

function laneElements(words: TimelineWords, timeline: Timeline, frame: PlotArea): string[] {
  return timeline.lanes.flatMap((lane, index) => {
    const y = middleOf(index + 2, timeline);
    return [
      name(index + 2, timeline, laneName(words, lane)),
      ...laneBars(lane, frame, y),
      ...laneBadges(lane, frame, y),
      note(frame.right + besideNote, y + 5, laneNote(words, lane)),
    ];
  });
}

function laneBars({ beats }: Lane, frame: PlotArea, y: number): string[] {
  return beats.flatMap(({ from, until, ran }) => [
    bar(frame, y, ran === null ? "neverRan" : "waits", from, until),
    ...(ran !== null && ran > until ? [bar(frame, y, "due", until, ran)] : []),
  ]);
}

/** A letter if it fits before the next beat ends; the last callback always has one. */
function laneBadges({ letter, beats }: Lane, frame: PlotArea, y: number): string[] {
  const columns = beats.flatMap(({ ran }) => (ran === null ? [] : [frame.x(ran)]));
  const hasRoom = (x: number, index: number) => (columns[index + 1] ?? Number.POSITIVE_INFINITY) - x > 22;
  return columns.filter(hasRoom).map((x) => badge(x + besideMoment, y, letter));
}

/**
 * Explains the patterns that the drawing uses.
 * @param top the y position where the key begins
 */
function keyOf(words: TimelineWords, timeline: Timeline, top: number): { elements: string[]; bottom: number } {
  const beats = timeline.lanes.flatMap((lane) => lane.beats);
  const shown: Readonly<Record<State, boolean>> = {
    busy: timeline.busy.length > 0,
    waits: beats.some(({ ran }) => ran !== null),
    due: beats.some(({ ran, until }) => ran !== null && ran > until),
    neverRan: beats.some(({ ran }) => ran === null),
  };
  const states = (["busy", "waits", "due", "neverRan"] as const).filter((state) => shown[state]);
  const swatches = states.map((state) => ({
    picture: (x: number, y: number) => element("rect", { x, y: y - 7, width: 28, height: 14, ...stateStyles[state] }),
    meaning: words.key[state],
  }));
  const first = timeline.lanes.find((lane) => lane.beats.some(({ ran }) => ran !== null));
  const letters = first === undefined ? [] : [[first.letter, words.key.callback] as const];
  const others = timeline.rest.length > 0 ? [["*", words.key.rest] as const] : [];
  const badges = [...letters, ...others].map(([letter, meaning]) => ({
    picture: (x: number, y: number) => badge(x + 14, y, letter),
    meaning,
  }));
  const elements: string[] = [];
  let x = margin;
  let y = top;
  for (const { picture, meaning } of [...swatches, ...badges]) {
    const long = 36 + widest([meaning], size.note);
    if (x + long > width - margin) {
      x = margin;
      y += 26;
    }
    elements.push(picture(x, y), note(x + 36, y + 4.5, meaning));
    x += long + 24;
  }
  return { elements, bottom: y + 7 };
}
