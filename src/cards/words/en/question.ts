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
    step === 1 ? `The first step is “${right}”.` : `Your order is right up to step ${step - 1}. Next comes “${right}”.`,
};

const moduleNames = {
  commonjs: "Node.js runs it as a CommonJS file, `node main.cjs`.",
  module: "Node.js runs it as an ES module, `node main.mjs`.",
};

/** Program questions. Lines of a program are named as `line` says. */
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
  separator: " · ",
  spokenSeparator: ", ",
  noOrder: "The order is not guaranteed.",
  line: (line: number, task: string | null, text: string | null) =>
    `line ${line}${task === null ? "" : ` (${task})`}${text === null ? "" : `, \`${text}\``}`,
  fromStart: "From the start,",
  after: (line: string) => `After ${line},`,
  /** Where Node and a misconception continue with different lines; null for the end of the program. */
  differentLine: (begin: string, node: string | null, misconception: string | null) => {
    const real = node === null ? "the program ends" : `Node continues with ${node}`;
    const predicted = misconception === null ? "the program would end" : `Node would continue with ${misconception}`;
    return `${begin} ${real}. With this misconception, ${predicted}.`;
  },
  /** Where they reach the same line (null: the end) at different times. */
  differentTime: (begin: string, line: string | null, node: number, misconception: number) =>
    line === null
      ? `${begin} the program ends at ${node} ms. With this misconception, it would end at ${misconception} ms.`
      : `${begin} Node reaches ${line} at ${node} ms. With this misconception, it would be at ${misconception} ms.`,
  /** Where they run the same lines and print something different; null for a line that is not printed. */
  differentOutput: (index: number, node: string | null, misconception: string | null) => {
    const real = node === null ? `there is no printed line ${index}` : `printed line ${index} is \`${node}\``;
    const predicted = misconception === null ? "there would be no such line" : `it would be \`${misconception}\``;
    return `The same lines run in the same order, but ${real}. With this misconception, ${predicted}.`;
  },
  differentEnd: "The same lines run at the same times. Only the program ends at a different time.",
  orderIsSure:
    "Every run prints these lines in this order. Everything here waits either in queues with a fixed order, or for " +
    "times that are far apart.",
  races: (isPlanned: boolean, one: string, other: string) =>
    `${isPlanned ? "One run may print this, and the next run something else" : "Nothing guarantees this order"}: ` +
    `the ${one} and the ${other} race. Nothing in the program makes one of them wait for the other.`,
};
