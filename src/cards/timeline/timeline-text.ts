import type { Words } from "../words/words.ts";
import { type Beat, type BusySpan, busyTime, type Lane, latenessOf, marksOf, type Timeline } from "./timeline.ts";
import { axisOf, durationText } from "./timeline-axis.ts";

export type TimelineWords = Words["timeline"];

const gap = 2;

/** How wide a drawing may be. The notes beside the lanes are cut before the lanes get narrower than `plot`. */
interface Width {
  readonly columns: number;
  readonly plot: number;
  /** Whether the notes are durations alone. */
  readonly short: boolean;
}

/** `phone` does not wrap in a code block on a phone. */
export const timelineWidths = {
  wide: { columns: 60, plot: 16, short: false },
  phone: { columns: 42, plot: 12, short: true },
} as const satisfies Record<string, Width>;

const signs = { busy: "#", waits: "-", due: "=", neverRan: ".", several: "*", tick: "|" } as const;
type Sign = Exclude<keyof typeof signs, "tick">;

interface Row {
  readonly name: string;
  readonly plot: string;
  readonly note: string;
}

/**
 * The timeline in lines of ASCII, for a monospaced font. Of what was pasted it contains only line numbers.
 */
export function timelineText(
  { timeline: words }: Words,
  timeline: Timeline,
  { columns, plot, short }: Width = timelineWidths.wide,
): string {
  if (timeline.lanes.length === 0) return nothingWaits(words, timeline);
  const names = [words.thread, words.callbacks, ...timeline.lanes.map((lane) => laneName(words, lane))];
  const notes = short ? shortNotes(timeline) : fullNotes(words, timeline);
  const nameWidth = Math.max(...names.map((name) => name.length));
  const noteWidth = Math.max(...[notes.total, notes.thread, ...notes.lanes].map((note) => note.length));
  const width = Math.max(columns - nameWidth - 2 * gap - noteWidth, plot);
  const scale = scaleOf(timeline.end, width);
  const rows = [
    ...axisRows(timeline.end, width, scale, notes.total),
    { name: words.thread, plot: threadPlot(timeline, scale), note: notes.thread },
    { name: words.callbacks, plot: callbacksPlot(timeline, scale), note: "" },
    ...timeline.lanes.map((lane, index) => ({
      name: laneName(words, lane),
      plot: lanePlot(lane, scale),
      note: notes.lanes[index] ?? "",
    })),
  ];
  const lines = rows.map(({ name, plot, note }) => {
    const line = `${name.padEnd(nameWidth + gap)}${plot.padEnd(width + gap)}${note}`;
    return line.slice(0, columns).trimEnd();
  });
  const below = [...restLine(words, timeline, columns), "", ...keyLines(words, timeline, lines, columns)];
  return [...lines, ...below].join("\n");
}

interface Notes {
  readonly total: string;
  readonly thread: string;
  readonly lanes: readonly string[];
}

function fullNotes(words: TimelineWords, timeline: Timeline): Notes {
  return {
    total: words.total(durationText(timeline.end)),
    thread: threadNote(words, timeline),
    lanes: timeline.lanes.map((lane) => laneNote(words, lane)),
  };
}

function shortNotes(timeline: Timeline): Notes {
  const busy = busyTime(timeline);
  return {
    total: durationText(timeline.end),
    thread: busy > 0 ? durationText(busy) : "",
    lanes: timeline.lanes.map(({ beats: [first] }) => durationText(first.until - first.from)),
  };
}

function nothingWaits(words: TimelineWords, timeline: Timeline): string {
  const busy = threadNote(words, timeline);
  return busy === "" ? words.nothingWaits : `${words.nothingWaits}\n${words.thread}: ${busy}`;
}

/** `A timer, line 3`. */
export function laneName(words: TimelineWords, { letter, kind, line }: Lane): string {
  return `${letter} ${words.lane(kind, line)}`;
}

/** How long the thread is busy; empty if it never is. */
export function threadNote(words: TimelineWords, timeline: Timeline): string {
  const busy = busyTime(timeline);
  return busy > 0 ? words.busyFor(durationText(busy)) : "";
}

/** The outcome of a lane, in a few words. */
export function laneNote(words: TimelineWords, lane: Lane): string {
  const [first] = lane.beats;
  const duration = durationText(first.until - first.from);
  const ran = lane.beats.filter((beat) => beat.ran !== null).length;
  if (ran === 0) return words.neverRan;
  const late = latenessOf(lane);
  if (ran > 1) return words.beats(ran, duration);
  return late > 0 ? `${duration}, ${words.late(durationText(late))}` : duration;
}

type Scale = (moment: number) => number;

function scaleOf(end: number, width: number): Scale {
  return (moment) => (end > 0 ? Math.round((Math.min(moment, end) / end) * (width - 1)) : 0);
}

function axisRows(end: number, width: number, scale: Scale, total: string): Row[] {
  const axis = axisOf(end, Math.floor(width / 6));
  const labels: string[] = [];
  const line = Array.from({ length: width }, (): string => signs.waits);
  for (const { at, label } of axis.ticks) {
    const column = scale(at);
    line[column] = signs.tick;
    const start = Math.min(column, width - label.length);
    const text = labels.join("");
    if (labels.length > 0 && start <= text.length) continue;
    labels.push(" ".repeat(start - text.length), label);
  }
  return [
    { name: axis.unit, plot: labels.join(""), note: "" },
    { name: "", plot: line.join(""), note: total },
  ];
}

/** Signs by column; later ones cover earlier ones. */
class Plot {
  readonly #signs: string[] = [];

  fill(sign: string, from: number, until: number): void {
    for (let column = from; column < Math.max(until, from + 1); column++) this.write(sign, column);
  }

  write(sign: string, column: number): void {
    while (this.#signs.length < column) this.#signs.push(" ");
    this.#signs[column] = sign;
  }

  at(column: number): string {
    return this.#signs[column] ?? " ";
  }

  toString(): string {
    return this.#signs.join("");
  }
}

function threadPlot(timeline: Timeline, scale: Scale): string {
  const plot = new Plot();
  for (const { from, until } of timeline.busy) plot.fill(signs.busy, scale(from), scale(until));
  return plot.toString();
}

function callbacksPlot(timeline: Timeline, scale: Scale): string {
  const plot = new Plot();
  for (const { at, letter } of marksOf(timeline)) {
    const column = scale(at);
    const isFree = [" ", letter].includes(plot.at(column)) && letter !== "";
    plot.write(isFree ? letter : signs.several, column);
  }
  return plot.toString();
}

function lanePlot({ letter, beats }: Lane, scale: Scale): string {
  const plot = new Plot();
  for (const { from, until, ran } of beats) {
    plot.fill(ran === null ? signs.neverRan : signs.waits, scale(from), scale(until));
    if (ran !== null && scale(ran) > scale(until)) plot.fill(signs.due, scale(until), scale(ran));
  }
  for (const { ran } of beats) if (ran !== null) plot.write(letter, scale(ran));
  return plot.toString();
}

function restLine(words: TimelineWords, timeline: Timeline, columns: number): string[] {
  const line = restText(words, timeline);
  if (line === "") return [];
  return [line.length > columns ? `${line.slice(0, columns - 3).trimEnd()}...` : line];
}

/** The lanes that do not fit, named in one line; empty if all are drawn. */
export function restText(words: TimelineWords, { rest }: Timeline): string {
  if (rest.length === 0) return "";
  const counts = new Map<string, number>();
  for (const { kind, line } of rest) {
    const name = words.lane(kind, line);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return words.rest(
    [...counts].map(([name, count]) => words.times(name, count)),
    rest.length,
  );
}

/** Explains the signs that the drawing uses. */
function keyLines(words: TimelineWords, timeline: Timeline, rendered: readonly string[], columns: number): string[] {
  const plots = rendered.slice(2);
  const key: readonly Sign[] = ["busy", "waits", "due", "neverRan", "several"];
  const isPlotted = (sign: Sign) => plots.some((line) => line.includes(signs[sign]));
  const meanings = key.filter(isPlotted).map((sign) => {
    const isRest = sign === "several" && timeline.rest.length > 0;
    return `${signs[sign]} ${words.key[isRest ? "severalOrRest" : sign]}`;
  });
  const lettered = timeline.lanes.filter((lane) => lane.beats.some(({ ran }) => ran !== null));
  const first = lettered[0]?.letter;
  const last = lettered.at(-1)?.letter;
  if (first !== undefined) meanings.push(`${first === last ? first : `${first}-${last}`} ${words.key.callback}`);
  const lines: string[] = [];
  for (const meaning of meanings) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 3 + meaning.length > columns) lines.push(meaning);
    else lines[lines.length - 1] = `${line}   ${meaning}`;
  }
  return lines;
}

type Sentences = Words["timeline"]["description"];

/**
 * The timeline in sentences, one a line, for people who can't see it: the total, when the thread is busy, and for every
 * wait how long it is and when its callback ran. May contain names that a stranger pasted.
 */
export function timelineDescription({ timeline: { description: words } }: Words, timeline: Timeline): string {
  const lanes = [...timeline.lanes, ...timeline.rest];
  const busy = timeline.busy.map((span) => busySentence(words, span));
  const sentences = [
    words.total(durationText(timeline.end)),
    ...(busy.length > 0 ? busy : [words.neverBusy]),
    ...(lanes.length > 0 ? lanes.map((lane) => laneSentence(words, lane)) : [words.nothingWaits]),
  ];
  return sentences.join("\n");
}

function busySentence(words: Sentences, { label, line, from, until }: BusySpan): string {
  return words.busy(label, line, durationText(from), durationText(until), durationText(until - from));
}

function laneSentence(words: Sentences, lane: Lane): string {
  const { letter, line, beats } = lane;
  return `${words.lane(letter, line)} ${beats.length > 1 ? repeated(words, lane) : once(words, lane, beats[0])}`;
}

function once(words: Sentences, { kind, label }: Lane, { from, until, ran }: Beat): string {
  const waits = words.waits(kind, durationText(from), durationText(until), durationText(until - from));
  return `${waits} ${outcome(words, label, until, ran)}`;
}

function outcome(words: Sentences, label: string, until: number, ran: number | null): string {
  if (ran === null) return words.neverRan(label);
  return ran > until ? words.ranLate(label, durationText(ran), durationText(ran - until)) : words.ran(label);
}

function repeated(words: Sentences, lane: Lane): string {
  const [first] = lane.beats;
  const runs = lane.beats.flatMap(({ ran }) => (ran === null ? [] : [ran]));
  const late = latenessOf(lane);
  const ran = words.ranOften(lane.label, runs.length, durationText(runs.at(0) ?? 0), durationText(runs.at(-1) ?? 0));
  const waits = words.waitsAgain(durationText(first.until - first.from));
  return `${waits} ${ran}${late > 0 ? words.latest(durationText(late)) : ""}.`;
}
