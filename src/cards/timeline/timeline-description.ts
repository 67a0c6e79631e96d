import type { Words } from "../words/words.ts";
import { type Beat, type BusySpan, type Lane, latenessOf, type Timeline } from "./timeline.ts";
import { durationText } from "./timeline-axis.ts";

type Sentences = Words["timeline"]["description"];

/**
 * The timeline in sentences, one a line, for whoever cannot see it: the total, what kept the thread, and of every wait
 * for what, how long, and when its callback ran. May hold names that a stranger pasted.
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
