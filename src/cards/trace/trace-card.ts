import type { QueuedTask, WaitingTimer } from "../../interpreter/analysis/trace.ts";
import type {
  PredictedOutput,
  TracedProgram,
  TracedStep,
  TraceRefusal,
  Truncated,
} from "../../interpreter/analysis/traced-program.ts";
import { mainFrame } from "../../interpreter/rules/known-names.ts";
import { codeLine, windowAround } from "../../text/shorten.ts";
import { type Block, type Button, type Card, card, code, type Form, heading, note, quote, text } from "../card.ts";
import { codeSpan, joined, type Prose, plain, prose } from "../prose.ts";
import { timelineOf } from "../timeline/timeline.ts";
import { timelineText } from "../timeline/timeline-text.ts";
import type { Words } from "../words/words.ts";

/** A misconception of the catalogue, and what it predicts that a program prints. */
export interface WrongPrediction {
  readonly belief: string;
  readonly wrong: PredictedOutput;
}

/** In characters: a card fits the tightest chat (Discord: 4000 in all) even if half of them are escaped. */
const room = {
  line: 90,
  program: 1300,
  console: 450,
  label: 44,
  belief: 300,
  wrongLines: 120,
  refusal: 300,
  timeline: 760,
} as const;
/** Lanes of the timeline: the summary has room for few. */
const mostLanes = 4;
/** Items of each queue of a step. */
const mostItems = 4;

/** The form that a program is pasted into. */
export function traceForm(words: Words, id: string): Form {
  const { fields, modules } = words.trace;
  const options = (["commonjs", "module"] as const).map((value) => ({ value, label: modules[value] }));
  return {
    type: "form",
    id,
    title: words.trace.formTitle,
    intro: plain(words.trace.formIntro),
    fields: [
      { name: "code", kind: "code", value: "", ...fields.code },
      { name: "module", kind: "option", value: "commonjs", options, ...fields.module },
    ],
    submit: words.trace.submit,
  };
}

export interface TraceSummaryView {
  readonly program: TracedProgram;
  readonly predictions: readonly WrongPrediction[];
  readonly buttons: readonly Button[];
}

/** What a program prints, whether the order is guaranteed, and what misconceptions predict. */
export function traceSummaryCard(words: Words, { program, predictions, buttons }: TraceSummaryView): Card {
  const { trace } = words;
  const ended = program.exitCode === 0 ? [] : [trace.exitCode(program.exitCode)];
  const blocks = [
    outputBlock(words, program.output),
    text(orderProse(words, program)),
    text([trace.elapsed(program.elapsedMs), ...ended].join(" ")),
    ...timelineBlocks(words, program),
    heading(predictions.length > 0 ? trace.misconceptions : trace.noMisconceptions),
    ...predictions.flatMap((prediction) => misconceptionBlocks(words, prediction)),
    note(trace.retention),
  ];
  return card("neutral", trace.title, blocks, buttons);
}

function outputBlock({ trace }: Words, output: readonly string[]): Block {
  if (output.length === 0) return text(trace.silent);
  const { shown, more } = fittingLines(output, room.console);
  return code(trace.console, [...shown, ...(more > 0 ? [trace.moreLines(more)] : [])].join("\n"));
}

/** Who waits for what, if anything waits and the drawing fits. */
function timelineBlocks(words: Words, { elapsedMs, thread, waits }: TracedProgram): readonly Block[] {
  if (waits.length === 0) return [];
  const drawing = timelineText(words, timelineOf(words, { run: { elapsedMs }, thread, waits }, mostLanes));
  return drawing.length > room.timeline ? [] : [code(words.trace.timeline, drawing)];
}

function orderProse(words: Words, { race }: TracedProgram): Prose {
  const { trace } = words;
  if (race === null) return plain(trace.guaranteed);
  if (race.kind === "clock") return plain(trace.readsClock);
  const { before, between, after } = trace.race;
  const { first, second } = words.tasks.race(race);
  const side = (name: string) => codeSpan(codeLine(name, room.label));
  return joined(plain(before), side(first), plain(between), side(second), plain(after));
}

function misconceptionBlocks({ trace }: Words, { belief, wrong }: WrongPrediction): readonly Block[] {
  const sentence = quote(prose(codeLine(belief, room.belief)));
  const ended = wrong.exitCode === 0 ? [] : [trace.exitCode(wrong.exitCode)];
  if (wrong.output.first.length === 0) return [sentence, text([trace.silent, ...ended].join(" "))];
  const { shown, more } = fittingLines(wrong.output.first, room.wrongLines);
  const left = more + wrong.output.more;
  const lines = left > 0 ? [...shown, trace.moreLines(left)] : shown;
  return [sentence, code(trace.console, [...lines, ...ended].join("\n"))];
}

/** The first lines that fit, and how many are left out. */
function fittingLines(lines: readonly string[], most: number): { shown: readonly string[]; more: number } {
  const shown: string[] = [];
  let used = 0;
  for (const line of lines) {
    const cut = codeLine(line, room.line);
    used += cut.length + 1;
    if (used > most && shown.length > 0) break;
    shown.push(cut);
  }
  return { shown, more: lines.length - shown.length };
}

export interface StepView {
  readonly source: string;
  readonly program: TracedProgram;
  /** Which step, from 0. */
  readonly index: number;
  readonly buttons: readonly Button[];
}

/** One step of the event loop, in the program's text and in its queues. */
export function stepCard(words: Words, { source, program, index, buttons }: StepView): Card {
  const { trace } = words;
  const step = program.steps[index];
  if (step === undefined) throw new RangeError(`there is no step ${index}`);
  const isLast = index === program.steps.length - 1;
  const blocks = [
    text(runningProse(words, step)),
    code("js", programText(words, source, step.line)),
    code(trace.loop, loopText(words, step)),
    ...printedBlocks(words, program.output.slice(0, step.printed)),
    ...(isLast && program.cut ? [note(trace.stepsCut(index + 1))] : []),
  ];
  return card("neutral", trace.step(index + 1, program.steps.length), blocks, buttons);
}

function runningProse(words: Words, step: TracedStep): Prose {
  if (step.line === 0) return plain(words.trace.nothingRuns(step.at));
  const { before, after } = words.trace.lineRuns(step.line, step.at);
  return joined(plain(before), codeSpan(codeLine(words.tasks.name(step.task), room.label)), plain(after));
}

/** The program with its line numbers and a mark at one line; what does not fit is counted above and below. */
function programText(words: Words, source: string, marked: number): string {
  const all = source.split("\n");
  const digits = String(all.length).length;
  const numbered = all.map((line, index) => {
    const number = String(index + 1).padStart(digits);
    return `${index + 1 === marked ? "▶" : " "} ${number} │ ${codeLine(line, room.line)}`.trimEnd();
  });
  const centre = Math.min(Math.max(marked - 1, 0), all.length - 1);
  const { from, until } = windowAround(numbered, centre, { characters: room.program });
  const { linesAbove, linesBelow } = words.trace;
  return [
    ...(from > 0 ? [linesAbove(from)] : []),
    ...numbered.slice(from, until),
    ...(until < all.length ? [linesBelow(all.length - until)] : []),
  ].join("\n");
}

function loopText(words: Words, step: TracedStep): string {
  const { trace } = words;
  const { queues } = trace;
  const item = ({ task, line }: QueuedTask) => trace.waiting(codeLine(words.tasks.name(task), room.label), line);
  const timer = (waiting: WaitingTimer) => `${item(waiting)}${trace.due(waiting.due)}`;
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [queues.stack, listedItems(words, step.stack, (name) => frameName(words, name))],
    [queues.ticks, listedItems(words, step.ticks, item)],
    [queues.microtasks, listedItems(words, step.microtasks, item)],
    [queues.timers, listedItems(words, step.timers, timer)],
    [queues.immediates, listedItems(words, step.immediates, item)],
  ];
  const width = Math.max(...parts.map(([name]) => name.length)) + 2;
  const lines = parts.flatMap(([name, shown]) =>
    (shown.length > 0 ? shown : [trace.empty]).map(
      (line, index) => `${(index === 0 ? name : "").padEnd(width)}${line}`,
    ),
  );
  return lines.join("\n");
}

function frameName(words: Words, name: string): string {
  if (name === mainFrame) return words.tasks.name({ kind: "main-script" });
  return name === "" ? words.trace.anonymous : codeLine(name, room.label);
}

function listedItems<Item>(
  { trace }: Words,
  { first, more }: Truncated<Item>,
  show: (item: Item) => string,
): readonly string[] {
  const left = more + Math.max(first.length - mostItems, 0);
  return [...first.slice(0, mostItems).map(show), ...(left > 0 ? [trace.moreItems(left)] : [])];
}

/** The latest lines that were printed so far. */
function printedBlocks({ trace }: Words, printed: readonly string[]): readonly Block[] {
  if (printed.length === 0) return [text(trace.nothingYet)];
  const { shown, more } = fittingLines(printed.toReversed(), room.console);
  const lines = [...(more > 0 ? [trace.earlierLines(more)] : []), ...shown.toReversed()];
  return [text(trace.printed), code(trace.console, lines.join("\n"))];
}

/** Why a program is not traced: where, what, and what to do. */
export function traceRefusedCard(words: Words, refusal: TraceRefusal, buttons: readonly Button[]): Card {
  const { trace } = words;
  const message = codeLine(refusal.message, room.refusal);
  const where = refusal.line > 0 ? trace.position(refusal.line, refusal.column) : "";
  const found = message === "" ? [] : [text(joined(plain(where), codeSpan(message)))];
  return card("refused", trace.refusedTitle, [...found, text(prose(trace.advice[refusal.code]))], buttons);
}
