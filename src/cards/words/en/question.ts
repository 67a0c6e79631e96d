import type { Topic } from "../../../engine/question/topic.ts";
import { counted, topicNames } from "./format.ts";

const moduleNames = {
  commonjs: "Node.js runs it as a CommonJS file, `node main.cjs`.",
  module: "Node.js runs it as an ES module, `node main.mjs`.",
};

export const question = {
  title: (topic: Topic) => topicNames[topic],
  worth: (difficulty: number) => `A right first answer earns ${counted(difficulty, "point")}.`,
  missed: "You missed this one before: no points this time, only the pleasure of knowing.",
  again: "You have answered every question here; this is the one you saw longest ago.",
  practice: "Practice: no points.",
  unknown: "I don't know",
  spokenChoice: (letter: string, text: string) => `${letter}: ${text}`,
  spokenChosen: (choice: string) => `${choice} (chosen; press to take it out)`,
  chooseAll: "Choose all that apply.",
  /** On a post in a channel: opens a card of one's own. */
  open: "Answer",
  undo: "Undo",
  send: "Send",
  arrow: " → ",
  pressInOrder: "Press the letters in your order, then Send.",
  pressAll: "Press each letter that applies (once more takes it out), then Send.",
  orderSoFar: "Your order so far:",
  chosenSoFar: "Chosen so far:",
  orderParts: (place: number, right: string) =>
    `Your order and the right one part at place ${place}: “${right}” comes there.`,
};

/** Program questions. Lines of a program are named as `line` and `end` say. */
export const program = {
  ask: (module: "commonjs" | "module") =>
    `What does this program print? ${moduleNames[module]} The choices show the printed lines from first to last, ` +
    "with a dot between them.",
  askTime: (module: "commonjs" | "module") =>
    "How long does this program run, from its start until nothing is left for it to do? Count each wait and each " +
    `calculation as exactly the time it says, and all else as no time. ${moduleNames[module]}`,
  askOrder: (module: "commonjs" | "module") =>
    `In which order does this program print its lines? ${moduleNames[module]}`,
  milliseconds: (count: number) => `${count} ms`,
  host: {
    network: "`network(ms)` gives a promise that is fulfilled after about ms milliseconds.",
    disk: "`disk(ms)` gives a promise that is fulfilled after about ms milliseconds.",
    worker: "`worker(ms)` lets another thread work; its promise is fulfilled after about ms milliseconds.",
    cpu: "`cpu(ms)` calculates for ms milliseconds, then returns.",
    diskSync: "`diskSync(ms)` reads a file with a synchronous call, which takes ms milliseconds.",
  },
  separator: " · ",
  spokenSeparator: ", ",
  noOrder: "The order is not guaranteed.",
  line: (line: number, job: string | null, text: string | null) =>
    `line ${line}${job === null ? "" : ` (${job})`}${text === null ? "" : `, \`${text}\``}`,
  end: "nothing more: the program has ended",
  partsAtStart: "From the start on,",
  partsAfter: (line: string) => `After ${line},`,
  goesOn: (begin: string, machine: string, belief: string) =>
    `${begin} the machine goes on with ${machine}. Whoever holds this belief goes on with ${belief}.`,
  sameLine: (begin: string, step: string, machine: number, belief: number) =>
    `${begin} the machine goes on with ${step} at ${machine} ms. Whoever holds this belief is there at ${belief} ms.`,
  otherLine: (place: number, machine: string | null, belief: string | null) => {
    const printed = machine === null ? `there is no printed line ${place}` : `printed line ${place} is \`${machine}\``;
    const expected = belief === null ? "no such line" : `\`${belief}\``;
    return `The same lines run in the same order, but ${printed}. Whoever holds this belief expects ${expected}.`;
  },
  otherTime: "The same lines run at the same times; what differs is when the program ends.",
  orderIsSure:
    "Every run prints these lines in this order. What waits here waits in queues whose order is fixed, or for " +
    "times that lie far apart.",
  races: (isPlanned: boolean, one: string, other: string) =>
    `${isPlanned ? "One run may print this, and the next run something else" : "Nothing guarantees this order"}: ` +
    `the ${one} and the ${other} race, and nothing in the program makes one of them wait for the other.`,
};
