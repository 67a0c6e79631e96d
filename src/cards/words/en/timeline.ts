import type { WaitSpan } from "../../../interpreter/analysis/trace.ts";

const waitNames: Readonly<Record<WaitSpan["kind"], string>> = {
  timer: "timer",
  interval: "interval",
  network: "network",
  disk: "disk",
  worker: "worker",
};

const awaited: Readonly<Record<WaitSpan["kind"], string>> = {
  timer: "its timer",
  interval: "its interval",
  network: "the network",
  disk: "the disk",
  worker: "the worker",
};

function ofLine(line: number): string {
  return line > 0 ? `, line ${line}` : "";
}

export const timeline = {
  title: "Who waits for what",
  total: (duration: string) => `total ${duration}`,
  nothingWaits: "Nothing waits in this program.",
  thread: "thread",
  callbacks: "callbacks",
  lane: (kind: WaitSpan["kind"], line: number) => (line > 0 ? `${waitNames[kind]}, line ${line}` : waitNames[kind]),
  busyFor: (duration: string) => `${duration} busy`,
  late: (duration: string) => `${duration} late`,
  neverRan: "never ran",
  beats: (count: number, duration: string) => `${count} x ${duration}`,
  rest: (lanes: readonly string[], count: number) => `and ${count} more: ${lanes.join("; ")}`,
  times: (lane: string, count: number) => (count > 1 ? `${lane} (${count})` : lane),
  key: {
    busy: "thread busy",
    waits: "waits",
    due: "ready, thread busy",
    neverRan: "never ran",
    callback: "callback",
    several: "several",
    severalOrRest: "several, or not drawn",
    rest: "not drawn",
  },
  description: {
    total: (duration: string) => `The program takes ${duration}.`,
    nothingWaits: "Nothing waits. The thread runs everything without a break.",
    neverBusy: "Nothing keeps the thread busy for long.",
    busy: (label: string, line: number, from: string, until: string, duration: string) =>
      `The thread is busy from ${from} to ${until}, for ${duration}: ${label}${ofLine(line)}.`,
    lane: (letter: string, line: number) => `${letter === "" ? "Not drawn" : letter}${ofLine(line)}:`,
    waits: (kind: WaitSpan["kind"], from: string, until: string, duration: string) =>
      `waits for ${awaited[kind]} for ${duration}, from ${from} to ${until};`,
    ran: (label: string) => `${label} runs immediately.`,
    ranLate: (label: string, at: string, late: string) =>
      `${label} runs at ${at}, ${late} late, because the thread is busy until then.`,
    neverRan: (label: string) => `${label} never runs.`,
    waitsAgain: (duration: string) => `waits for its interval of ${duration}, again and again;`,
    ranOften: (label: string, count: number, first: string, last: string) =>
      `${label} runs ${count} times, from ${first} to ${last}`,
    latest: (late: string) => `, up to ${late} late`,
  },
};
