import type { QueuedTask } from "../../interpreter/analysis/trace.ts";
import type {
  PredictedOutput,
  TracedProgram,
  TracedStep,
  TraceRefusal,
  Truncated,
} from "../../interpreter/analysis/traced-program.ts";
import type { Block, Button, Card, Form } from "../card.ts";
import { codeLine, windowAround } from "../code-text.ts";
import { codeSpan, joined, plain, prose } from "../prose.ts";
import { timelineOf } from "../timeline/timeline.ts";
import { timelineText } from "../timeline/timeline-text.ts";
import type { Words } from "../words/words.ts";

/** A belief of the catalogue, and what it would have a program print. */
export interface WrongBelief {
  readonly belief: string;
  readonly wrong: PredictedOutput;
}

/** Characters, so that a card fits the tightest chat (Discord: 4000 in all) also where half of them are escaped. */
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
/** Of each queue of a step. */
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

/** What a program prints, whether always, and what wrong beliefs would have it print. */
export function traceSummaryCard(
  words: Words,
  view: { program: TracedProgram; beliefs: readonly WrongBelief[]; buttons: readonly Button[] },
): Card {
  const { program, beliefs } = view;
  const { trace } = words;
  const ended = program.exitCode === 0 ? [] : [trace.exitCode(program.exitCode)];
  const { more } = fewLines(program.output, room.console);
  return {
    type: "card",
    tone: "neutral",
    title: trace.title,
    blocks: [
      ...outputBlocks(words, program.output, more),
      { type: "text", text: orderProse(words, program) },
      { type: "text", text: plain([trace.elapsed(program.elapsedMs), ...ended].join(" ")) },
      ...timelineBlocks(words, program),
      { type: "heading", text: plain(beliefs.length > 0 ? trace.beliefs : trace.beliefsNone) },
      ...beliefs.flatMap((belief) => beliefBlocks(words, belief)),
      { type: "note", text: plain(trace.kept) },
    ],
    buttons: [view.buttons],
  };
}

function outputBlocks(words: Words, output: readonly string[], more: number): readonly Block[] {
  if (output.length === 0) return [{ type: "text", text: plain(words.trace.silent) }];
  const { shown } = fewLines(output, room.console);
  const lines = more > 0 ? [...shown, words.trace.moreLines(more)] : shown;
  return [{ type: "code", language: words.trace.console, text: lines.join("\n") }];
}

/** Who waits for what, where anything waits and the drawing has room. */
function timelineBlocks(words: Words, { elapsedMs, thread, waits }: TracedProgram): readonly Block[] {
  if (waits.length === 0) return [];
  const text = timelineText(words, timelineOf(words, { run: { elapsedMs }, thread, waits }, mostLanes));
  return text.length > room.timeline ? [] : [{ type: "code", language: words.trace.timeline, text }];
}

function orderProse(words: Words, { race }: TracedProgram) {
  const { trace } = words;
  if (race === null) return plain(trace.guaranteed);
  const { before, between, after } = trace.race;
  const { first, second } = words.tasks.race(race);
  const side = (name: string) => codeSpan(codeLine(name, room.label));
  return joined(plain(before), side(first), plain(between), side(second), plain(after));
}

function beliefBlocks(words: Words, { belief, wrong }: WrongBelief): readonly Block[] {
  const { trace } = words;
  const said = { type: "quote", text: prose(codeLine(belief, room.belief)) } as const;
  const ended = wrong.exitCode === 0 ? [] : [trace.exitCode(wrong.exitCode)];
  if (wrong.output.first.length === 0) {
    return [said, { type: "text", text: plain([trace.silent, ...ended].join(" ")) }];
  }
  const { shown, more } = fewLines(wrong.output.first, room.wrongLines);
  const left = more + wrong.output.more;
  const lines = left > 0 ? [...shown, trace.moreLines(left)] : shown;
  return [said, { type: "code", language: trace.console, text: [...lines, ...ended].join("\n") }];
}

/** The first lines that fit, and how many are left out. */
function fewLines(lines: readonly string[], most: number): { shown: readonly string[]; more: number } {
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

/** One step of the event loop, in the program's text and in its queues. */
export function stepCard(
  words: Words,
  view: { source: string; program: TracedProgram; place: number; buttons: readonly Button[] },
): Card {
  const { program, place } = view;
  const { trace } = words;
  const step = program.steps[place] as TracedStep;
  const isLast = place === program.steps.length - 1;
  const where =
    step.line === 0
      ? plain(trace.nothingRuns(step.at))
      : joined(
          plain(trace.lineRuns(step.line)),
          codeSpan(codeLine(words.tasks.name(step.task), room.label)),
          plain(trace.at(step.at)),
        );
  return {
    type: "card",
    tone: "neutral",
    title: trace.step(place + 1, program.steps.length),
    blocks: [
      { type: "text", text: where },
      { type: "code", language: "js", text: programText(words, view.source, step.line) },
      { type: "code", language: trace.loop, text: loopText(words, step) },
      ...printedBlocks(words, program.output.slice(0, step.printed)),
      ...(isLast && program.cut ? [{ type: "note", text: plain(trace.stepsCut(place + 1)) } as const] : []),
    ],
    buttons: [view.buttons],
  };
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
  const stack = shownFew(words, step.stack, (name) => codeLine(name || trace.anonymous, room.label));
  const items = ({ task, line }: QueuedTask) => trace.waiting(codeLine(words.tasks.name(task), room.label), line);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [queues.stack, stack],
    [queues.ticks, shownFew(words, step.ticks, items)],
    [queues.microtasks, shownFew(words, step.microtasks, items)],
    [queues.timers, shownFew(words, step.timers, (timer) => `${items(timer)}${trace.due(timer.due)}`)],
    [queues.immediates, shownFew(words, step.immediates, items)],
  ];
  const width = Math.max(...parts.map(([name]) => name.length)) + 2;
  const lines = parts.flatMap(([name, shown]) =>
    (shown.length > 0 ? shown : [trace.empty]).map(
      (item, index) => `${(index === 0 ? name : "").padEnd(width)}${item}`,
    ),
  );
  return lines.join("\n");
}

function shownFew<Item>(
  words: Words,
  { first, more }: Truncated<Item>,
  show: (item: Item) => string,
): readonly string[] {
  const left = more + Math.max(first.length - mostItems, 0);
  return [...first.slice(0, mostItems).map(show), ...(left > 0 ? [words.trace.moreItems(left)] : [])];
}

/** What was printed so far, the latest lines of it. */
function printedBlocks(words: Words, printed: readonly string[]): readonly Block[] {
  const { trace } = words;
  if (printed.length === 0) return [{ type: "text", text: plain(trace.nothingYet) }];
  const { shown, more } = fewLines(printed.toReversed(), room.console);
  const lines = [...(more > 0 ? [trace.earlierLines(more)] : []), ...shown.toReversed()];
  return [
    { type: "text", text: plain(trace.printed) },
    { type: "code", language: trace.console, text: lines.join("\n") },
  ];
}

/** Why a program is not traced: where, what, and what to do. */
export function traceRefusedCard(words: Words, refusal: TraceRefusal, buttons: readonly Button[]): Card {
  const { trace } = words;
  const message = codeLine(refusal.message, room.refusal);
  const where = refusal.line > 0 ? trace.place(refusal.line, refusal.column) : "";
  const found: readonly Block[] =
    message === "" ? [] : [{ type: "text", text: joined(plain(where), codeSpan(message)) }];
  return {
    type: "card",
    tone: "refused",
    title: trace.refusedTitle,
    blocks: [...found, { type: "text", text: prose(trace.advice[refusal.code]) }],
    buttons: [buttons],
  };
}
