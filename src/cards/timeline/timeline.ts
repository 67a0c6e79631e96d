import type { TimeSpan, Trace, WaitSpan } from "../../interpreter/analysis/trace.ts";
import { isSameTask, type Task } from "../../interpreter/event-loop/job.ts";
import { onOneLine } from "../../text/control-characters.ts";
import type { Words } from "../words/words.ts";

/** One wait. Times are virtual milliseconds since the program began. */
export interface Beat {
  readonly from: number;
  /** When the wait is over. */
  readonly until: number;
  /** When its callback ran, later than `until` if the thread was busy; null if it never ran. */
  readonly ran: number | null;
}

/** One wait with all its beats; only an interval has several. */
export interface Lane {
  /** Its name in the drawing; empty for a lane that is not drawn. */
  readonly letter: string;
  readonly kind: WaitSpan["kind"];
  /** The name of the callback, safe to show. May contain a name that a stranger pasted. */
  readonly label: string;
  /** The line that waits; 1-based, 0 for none. */
  readonly line: number;
  readonly beats: readonly [Beat, ...Beat[]];
}

/** A stretch of time in which the thread is busy. */
export interface BusySpan extends Pick<TimeSpan, "line" | "from" | "until"> {
  /** What the thread does, safe to show. May contain a name that a stranger pasted. */
  readonly label: string;
}

/** What waited for what, ready to be drawn. */
export interface Timeline {
  /** The last moment, in virtual milliseconds since the program began. */
  readonly end: number;
  /** When the thread was busy, in order. */
  readonly busy: readonly BusySpan[];
  /** The lanes that are drawn, in the order in which they began. */
  readonly lanes: readonly Lane[];
  /** The lanes that do not fit. */
  readonly rest: readonly Lane[];
}

/** A callback on the thread. */
export interface Mark {
  readonly at: number;
  /** The letter of its lane; empty if the lane is not drawn. */
  readonly letter: string;
}

const mostLanes = 12;
const letters = "ABCDEFGHIJKL";

/** The part of a run that a timeline needs. */
type TimedRun = Pick<Trace, "thread" | "waits"> & { readonly run: Pick<Trace["run"], "elapsedMs"> };

/**
 * The timeline of a run; without lanes if nothing waits.
 * @param most how many lanes are drawn at most
 */
export function timelineOf(words: Words, trace: TimedRun, most = mostLanes): Timeline {
  const lanes = lanesOf(words, trace.waits).map((lane, index) => ({
    ...lane,
    letter: index < most ? (letters[index] ?? "") : "",
  }));
  const moments = [
    trace.run.elapsedMs,
    ...trace.thread.map((span) => span.until),
    ...trace.waits.map((wait) => wait.ran ?? 0),
  ];
  return {
    end: moments.reduce((latest, moment) => Math.max(latest, moment), 0),
    busy: trace.thread.map(({ task, line, from, until }) => ({ label: labelOf(words, task), line, from, until })),
    lanes: lanes.slice(0, most),
    rest: lanes.slice(most),
  };
}

/** Every callback that ran, by time. */
export function marksOf(timeline: Timeline): readonly Mark[] {
  const marks = [...timeline.lanes, ...timeline.rest].flatMap(({ letter, beats }) =>
    beats.flatMap(({ ran }) => (ran === null ? [] : [{ at: ran, letter }])),
  );
  return marks.sort((one, other) => one.at - other.at);
}

/** The beats of one interval are one lane: each begins when the callback of the one before ran. */
function lanesOf(words: Words, waits: readonly WaitSpan[]): Omit<Lane, "letter">[] {
  const lanes: UndrawnLane[] = [];
  for (const { kind, task, line, from, until, ran } of waits) {
    const lane = kind === "interval" ? lanes.find((one) => continues(one, { task, line, from, until })) : undefined;
    if (lane === undefined)
      lanes.push({ kind, task, label: labelOf(words, task), line, beats: [{ from, until, ran }] });
    else lane.beats.push({ from, until, ran });
  }
  return lanes.map(({ kind, label, line, beats }) => ({ kind, label, line, beats }));
}

interface UndrawnLane extends Omit<Lane, "letter" | "beats"> {
  readonly task: Task;
  readonly beats: [Beat, ...Beat[]];
}

function continues(lane: UndrawnLane, { task, line, from, until }: TimeSpan): boolean {
  const last = lane.beats.at(-1);
  if (lane.kind !== "interval" || last === undefined || last.ran === null) return false;
  const isSame = isSameTask(lane.task, task) && lane.line === line && last.until - last.from === until - from;
  return isSame && Math.floor(last.ran) === from;
}

function labelOf(words: Words, task: Task): string {
  return onOneLine(words.tasks.name(task), " ").trim();
}

/** How long the thread is busy in total; spans inside one another count once. */
export function busyTime({ busy }: Timeline): number {
  let counted = 0;
  let sum = 0;
  for (const { from, until } of [...busy].sort((one, other) => one.from - other.from)) {
    sum += Math.max(0, until - Math.max(from, counted));
    counted = Math.max(counted, until);
  }
  return sum;
}

/** The longest time between the end of a wait and its callback. */
export function latenessOf({ beats }: Lane): number {
  return beats.reduce((latest, { until, ran }) => Math.max(latest, ran === null ? 0 : ran - until), 0);
}
