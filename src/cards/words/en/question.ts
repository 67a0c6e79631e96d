import type { Topic } from "../../../engine/question/curriculum.ts";
import { counted, topicNames } from "./format.ts";

export const question = {
  title: (topic: Topic) => topicNames[topic],
  worth: (difficulty: number) => `A right first answer earns ${counted(difficulty, "point")}.`,
  missed: "You missed this one before. No points now, just a second try.",
  again: "You have answered every question here. This is the one you saw longest ago.",
  practice: "Practice: no points.",
  unknown: "I don't know",
  spokenChoice: (letter: string, text: string) => `${letter}: ${text}`,
  spokenChosen: (choice: string) => `${choice} (chosen; press to remove it)`,
  chooseAll: "Choose all that apply.",
  /** On a post in a channel: opens a private card. */
  open: "Answer",
  undo: "Undo",
  send: "Send",
  arrow: " → ",
  pressInOrder: "Press the letters in your order, then press Send.",
  pressAll: "Press each letter that applies, then press Send. Press a letter again to remove it.",
  orderSoFar: "Your order so far:",
  chosenSoFar: "Chosen so far:",
  /** The first step of a wrong order that differs from the right one. */
  orderDiffers: (step: number, right: string) =>
    step === 1 ? `${right} comes first.` : `Up to step ${step - 1} you are right. Then comes ${right}.`,
};

const moduleNames = {
  commonjs: "Node.js runs it as a CommonJS file, `node main.cjs`.",
  module: "Node.js runs it as an ES module, `node main.mjs`.",
};

/** A line of the output. `nth` counts equal lines from 1; null if there is only one. */
interface PrintedLine {
  readonly line: string;
  readonly nth: number | null;
}

const ordinals = ["", "first ", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth "];

function nodePrints(after: PrintedLine | null, node: string | null): string {
  if (after === null) return `Node prints ${printed(node)} first.`;
  const nth = after.nth === null ? "" : `the ${ordinals[after.nth] ?? ""}`;
  return `After ${nth}\`${after.line}\`, Node prints ${printed(node)}.`;
}

function printed(line: string | null): string {
  return line === null ? "nothing more" : `\`${line}\``;
}

function first(after: PrintedLine | null): string {
  return after === null ? " first" : "";
}

/** Program questions. */
export const program = {
  ask: (module: "commonjs" | "module") =>
    `What does this program print? ${moduleNames[module]} The choices show the printed lines from first to last, ` +
    "with a dot between them.",
  askTime: (module: "commonjs" | "module") =>
    "How long does this program run, from its start until nothing is left for it to do? Count each wait and each " +
    `calculation as exactly the time it states, and everything else as instant. ${moduleNames[module]}`,
  askOrder: (module: "commonjs" | "module") =>
    `In which order does this program print its lines? ${moduleNames[module]}`,
  milliseconds: (count: number) => `${count} ms`,
  host: {
    network: "`network(ms)` returns a promise that is fulfilled after about ms milliseconds.",
    disk: "`disk(ms)` returns a promise that is fulfilled after about ms milliseconds.",
    worker: "`worker(ms)` works on another thread; its promise is fulfilled after about ms milliseconds.",
    cpu: "`cpu(ms)` calculates for ms milliseconds, then returns.",
    diskSync: "`diskSync(ms)` reads a file with a synchronous call, which takes ms milliseconds.",
  },
  closeWaits: "Waits that end 50 ms or more apart keep that order; closer ones can end in either order.",
  separator: " · ",
  spokenSeparator: ", ",
  noOrder: "The order is not guaranteed.",
  /** Where Node and a misconception print different lines; null where nothing more is printed. */
  differentLine: (after: PrintedLine | null, node: string | null, predicted: string | null) =>
    `${nodePrints(after, node)} With this misconception it would print ${printed(predicted)}${first(after)}.`,
  /** The same for an answer that no misconception explains. */
  lineInAnswer: (after: PrintedLine | null, node: string | null, answered: string | null) =>
    `${nodePrints(after, node)} Your answer has ${printed(answered)}${after === null ? " first" : " there"}.`,
  differentTime: (line: string, nodeMs: number, predictedMs: number) =>
    `\`${line}\` comes at ${nodeMs} ms. With this misconception it would come at ${predictedMs} ms.`,
  /** A wait or other work, by the number of the line that starts it. */
  differentActivity: (
    { what, line, point }: { readonly what: "wait" | "work"; readonly line: number; readonly point: "start" | "end" },
    nodeMs: number,
    predictedMs: number,
  ) =>
    `The ${what} in line ${line} ${point}s at ${nodeMs} ms. ` +
    `With this misconception it would ${point} at ${predictedMs} ms.`,
  /** The exit codes are null when they are the same. */
  differentEnd: (nodeMs: number, predictedMs: number, exitCodes: readonly [number, number] | null) => {
    const withCode = (code: number | undefined) => (code === undefined ? "" : ` with exit code ${code}`);
    const [node, predicted] = exitCodes ?? [];
    return (
      `The program ends at ${nodeMs} ms${withCode(node)}. ` +
      `With this misconception it would end at ${predictedMs} ms${withCode(predicted)}.`
    );
  },
  /** For an answer that no misconception explains. */
  timeInAnswer: (nodeMs: number, answeredMs: number) => `The program ends at ${nodeMs} ms, not at ${answeredMs} ms.`,
  orderIsSure:
    "Every run prints these lines in this order. Everything here waits either in queues with a fixed order, or for " +
    "times that are far apart.",
  races: (isPlanned: boolean, one: string, other: string) =>
    `${isPlanned ? "One run may print this, and the next run something else" : "Nothing guarantees this order"}: ` +
    `the ${one} and the ${other} race. Nothing in the program makes one of them wait for the other.`,
};
