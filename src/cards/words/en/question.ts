import type { Topic } from "../../../engine/question/curriculum.ts";
import { type TimePart, type TimeReason, totalOf } from "../../../engine/question/question.ts";
import { capitalised, counted, ordinal, topicNames } from "./format.ts";

export const question = {
  title: (topic: Topic) => topicNames[topic],
  /** The number of the question in its topic, from 1. */
  numbered: (title: string, number: number, of: number) => `${title} · ${number} of ${of}`,
  worth: (difficulty: number) => `A right first answer earns ${counted(difficulty, "point")}.`,
  missed: "You missed this one before. No points now, just a second try.",
  again: "You have answered this one before. No points now, just a review.",
  practice: "Practice: no points.",
  unknown: "I don't know",
  spokenChoice: (letter: string, text: string) => `${letter}: ${text}`,
  spokenChosen: (choice: string, chosen: string) => `${choice} (${chosen}; press to remove it)`,
  chooseAll: "Choose all that apply.",
  /** On a post in a channel: opens a private card. */
  open: "Answer",
  send: "Send",
  sendLeft: (left: number) => `Send (${left} left)`,
  pressInOrder: "Press the steps in order, then Send. Press a step again to remove it.",
  pressAll: "Press each letter that applies, then Send. Press a letter again to remove it.",
  /** The mark of a choice that was pressed: the number of the step, from 1, or that it is part of the set. */
  step: (number: number) => `step ${number}`,
  chosen: "chosen",
  /** The first step of a wrong order that differs from the right one, from 0. */
  orderDiffers: (step: number, right: string) => {
    if (step === 0) return `First comes ${right}.`;
    const before = step === 1 ? "Your first step is right." : `Your first ${step} steps are right.`;
    return `${before} ${capitalised(ordinal(step))} comes ${right}.`;
  },
};

const moduleNames = {
  commonjs: "It is a CommonJS file.",
  module: "It is an ES module.",
};

/** A line of the output. `nth` counts equal lines from 1; null if there is only one. */
interface PrintedLine {
  readonly line: string;
  readonly nth: number | null;
}

function placeAfter({ line, nth }: PrintedLine): string {
  return `After ${nth === null ? "" : `the ${ordinal(nth - 1)} `}\`${line}\`, Node prints`;
}

const partNames: Readonly<Record<TimePart["what"], string>> = {
  wait: "wait",
  worker: "worker's task",
  calculation: "calculation",
  read: "blocking read",
};

/** `300 + 200`; equal neighbours are one product. */
function sumOf(parts: readonly TimePart[]): string {
  const groups: { readonly milliseconds: number; count: number }[] = [];
  for (const { milliseconds } of parts) {
    const last = groups.at(-1);
    if (last?.milliseconds === milliseconds) last.count++;
    else groups.push({ milliseconds, count: 1 });
  }
  const terms = groups.flatMap(({ milliseconds, count }) =>
    count > 2 ? [`${count} × ${milliseconds}`] : Array.from({ length: count }, () => `${milliseconds}`),
  );
  return terms.join(" + ");
}

function partText({ what, line }: TimePart): string {
  return `the ${partNames[what]} in line ${line}`;
}

function overlapText({ parts, together, areAllWaits }: Extract<TimeReason, { kind: "overlap" }>): string {
  const [one, other] = parts;
  if (areAllWaits && together) return "both waits start together, so they overlap";
  if (one.what !== other.what) return `${partText(other)} overlaps with ${partText(one)}`;
  const [first, second] = [one.line, other.line].sort((a, b) => a - b);
  const where = first === second ? `line ${first}` : `lines ${first} and ${second}`;
  const both = `the ${partNames[one.what]}s in ${where}`;
  return together ? `${both} start together, so they overlap` : `${both} overlap`;
}

function reasonText(reason: TimeReason): string {
  switch (reason.kind) {
    case "overlap":
      return overlapText(reason);
    case "after": {
      const { part, after } = reason;
      if (part.what !== after.what) return `${partText(part)} starts only after ${partText(after)}`;
      if (part.line !== after.line) return `${partText(part)} starts only after the one in line ${after.line}`;
      return `the ${partNames[part.what]}s in line ${part.line} follow one another`;
    }
    case "during":
      return `everything else happens during ${partText(reason.part)}`;
    case "ends-with":
      return `the program runs until ${partText(reason.part)} is over`;
  }
}

/** More terms than these are hard to follow. */
const mostTerms = 3;

/** `300 + 200 = 500 ms`. */
function equation(parts: readonly TimePart[]): string {
  const total = `${totalOf(parts)} ms`;
  return parts.length === 1 || parts.length > mostTerms ? total : `${sumOf(parts)} = ${total}`;
}

/** Program questions. */
export const program = {
  ask: "What does this program print?",
  askTime: "How long does this program run?",
  askOrder: "In which order does this program print its lines?",
  /** Where it decides what the program prints. */
  module: moduleNames,
  onlyLog: "Only `console.log` counts, not the error report.",
  milliseconds: (count: number) => `${count} ms`,
  /** Functions that are not part of Node. Those that start a wait share a sentence; the others have one each. */
  waits: {
    network: "`network(ms)` (a request)",
    disk: "`disk(ms)` (a file read)",
    worker: "`worker(ms)` (work on another thread)",
  },
  promises: (waits: readonly string[]) => {
    const [last = "", ...before] = waits.toReversed();
    const names = before.length === 0 ? last : `${before.toReversed().join(", ")} and ${last}`;
    return before.length === 0
      ? `${names} returns a promise that fulfills after ms.`
      : `${names} return promises that fulfill after ms.`;
  },
  work: {
    cpu: "`cpu(ms)` calculates for ms.",
    diskSync: "`diskSync(ms)` reads a file and blocks for ms.",
  },
  closeWaits: "Waits that end less than 50 ms apart can end in either order.",
  exactTimes: "Everything else takes no time.",
  dots: "A dot separates printed lines.",
  separator: " · ",
  spokenSeparator: ", ",
  noOrder: "The order is not guaranteed.",
  /** Where Node and an answer have different lines; null where nothing more is printed. Both are never null. */
  differentLine: (after: PrintedLine | null, node: string | null, answered: string | null) => {
    const place = after === null ? "Node first prints" : placeAfter(after);
    if (node === null) return `${place} nothing more: no \`${answered}\` follows.`;
    return answered === null ? `${place} \`${node}\` too.` : `${place} \`${node}\`, not \`${answered}\`.`;
  },
  /** What a person with a misconception added up, and why Node needs another time. */
  countedTime: (counted: readonly TimePart[], reason: TimeReason | null, parts: readonly TimePart[]) => {
    const sum = `You counted ${counted.length === 1 ? "only " : ""}${sumOf(counted)}.`;
    if (reason === null) return `${sum} Node needs ${equation(parts)}.`;
    const total = counted.length > mostTerms + 1 ? `${totalOf(parts)} ms` : equation(parts);
    return `${sum} ${capitalised(reasonText(reason))}: ${total}.`;
  },
  /** For an answer that no misconception explains. */
  timeInAnswer: (parts: readonly TimePart[], nodeMs: number, answeredMs: number) =>
    `It takes ${parts.length === 0 ? `${nodeMs} ms` : equation(parts)}, not ${answeredMs} ms.`,
  orderIsSure: "Every run prints these lines in this order. Queues and clearly different times decide it, not chance.",
  races: (one: string, other: string) => `${capitalised(`the ${one}`)} and the ${other} race: either can come first.`,
};
