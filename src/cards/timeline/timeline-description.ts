import { wordsEn } from "../words/en/words-en.ts";
import { type Beat, type BusySpan, type Lane, latenessOf, type Timeline } from "./timeline.ts";
import { durationText } from "./timeline-axis.ts";

const words = wordsEn.timeline.description;

/**
 * The timeline in sentences, one a line, for whoever cannot see it: the total, what kept the thread, and of every wait
 * for what, how long, and when its callback ran. May hold names that a stranger pasted.
 */
export function timelineDescription(timeline: Timeline): string {
  const lanes = [...timeline.lanes, ...timeline.rest];
  const busy = timeline.busy.map(busySentence);
  const sentences = [
    words.total(durationText(timeline.end)),
    ...(busy.length > 0 ? busy : [words.neverBusy]),
    ...(lanes.length > 0 ? lanes.map(laneSentence) : [words.nothingWaits]),
  ];
  return sentences.join("\n");
}

function busySentence({ label, line, from, until }: BusySpan): string {
  return words.busy(label, line, durationText(from), durationText(until), durationText(until - from));
}

function laneSentence(lane: Lane): string {
  const { letter, line, beats } = lane;
  return `${words.lane(letter, line)} ${beats.length > 1 ? repeated(lane) : once(lane, beats[0] as Beat)}`;
}

function once({ kind, label }: Lane, { from, until, ran }: Beat): string {
  const waits = words.waits(kind, durationText(from), durationText(until), durationText(until - from));
  return `${waits} ${outcome(label, until, ran)}`;
}

function outcome(label: string, until: number, ran: number | null): string {
  if (ran === null) return words.neverRan(label);
  return ran > until ? words.ranLate(label, durationText(ran), durationText(ran - until)) : words.ran(label);
}

function repeated(lane: Lane): string {
  const [first] = lane.beats as [Beat];
  const runs = lane.beats.flatMap(({ ran }) => (ran === null ? [] : [ran]));
  const late = latenessOf(lane);
  const times = [runs[0], runs.at(-1)].map((at) => durationText(at ?? 0)) as [string, string];
  const ran = words.ranOften(lane.label, runs.length, ...times);
  const waits = words.waitsAgain(durationText(first.until - first.from));
  return `${waits} ${ran}${late > 0 ? words.latest(durationText(late)) : ""}.`;
}
